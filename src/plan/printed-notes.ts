// What helpers told of the rows that are sent: gathered by what it is about, with row numbers and never a value.
import type { Campaign } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { errorAt, warningAt, type Diagnostic, type RuleCode } from '../diagnostic.ts';
import type { PrintedNote } from '../message/printed.ts';
import { nameRows } from './selection/row-findings.ts';

interface NoteRule {
  readonly code: RuleCode;
  readonly says: (what: string) => string;
  readonly help: (what: string) => string;
}

const rules: Readonly<Record<PrintedNote['kind'], NoteRule>> = {
  day_with_time: {
    code: 'PP250',
    says: (what) => `date prints a time for ${what}, which is a day: it reads 12:00 AM`,
    help: () => 'Leave out time=, hour= and minute=, or have the export write the time.',
  },
  missing_form: {
    code: 'PP251',
    says: (what) => `plural has no ${what}, and prints other=`,
    help: () => 'Write the forms of all languages of the audience, or a text for each language.',
  },
  no_offset: {
    code: 'PP252',
    says: (what) =>
      `date is to show ${what} in a zone, but it is a time without an offset, which would stand unshifted`,
    help: (what) => {
      const column =
        /^(?:this\.|@root\.|(?:\.\.\/)+)?(?<name>[\p{L}\p{N}_-]+)$/u.exec(what)?.groups?.['name'] ?? 'NAME';
      return `Say in which zone the export writes it, under audience: columns: { ${column}: { type: date, zone: UTC } }. What is no column needs its offset in the data: 2026-03-01T22:30:00Z.`;
    },
  },
};

const namedRows = 5;
/** Languages come from the audience, as many as Node.js knows; all else is as often as it is written in the campaign. */
const shownForms = 50;

interface Told {
  readonly note: PrintedNote;
  readonly rows: number[];
  last: number;
  count: number;
}

export class PrintedNotes {
  readonly #told = new Map<string, Told>();

  /** Once for each notification that will be sent. */
  look(row: number, notes: readonly PrintedNote[]): void {
    for (const note of notes) {
      const id = `${note.kind} ${note.field} ${note.what}`;
      const known = this.#told.get(id);
      if (known === undefined) {
        this.#told.set(id, { note, rows: [row], last: row, count: 1 });
      } else if (known.last !== row) {
        known.last = row;
        known.count += 1;
        if (known.rows.length < namedRows) known.rows.push(row);
      }
    }
  }

  /** `other` is of the rows that come next. */
  merge(other: PrintedNotes): void {
    for (const [id, told] of other.#told) {
      const known = this.#told.get(id);
      if (known === undefined) {
        this.#told.set(id, { ...told, rows: [...told.rows] });
        continue;
      }
      known.last = told.last;
      known.count += told.count;
      known.rows.push(...told.rows.slice(0, namedRows - known.rows.length));
    }
  }

  /** What is allowed, and perhaps not meant. */
  warnings(campaign: Campaign): Diagnostic[] {
    return this.#list((kind) => kind !== 'no_offset').map(({ code, message, help, path }) =>
      warningAt(locateIn(campaign, path), code, message, help),
    );
  }

  /** What the campaign has to say more of before anything can be sent. */
  faults(campaign: Campaign): Diagnostic[] {
    return this.#list((kind) => kind === 'no_offset').map(({ code, message, help, path }) =>
      errorAt(locateIn(campaign, path), code, message, help),
    );
  }

  #list(isWanted: (kind: PrintedNote['kind']) => boolean) {
    let shown = 0;
    const all = [...this.#told.values()].filter(({ note }) => note.kind !== 'missing_form' || shown++ < shownForms);
    return all
      .filter(({ note }) => isWanted(note.kind))
      .map(({ note: { kind, field, what }, rows, count }) => {
        const { code, says, help } = rules[kind];
        const message = `${field}: ${says(what)} (${nameRows(rows, count)})`;
        return { code, message, help: help(what), path: field.split('.') };
      });
  }
}

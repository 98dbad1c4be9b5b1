// Gathers what helpers reported about the rows to be sent, and unusual times to live. Groups them by subject, with row numbers and never a value.
import type { Campaign } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { errorAt, warningAt, type Diagnostic, type RuleCode } from '../diagnostic.ts';
import type { PrintedNote } from '../message/fragments/printed.ts';
import { nameRows, namedRows } from './selection/row-findings.ts';

interface NoteRule {
  readonly code: RuleCode;
  readonly reportAt: typeof errorAt;
  readonly says: (what: string) => string;
  readonly help: (what: string) => string;
}

const rules: Readonly<Record<PrintedNote['kind'], NoteRule>> = {
  day_with_time: {
    code: 'PP250',
    reportAt: warningAt,
    says: (what) => `date prints a time for ${what}, which is a day without a time: it prints midnight`,
    help: () => 'Leave out time=, hour= and minute=, or have the export write the time.',
  },
  cut_thousands: {
    code: 'PP256',
    reportAt: warningAt,
    says: (what) => `currency rounds ${what}, whose three decimals may be thousands: 1.299 is printed as 1.30`,
    help: (what) =>
      `If they are thousands, a CSV file is read so with csv: { decimal: ',' } and columns: { ${columnNamed(what)}: number } under audience. If they are decimals, write digits=3, or round the amount in the export.`,
  },
  missing_form: {
    code: 'PP251',
    reportAt: warningAt,
    says: (what) => `plural has no ${what}, and prints other=`,
    help: () => 'Write the forms of all languages of the audience, or a text for each language.',
  },
  odd_ttl: {
    code: 'PP130',
    reportAt: warningAt,
    says: (what) => `the rendered ttl is ${what}`,
    help: () =>
      'ttl counts seconds: 21600 is six hours, 86400 a day. The vendor waits for a phone for at most 28 days.',
  },
  no_offset: {
    code: 'PP252',
    reportAt: errorAt,
    says: (what) =>
      `date is to show ${what} in a zone, but it is a time without an offset, which would be shown unshifted`,
    help: (what) =>
      `Say in which zone the export writes it, under audience: columns: { ${columnNamed(what)}: { type: date, zone: UTC } }. Other values need their offset in the data: 2026-03-01T22:30:00Z.`,
  },
};

/** The column of the printed expression, as the template names it. */
function columnNamed(what: string): string {
  return /^(?:this\.|@root\.|(?:\.\.\/)+)?(?<name>[\p{L}\p{N}_-]+)$/u.exec(what)?.groups?.['name'] ?? 'NAME';
}

/**
 * The maximum number of missing plural forms shown. They depend on the languages of the audience, as many as Node.js knows. The other notes are
 * limited by the campaign's text.
 */
const shownForms = 50;

interface Told {
  readonly note: PrintedNote;
  readonly rows: number[];
  last: number;
  count: number;
}

export class PrintedNotes {
  readonly #told = new Map<string, Told>();

  /** Called once for each notification to be sent. */
  look(row: number, notes: readonly PrintedNote[]): void {
    for (const note of notes) this.#add({ note, rows: [row], last: row, count: 1 });
  }

  state() {
    return [...this.#told.values()];
  }

  /** `other` must hold the rows that come next. */
  merge(other: ReturnType<PrintedNotes['state']>): void {
    for (const told of other) this.#add(told);
  }

  /** Errors if the campaign has to say more before anything can be sent. Warnings about what is allowed but perhaps not intended. */
  list(campaign: Campaign): Diagnostic[] {
    let shown = 0;
    return [...this.#told.values()]
      .filter(({ note }) => note.kind !== 'missing_form' || shown++ < shownForms)
      .map(({ note: { kind, field, what }, rows, count }) => {
        const { code, reportAt, says, help } = rules[kind];
        const message = `${field}: ${says(what)} (${nameRows(rows, count)})`;
        return reportAt(locateIn(campaign, field.split('.')), code, message, help(what));
      });
  }

  #add({ note, rows, last, count }: Told): void {
    const id = `${note.kind} ${note.field} ${note.what}`;
    const known = this.#told.get(id);
    if (known === undefined) this.#told.set(id, { note, rows: [...rows], last, count });
    else if (known.last !== last) {
      known.last = last;
      known.count += count;
      known.rows.push(...rows.slice(0, namedRows - known.rows.length));
    }
  }
}

// Groups the adjacent rows of a person into one recipient with a list of them.
import { countOf } from '../numbers.ts';
import type { CampaignAudience, GroupForm } from '../campaign/campaign.ts';
import { bareObject } from '../message/bare-object.ts';
import { composed, scalarText } from '../message/helpers/read-value.ts';
import { cellOf, type Recipient } from '../message/recipient.ts';
import { repeatsHeader } from '../message/columns/repeated-header.ts';
import { createWhere } from '../message/columns/where.ts';
import { KeySet } from '../plan/key-set.ts';
import type { Audience } from './audience.ts';
import { quoteName, refuseFile, refuseRow } from './fault.ts';
import type { DataFile } from './data-file.ts';

/** The most rows in a group: a column with the same value in every row must not collect the whole file in memory. */
const mostRows = 10_000;

type Grouping = Pick<CampaignAudience, 'where' | 'columns' | 'dates' | 'csv'> & { readonly group: GroupForm };

/** `where` selects rows before they are grouped. A group without a selected row keeps its first one, which `where` leaves out later. */
export function groupRows(file: DataFile, audience: Audience, grouping: Grouping): Audience {
  const { group } = grouping;
  if (audience.columns.includes(group.into)) {
    const problem = `${file.what} has a column ${quoteName(group.into)}, which audience.group.into names as well`;
    throw refuseFile(file, 'PP202', problem, 'Give the list of group.into another name.');
  }
  let lines = 0;
  async function* toBlocks(): AsyncGenerator<readonly Recipient[]> {
    const groups = new RowGroups(file, grouping);
    for await (const block of audience.blocks) {
      lines += block.length;
      const ended = block.flatMap((row) => groups.add(row));
      if (ended.length > 0) yield ended;
    }
    const last = groups.end();
    if (last.length > 0) yield last;
  }
  return {
    columns: [...audience.columns, group.into],
    blocks: toBlocks(),
    lines: () => lines,
    warnings: () => audience.warnings(),
    [Symbol.asyncDispose]: () => audience[Symbol.asyncDispose](),
  };
}

class RowGroups {
  readonly #file: DataFile;
  readonly #group: GroupForm;
  readonly #isMeant: (recipient: Recipient) => boolean;
  /** The keys of groups that have ended or are being collected. */
  readonly #seen = new KeySet();
  #key: string | undefined;
  #rows: Recipient[] = [];
  #count = 0;

  constructor(file: DataFile, grouping: Grouping) {
    this.#file = file;
    this.#group = grouping.group;
    this.#isMeant = createWhere(grouping);
  }

  /** Returns the group that ends before this row. */
  add(row: Recipient): readonly Recipient[] {
    const key = this.#keyOf(row);
    if (key !== undefined && key === this.#key) {
      if (this.#rows.length === mostRows)
        throw this.#refuse(row, `is one of more than ${countOf(mostRows, 'row')} of one person`);
      this.#rows.push(row);
      return [];
    }
    const ended = this.end();
    if (key !== undefined) {
      if (this.#seen.has(key))
        throw this.#refuse(row, 'belongs to a person whose other rows are further up, apart from it');
      this.#seen.add(key);
    }
    this.#key = key;
    this.#rows = [row];
    return ended;
  }

  end(): readonly Recipient[] {
    const rows = this.#rows;
    const meant = rows.filter(this.#isMeant);
    const entries = meant.length > 0 ? meant : rows.slice(0, 1);
    const [first] = entries;
    this.#rows = [];
    if (first === undefined) return [];
    this.#count += 1;
    const values = Object.assign(bareObject(), first.values);
    values[this.#group.into] = entries.map((entry) => entry.values);
    return [{ row: this.#count, line: first.line, values }];
  }

  /** Returns undefined for a row without a key, which stands alone. */
  #keyOf(row: Recipient): string | undefined {
    const { by } = this.#group;
    const text = scalarText(cellOf(row, by))?.trim();
    return text === undefined || text === '' || repeatsHeader(row) ? undefined : composed(text);
  }

  #refuse({ line }: Recipient, problem: string): Error {
    const { by } = this.#group;
    const help = `Sort the file by ${by}, so that the rows of each person are together: in a spreadsheet under Data, Sort.`;
    return refuseRow(this.#file, { place: { line }, fault: { code: 'PP217', problem, help } });
  }
}

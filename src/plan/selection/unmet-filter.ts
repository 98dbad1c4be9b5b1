// Reports a `where` that no row passes, with the cells that come close. A mistyped filter leaves out everybody, and nothing else would show the
// mistake.
import { addTo, totalOf } from '../../counts.ts';
import { countOf, formatCount } from '../../numbers.ts';
import type { Campaign, WhereCondition } from '../../campaign/campaign.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { comparisonWords } from '../../campaign/rules/comparisons.ts';
import { listWords } from '../../campaign/schema/schema-words.ts';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { Recipient } from '../../message/recipient.ts';
import { repeatsHeader } from '../../message/columns/repeated-header.ts';
import { cellText, createTests, type ColumnTest } from '../../message/columns/where.ts';
import { CellSample, type CountedCell } from '../cell-sample.ts';
import { createNearMiss, differences, type Difference } from './near-miss.ts';

/** A value that at least this many rows share says nothing about one person. */
const sharedBy = 10;
const mostNamed = 3;
/** The maximum numbers of different cells of a column that are kept with their counts: near misses, and others to be compared for spelling. */
const mostKept = 20;
const mostTried = 1000;
const longestCell = 60;

export class UnmetFilter {
  readonly #campaign: Campaign;
  #columns: readonly UnmetColumn[];
  #rows = 0;

  constructor(campaign: Campaign) {
    const { audience } = campaign;
    this.#campaign = campaign;
    this.#columns = createTests(audience).map(
      (test) => new UnmetColumn(test, audience.publicColumns.includes(test.column)),
    );
  }

  /** Does nothing more after the first row that passes. */
  look(recipient: Recipient): void {
    if (this.#columns.length === 0 || repeatsHeader(recipient)) return;
    this.#rows += 1;
    let passed = 0;
    for (const column of this.#columns) if (column.look(recipient)) passed += 1;
    if (passed === this.#columns.length) this.#columns = [];
  }

  state() {
    return { rows: this.#rows, columns: this.#columns.map((column) => column.state()) };
  }

  /** `other` must hold the rows that come next, of the same campaign. */
  merge({ rows, columns }: ReturnType<UnmetFilter['state']>): void {
    this.#rows += rows;
    if (columns.length === 0) this.#columns = [];
    for (const [index, column] of this.#columns.entries()) {
      const theirs = columns[index];
      if (theirs !== undefined) column.merge(theirs);
    }
  }

  /**
   * Call it after all rows were seen. Returns PP248 for each column in which no row passes. If there is no such column, returns one for all columns
   * together.
   */
  list(): readonly Diagnostic[] {
    if (this.#columns.length === 0 || this.#rows === 0) return [];
    const start = `where leaves out ${this.#rows === 1 ? 'the only row' : `all ${formatCount(this.#rows)} rows`}`;
    const unmet = this.#columns.filter(({ isMet }) => !isMet);
    if (unmet.length > 0) {
      return unmet.map((column) => {
        const at = locateIn(this.#campaign, ['audience', 'where', column.name]);
        return warningAt(at, 'PP248', `${start}: ${column.describe()}`, column.advise());
      });
    }
    const message = `${start}: each column passes in some of them, and no row passes in all columns`;
    const help = 'Columns are joined by and; a list of values is joined by or.';
    return [warningAt(locateIn(this.#campaign, ['audience', 'where']), 'PP248', message, help)];
  }
}

class UnmetColumn {
  readonly #test: ColumnTest;
  readonly #isPublic: boolean;
  readonly #findDifference: ReturnType<typeof createNearMiss> | undefined;
  readonly #near = new CellSample(mostKept);
  readonly #others = new CellSample(mostTried);
  /** The number of rows with a near miss, by kind of difference. */
  readonly #rows = new Map<Difference, number>();
  #isEmpty = true;
  #isMet = false;

  constructor(test: ColumnTest, isPublic: boolean) {
    this.#test = test;
    this.#isPublic = isPublic;
    const { any } = test.condition;
    this.#findDifference = any && createNearMiss(any);
  }

  get name(): string {
    return this.#test.column;
  }

  /** Whether the column passes in any row. */
  get isMet(): boolean {
    return this.#isMet;
  }

  /** Returns whether the column passes in this row. */
  look(recipient: Recipient): boolean {
    const passes = this.#test.passes(recipient);
    this.#isMet ||= passes;
    if (!this.#isMet) this.#note(cellText(recipient, this.name));
    return passes;
  }

  state() {
    return {
      isMet: this.#isMet,
      isEmpty: this.#isEmpty,
      near: this.#near.list(),
      others: this.#others.list(),
      rows: [...this.#rows],
    };
  }

  merge({ isMet, isEmpty, near, others, rows: counted }: ReturnType<UnmetColumn['state']>): void {
    this.#isMet ||= isMet;
    this.#isEmpty &&= isEmpty;
    this.#near.merge(near);
    this.#others.merge(others);
    for (const [difference, rows] of counted) addTo(this.#rows, difference, rows);
  }

  describe(): string {
    const empty = this.#isEmpty ? `; ${this.name} is empty in each of them` : '';
    return `there is none in which ${this.name} is ${describeCondition(this.#test.condition)}${empty}`;
  }

  advise(): string | undefined {
    const find = this.#findDifference;
    if (find === undefined) return undefined;
    const cells = Map.groupBy([...this.#near.list(), ...this.#others.list()], ({ cell }) => find(cell, true));
    const near = differences.flatMap((difference) => {
      const alike = cells.get(difference) ?? [];
      // Other spellings are counted among the kept cells only, all other differences in every row.
      return this.#describeNear(difference, alike, this.#rows.get(difference) ?? sumRows(alike));
    });
    return [...near, 'Values are compared exactly, capitals and spaces included: write them as in the file.'].join(' ');
  }

  #note(cell: string): void {
    if (cell !== '') this.#isEmpty = false;
    if (this.#findDifference === undefined || cell.length > longestCell) return;
    const difference = this.#others.has(cell) ? undefined : this.#findDifference(cell, false);
    if (difference === undefined) this.#others.add(cell);
    else {
      addTo(this.#rows, difference);
      this.#near.add(cell);
    }
  }

  /** Returns a sentence such as: "tr" (200 rows) and 3 more rows differ only in capitals. */
  #describeNear(difference: Difference, cells: readonly CountedCell[], rows: number): readonly string[] {
    if (rows === 0) return [];
    const named = cells
      .filter((cell) => this.#isPublic || cell.rows >= sharedBy)
      .toSorted((a, b) => b.rows - a.rows)
      .slice(0, mostNamed);
    const rest = rows - sumRows(named);
    const parts = named.map((one) => `${JSON.stringify(one.cell)} (${countRows(one.rows)})`);
    if (rest > 0) parts.push(countRows(rest, named.length > 0));
    const isOne = parts.length === 1 && (rest === 0 || rest === 1);
    return [`${listWords(parts, 'and')} ${isOne ? 'differs' : 'differ'} ${difference}.`];
  }
}

function sumRows(cells: readonly CountedCell[]): number {
  return totalOf(cells, ({ rows }) => rows);
}

/** Continues after "is". */
function describeCondition({ any, not, bounds }: WhereCondition): string {
  const parts = [
    ...(any === undefined ? [] : [listValues(any)]),
    ...(not === undefined ? [] : [`other than ${listValues(not)}`]),
    ...bounds.map(({ comparison, bound }) => `${comparisonWords[comparison]} ${bound}`),
  ];
  return parts.join(' and ');
}

function listValues(values: readonly string[]): string {
  const named = values.slice(0, mostNamed).map((value) => JSON.stringify(shorten(value)));
  const more = values.length - named.length;
  return listWords([...named, ...(more > 0 ? [`${formatCount(more)} more`] : [])], 'or');
}

function shorten(text: string): string {
  const start = text.slice(0, longestCell);
  return start === text ? text : `${start.toWellFormed()}...`;
}

function countRows(count: number, isMore = false): string {
  return countOf(count, isMore ? 'more row' : 'row');
}

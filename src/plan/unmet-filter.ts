// A `where` that no row passes: said with what comes near, since a filter that is mistyped leaves out everybody without a sound.
import type { Campaign, WhereCondition } from '../campaign/campaign.ts';
import { comparisonWords } from '../campaign/comparisons.ts';
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import type { Recipient } from '../message/recipient.ts';
import { repeatsHeader } from '../message/repeated-header.ts';
import { cellText, createTests, type ColumnTest } from '../message/where.ts';
import { createNearMiss, differences, type Difference } from './near-miss.ts';

/** So many rows hide who has a value that they share. */
const sharedBy = 10;
const mostNamed = 3;
/** Different cells of a column: those that come near are kept with their counts, so many others are tried for their spelling. */
const mostKept = 20;
const mostTried = 200;
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

  /** The first row that passes ends it. */
  look(recipient: Recipient): void {
    if (this.#columns.length === 0 || repeatsHeader(recipient)) return;
    this.#rows += 1;
    let passed = 0;
    for (const column of this.#columns) if (column.look(recipient)) passed += 1;
    if (passed === this.#columns.length) this.#columns = [];
  }

  /** Once all rows were seen. PP248 for each column in which nothing passes; if there is none, one for all of them. */
  list(): readonly Diagnostic[] {
    if (this.#columns.length === 0 || this.#rows === 0) return [];
    const { locate } = this.#campaign;
    const start = `where leaves out ${this.#rows === 1 ? 'the only row' : `all ${figure(this.#rows)} rows`}`;
    const unmet = this.#columns.filter(({ isMet }) => !isMet);
    if (unmet.length > 0) {
      return unmet.map((column) => {
        const at = locate(['audience', 'where', column.name]);
        return warningAt(at, 'PP248', `${start}: ${column.describe()}`, column.advise());
      });
    }
    const message = `${start}: each column passes in some of them, and no row passes in all columns`;
    const help = 'Columns are joined by and; a list of values is joined by or.';
    return [warningAt(locate(['audience', 'where']), 'PP248', message, help)];
  }
}

interface Near {
  readonly difference: Difference;
  rows: number;
}

class UnmetColumn {
  readonly #test: ColumnTest;
  readonly #isPublic: boolean;
  readonly #findDifference: ReturnType<typeof createNearMiss> | undefined;
  readonly #near = new Map<string, Near>();
  readonly #tried = new Set<string>();
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

  /** Whether the column passes in some row. */
  get isMet(): boolean {
    return this.#isMet;
  }

  /** Whether it passes in this row. */
  look({ values }: Recipient): boolean {
    const passes = this.#test.passes(values);
    this.#isMet ||= passes;
    if (!this.#isMet) this.#note(cellText(values, this.name));
    return passes;
  }

  describe(): string {
    const empty = this.#isEmpty ? `; ${this.name} is empty in each of them` : '';
    return `there is none in which ${this.name} is ${describeCondition(this.#test.condition)}${empty}`;
  }

  advise(): string | undefined {
    if (this.#findDifference === undefined) return undefined;
    const near = differences.flatMap((difference) => this.#describeNear(difference));
    return [...near, 'Values are compared exactly, capitals and blanks too: write them as the file has them.'].join(
      ' ',
    );
  }

  #note(cell: string): void {
    if (cell !== '') this.#isEmpty = false;
    if (this.#findDifference === undefined || cell.length > longestCell) return;
    const known = this.#near.get(cell);
    const isSpelt = this.#tried.size < mostTried && !this.#tried.has(cell);
    const difference = known?.difference ?? this.#findDifference(cell, isSpelt);
    if (difference === undefined) {
      if (isSpelt) this.#tried.add(cell);
      return;
    }
    this.#rows.set(difference, (this.#rows.get(difference) ?? 0) + 1);
    if (known !== undefined) known.rows += 1;
    else if (this.#near.size < mostKept) this.#near.set(cell, { difference, rows: 1 });
  }

  /** "tr" (200 rows) and 3 more rows differ only in capitals. */
  #describeNear(difference: Difference): readonly string[] {
    const rows = this.#rows.get(difference) ?? 0;
    if (rows === 0) return [];
    const named = [...this.#near]
      .filter(([, near]) => near.difference === difference && (this.#isPublic || near.rows >= sharedBy))
      .toSorted(([, a], [, b]) => b.rows - a.rows)
      .slice(0, mostNamed);
    const rest = rows - named.reduce((sum, [, near]) => sum + near.rows, 0);
    const parts = named.map(([cell, near]) => `${JSON.stringify(cell)} (${countRows(near.rows)})`);
    if (rest > 0) parts.push(countRows(rest, named.length > 0));
    const isOne = parts.length === 1 && (rest === 0 || rest === 1);
    return [`${listWords(parts, 'and')} ${isOne ? 'differs' : 'differ'} ${difference}.`];
  }
}

/** Goes on after "is". */
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
  return listWords([...named, ...(more > 0 ? [`${figure(more)} more`] : [])], 'or');
}

function shorten(text: string): string {
  const start = text.slice(0, longestCell);
  return start === text ? text : `${start.toWellFormed()}...`;
}

function listWords(words: readonly string[], join: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${join} ${words.at(-1)}`;
}

function countRows(count: number, isMore = false): string {
  return `${figure(count)}${isMore ? ' more' : ''} ${count === 1 ? 'row' : 'rows'}`;
}

function figure(count: number): string {
  return count.toLocaleString('en');
}

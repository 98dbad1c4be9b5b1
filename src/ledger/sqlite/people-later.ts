// Defers the rows that find people. They are in random order, so each would cost a page of its own if it were written with its request. Until they
// are written, people are found in the requests themselves.
import { blob, integer } from '../row.ts';
import type { Sql } from '../sql.ts';
import { claimedIn, countClaimed, insertPeople } from '../people/claimed-people.ts';
import type { PeopleLater } from '../people/people-later.ts';

/** The number of requests that are read at a time. */
const together = 2_000;

/** Selects the attempts whose people have no rows yet. */
const since = 'attempt > (SELECT people_to FROM ring)';

/** Relies on a single writer: attempts are numbered in the order in which they are committed. */
export class PeopleInFile implements PeopleLater {
  /** The `sent.req` of people in attempts after `#from`, by hash, as far as they have been read. */
  readonly #reqs = new Map<string, number[]>();
  readonly #atOnce: number;
  #from = 0;
  #readTo = 0;

  constructor(atOnce = together) {
    this.#atOnce = atOnce;
  }

  async findSome(sql: Sql): Promise<boolean> {
    const rows = await sql.all(
      `SELECT attempt, claimed_at, person FROM req WHERE ${since} ORDER BY attempt LIMIT ${this.#atOnce}`,
    );
    const last = rows.at(-1);
    if (last === undefined) return false;
    await insertPeople(sql, rows.flatMap(claimedIn));
    await sql.run('UPDATE ring SET people_to = $1', integer(last, 'attempt'));
    return rows.length === this.#atOnce;
  }

  async findAll(sql: Sql): Promise<void> {
    let isMore = true;
    while (isMore) isMore = await this.findSome(sql);
  }

  async lately(
    sql: Sql,
    wanted: readonly (readonly [asked: number, hash: string])[],
  ): Promise<readonly (readonly [asked: number, req: number])[]> {
    this.#beginAt(integer(await sql.one('SELECT people_to FROM ring'), 'people_to'));
    let isMore = true;
    while (isMore) isMore = await this.#readSome(sql);
    return wanted.flatMap(([asked, hash]) => (this.#reqs.get(hash) ?? []).map((req) => [asked, req] as const));
  }

  /** Starts after the attempt `from`. If that has changed, forgets what was read, because it can be found in the table by now. */
  #beginAt(from: number): void {
    if (from === this.#from) return;
    this.#reqs.clear();
    this.#from = from;
    this.#readTo = from;
  }

  async #readSome(sql: Sql): Promise<boolean> {
    const rows = await sql.all(
      `SELECT attempt, claimed_at, person FROM req WHERE attempt > $1 ORDER BY attempt LIMIT ${this.#atOnce}`,
      this.#readTo,
    );
    for (const row of rows) {
      for (const { hashes, req } of claimedIn(row)) for (const hash of hashes) this.#add(hash, req);
      this.#readTo = integer(row, 'attempt');
    }
    return rows.length === this.#atOnce;
  }

  #add(hash: string, req: number): void {
    const before = this.#reqs.get(hash);
    if (before === undefined) this.#reqs.set(hash, [req]);
    else before.push(req);
  }
}

/** Returns how many rows the people without rows will get. */
export async function countLater(sql: Sql): Promise<number> {
  let count = 0;
  for await (const rows of sql.scroll(`SELECT person FROM req WHERE person IS NOT NULL AND ${since}`, together)) {
    for (const row of rows) count += countClaimed(blob(row, 'person'));
  }
  return count;
}

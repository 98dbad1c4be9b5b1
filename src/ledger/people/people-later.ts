// The interface of a database whose claims defer writing the rows that find people.
import type { Sql } from '../sql.ts';

export interface PeopleLater {
  /** Writes the deferred rows of some of those who were claimed, in a transaction that writes. Returns false if no more are left. */
  findSome(sql: Sql): Promise<boolean>;
  /** Writes all deferred rows. */
  findAll(sql: Sql): Promise<void>;
  /** Finds people whose rows are still deferred: for each hash, the `sent.req` of each person who has it, with the number given with it. */
  lately(
    sql: Sql,
    wanted: readonly (readonly [asked: number, hash: string])[],
  ): Promise<readonly (readonly [asked: number, req: number])[]>;
}

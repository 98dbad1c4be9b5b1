// The interface of a database whose claims defer writing the rows that find people.
import type { Sql } from '../sql.ts';

export interface PeopleLater {
  /** Writes the deferred rows of some of those who were claimed, in a transaction that writes. Returns false if no more are left. */
  findSome(sql: Sql): Promise<boolean>;
  /** Writes all deferred rows. */
  findAll(sql: Sql): Promise<void>;
  /**
   * Looks up people whose rows are still deferred: returns the `sent.req` of every claim for one of the hashes, with the number that was passed
   * beside the hash.
   */
  lately(
    sql: Sql,
    wanted: readonly (readonly [asked: number, hash: string])[],
  ): Promise<readonly (readonly [asked: number, req: number])[]>;
}

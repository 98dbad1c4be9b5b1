// For a database in which a claim leaves it for later that its people can be found by who they are.
import type { Sql } from '../sql.ts';

export interface PeopleLater {
  /** In a transaction that writes: some of those who were claimed can be found from now on. False when all can. */
  findSome(sql: Sql): Promise<boolean>;
  /** All of them. */
  findAll(sql: Sql): Promise<void>;
  /** Of those who cannot be found yet, `sent.req` of each with one of these hashes, with the number that is asked for it. */
  lately(
    sql: Sql,
    wanted: readonly (readonly [asked: number, hash: string])[],
  ): Promise<readonly (readonly [asked: number, req: number])[]>;
}

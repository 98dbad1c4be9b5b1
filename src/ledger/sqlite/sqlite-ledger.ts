// A ledger in a SQLite file. One process at a time writes it, under the kernel's lock.
import type { Claim, ClaimResult, Settlement } from '../../delivery/ledger.ts';
import { Refusal } from '../../errors.ts';
import type { Database } from './database.ts';
import { fenceByLock } from '../claims/fence.ts';
import { FileWatch } from './file-watch.ts';
import { explaining } from '../ledger-database.ts';
import { andKept } from './sqlite-fault.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { readProgress } from './sqlite-identity.ts';
import type { RescueFile } from './rescue-file.ts';
import type { SerialFile } from './serial-file.ts';
import type { Sql, SqlWork } from '../sql.ts';
import { SqlLedger, type LedgerParts } from '../sql-ledger.ts';

/** `resources` holds the database and the lock, and releases them in that order. */
export interface OpenedLedger extends LedgerParts<Sql> {
  readonly files: LedgerFiles;
  readonly database: Database;
  readonly rescue: RescueFile;
  readonly serialFile: SerialFile;
  readonly resources: Disposable;
}

export class SqliteLedger extends SqlLedger<Sql> {
  protected readonly fence = fenceByLock;
  readonly #opened: OpenedLedger;
  readonly #watch: FileWatch;

  constructor(opened: OpenedLedger) {
    super(opened);
    this.#opened = opened;
    this.#watch = new FileWatch(opened.files);
  }

  override async claimAll(claims: readonly Claim[]): Promise<readonly ClaimResult[]> {
    this.#watch.refuseReplacement();
    const results = await super.claimAll(claims);
    const last = Math.max(0, ...results.map((result) => (result.kind === 'claimed' ? result.attempt : 0)));
    if (last > 0) this.#opened.serialFile.mark(last);
    return results;
  }

  override async settle(settlements: readonly Settlement[]): Promise<void> {
    const { rescue, files } = this.#opened;
    try {
      await super.settle(settlements);
      this.#watch.refuseReplacement();
    } catch (error) {
      if (error instanceof Refusal && rescue.add(settlements)) throw andKept(error, files);
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { database, resources } = this.#opened;
    await database.inTurn(() => resources[Symbol.dispose]());
  }

  protected prepareSending(): void {
    this.#opened.rescue.prepare();
  }

  protected async hasProgressed(): Promise<void> {
    this.#opened.serialFile.write({ ledgerId: this.id, ...(await this.see(readProgress)) });
  }

  protected async forgetErased(): Promise<void> {
    const { database, rescue } = this.#opened;
    rescue.end();
    await this.hasProgressed();
    // Otherwise, what was erased would stay in the log until that is overwritten.
    await explaining(database, this.phase, () => database.inTurn(() => database.pragma('wal_checkpoint(TRUNCATE)')));
  }

  /** The process that has the lock already holds the ledger. */
  protected hold<Result>(work: SqlWork<Result>): Promise<Result> {
    return this.write(work);
  }
}

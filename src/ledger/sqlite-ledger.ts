// The ledger in a SQLite file: one process at a time writes it, under the kernel's lock.
import type { Clock } from '../delivery/clock.ts';
import type {
  Adopter,
  CampaignTotals,
  Claim,
  ClaimResult,
  Ledger,
  NewRun,
  Resolution,
  RunRecord,
  RunState,
  Settlement,
} from '../delivery/ledger.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { ChunkRef, InDoubt, Planned, Spool, Spooled } from '../delivery/spool.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { Refusal } from '../errors.ts';
import type { History, Known } from '../plan/history.ts';
import { doubtfulChunks, doubtfulOf, insertChunk, reduceChunk, toBeSent, unfinishedChunks } from './chunks.ts';
import { claimInTransaction } from './claim.ts';
import type { Database } from './database.ts';
import { FileWatch } from './file-watch.ts';
import { andKept, asRefusal, type Phase } from './ledger-errors.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { bumpSerial, readLastAttempt, readSerial } from './ledger-serial.ts';
import { lookupOutcomes } from './lookup-outcomes.ts';
import { lookupKeys } from './lookup.ts';
import type { HashKey } from './notification-hash.ts';
import { bytes, isInDoubt } from './outcome-bytes.ts';
import { randomText, type RandomBytes } from './random-text.ts';
import type { RescueFile } from './rescue-file.ts';
import { keepOf, resolveInTransaction } from './resolve.ts';
import { adopt, doubtLeftRuns, drop, moveTo } from './run-life.ts';
import { allRuns, findRun, insertRun, requireRun } from './runs.ts';
import { sentCampaigns } from './sent-campaigns.ts';
import { sentLast } from './sent-last.ts';
import type { SerialFile } from './serial-file.ts';
import { doubtOpenClaims, settleInTransaction } from './settle.ts';
import type { SlotRing } from './slot-ring.ts';
import { SpoolBuffer, type Cut } from './spool-buffer.ts';
import { countInDoubt, totalsOf } from './totals.ts';

/** What an opened ledger works with. `resources` holds the database and the lock, and frees them in that order. */
export interface OpenedLedger {
  readonly id: string;
  readonly findings: readonly Diagnostic[];
  readonly files: LedgerFiles;
  readonly database: Database;
  readonly rescue: RescueFile;
  readonly serialFile: SerialFile;
  readonly resources: Disposable;
  readonly ring: SlotRing;
  readonly hash: HashKey;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: RandomBytes;
}

export class SqliteLedger implements Ledger, Spool, History {
  readonly id: string;
  readonly findings: readonly Diagnostic[];
  readonly #opened: OpenedLedger;
  readonly #watch: FileWatch;
  readonly #buffer = new SpoolBuffer();
  /** The run that this process started or took up, while it goes on. Open claims of any other are nobody's any more. */
  #live: string | undefined;
  #phase: Phase = 'opening';

  constructor(opened: OpenedLedger) {
    this.id = opened.id;
    this.findings = opened.findings;
    this.#opened = opened;
    this.#watch = new FileWatch(opened.files);
  }

  serial(): Promise<number> {
    return this.#read(readSerial);
  }

  async startRun(run: NewRun): Promise<RunRecord> {
    const { clock, random } = this.#opened;
    const started = await this.#write((database) => {
      doubtLeftRuns(database, clock.now());
      bumpSerial(database);
      return insertRun(database, `run_${randomText(random, 12)}`, run, clock.now());
    });
    this.#live = started.record.id;
    await this.#keepSerial();
    return started.record;
  }

  async setState(
    run: string,
    state: RunState,
    change: { readonly why?: string; readonly seal?: string },
  ): Promise<void> {
    if (state === 'running') await this.flush(run);
    await this.#write((database) => {
      moveTo(database, requireRun(database, run), state, { ...change, at: this.#opened.clock.now() });
      if (state === 'running') this.#opened.rescue.prepare();
    });
    if (state === 'running') this.#phase = 'sending';
    if (state === 'stopped' || state === 'finished' || state === 'superseded') await this.#endLife();
  }

  async dropRun(run: string): Promise<void> {
    this.#buffer.forget();
    await this.#write((database) => drop(database, requireRun(database, run)));
    await this.#endLife();
  }

  runs(): Promise<readonly RunRecord[]> {
    return this.#read((database) => allRuns(database).map(({ record }) => record));
  }

  run(id: string): Promise<RunRecord | undefined> {
    return this.#read((database) => findRun(database, id)?.record);
  }

  async adoptRun(run: string, by: Adopter): Promise<void> {
    await this.#write((database) => {
      adopt(database, requireRun(database, run), by, this.#opened.clock.now());
      bumpSerial(database);
      this.#opened.rescue.prepare();
    });
    this.#live = run;
    this.#phase = 'sending';
    await this.#keepSerial();
  }

  claim(claim: Claim): Promise<ClaimResult> {
    return this.#claim((claimOne) => claimOne(claim));
  }

  claimAll(claims: readonly Claim[]): Promise<readonly ClaimResult[]> {
    return this.#claim((claimOne) => claims.map(claimOne));
  }

  async settle(settlements: readonly Settlement[]): Promise<void> {
    const { ring, clock, rescue } = this.#opened;
    try {
      await this.#write((database) => {
        const at = clock.now();
        for (const settlement of settlements) settleInTransaction(database, ring, settlement, at);
      });
      this.#watch.refuseReplacement();
    } catch (error) {
      if (error instanceof Refusal && rescue.add(settlements)) throw andKept(error, this.#opened.files);
      throw error;
    }
  }

  block(milliseconds: number, { halve }: { readonly halve: boolean }): Promise<void> {
    return this.#write(() => this.#opened.ring.block(milliseconds, halve));
  }

  totals(run: string): Promise<readonly CampaignTotals[]> {
    return this.#read((database) => totalsOf(database, requireRun(database, run).number));
  }

  countInDoubt(campaigns: readonly string[]): Promise<number> {
    return this.#read((database) => countInDoubt(database, campaigns));
  }

  sentLast(campaign: string): Promise<number | undefined> {
    return this.#read((database) => sentLast(database, campaign));
  }

  lookupOutcomes(run: string, campaign: string, keys: readonly string[]): Promise<readonly (Outcome | undefined)[]> {
    return this.#read((database) => lookupOutcomes(database, this.#opened.hash, { run, campaign, keys }));
  }

  async resolve(run: string, resolution: Resolution): Promise<number> {
    const settled = await this.#write((database) => {
      const { number, record } = requireRun(database, run);
      if (run !== this.#live) doubtOpenClaims(database, number);
      const how = { at: this.#opened.clock.now(), keep: keepOf(record.state) };
      const count = resolveInTransaction(database, number, resolution, how);
      if (count > 0) bumpSerial(database);
      return count;
    });
    if (settled > 0) await this.#keepSerial();
    return settled;
  }

  campaigns(): Promise<readonly { readonly id: string; readonly file: string }[]> {
    return this.#read(sentCampaigns);
  }

  lookup(campaign: string, keys: readonly string[]): Promise<readonly Known[]> {
    return this.#read((database) => lookupKeys(database, this.#opened.hash, campaign, keys));
  }

  async append(run: string, campaign: number, notifications: readonly Planned[]): Promise<void> {
    const { record } = await this.#read((database) => requireRun(database, run));
    const { hash } = this.#opened;
    for (const cut of this.#buffer.add(record, campaign, notifications, hash)) await this.#insert(cut);
  }

  async flush(run: string): Promise<void> {
    for (const cut of this.#buffer.end(run)) await this.#insert(cut);
  }

  chunks(run: string): Promise<readonly ChunkRef[]> {
    return this.#read((database) => unfinishedChunks(database, requireRun(database, run).number));
  }

  /** Under the kernel's lock no chunk has another taker: what a dead process left open, `adoptRun` has put in doubt. */
  open(run: string, chunk: number): Promise<readonly Spooled[]> {
    return this.#read((database) => toBeSent(database, requireRun(database, run).number, chunk));
  }

  finish(run: string, chunk: number): Promise<void> {
    return this.#write((database) => {
      reduceChunk(database, requireRun(database, run).number, chunk, 'unsettled');
    });
  }

  async *inDoubt(run: string): AsyncIterable<readonly InDoubt[]> {
    const number = await this.#read((database) => requireRun(database, run).number);
    const isDoubt = run === this.#live ? (byte: number) => byte === bytes.inDoubt : isInDoubt;
    for (const chunk of await this.#read((database) => doubtfulChunks(database, number))) {
      const doubtful = await this.#read((database) => doubtfulOf(database, number, chunk, isDoubt));
      if (doubtful.length > 0) yield doubtful;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#opened.resources[Symbol.dispose]();
  }

  async #claim<Result>(work: (claimOne: (claim: Claim) => ClaimResult) => Result): Promise<Result> {
    this.#watch.refuseReplacement();
    const { ring, clock, serialFile } = this.#opened;
    let last = 0;
    const result = await this.#write((database) => {
      const at = clock.now();
      return work((claim) => {
        const claimed = claimInTransaction(database, ring, claim, at);
        if (claimed.kind === 'claimed') last = Math.max(last, claimed.attempt);
        return claimed;
      });
    });
    if (last > 0) serialFile.mark(last);
    return result;
  }

  #insert({ run, campaign, notifications }: Cut): Promise<void> {
    return this.#write((database) => {
      insertChunk(database, requireRun(database, run).number, campaign, notifications);
    });
  }

  async #endLife(): Promise<void> {
    this.#opened.rescue.end();
    this.#live = undefined;
    this.#phase = 'opening';
    await this.#keepSerial();
    // What was erased would else stand in the log until somebody writes over it.
    await this.#read((database) => database.pragma('wal_checkpoint(TRUNCATE)'));
  }

  async #keepSerial(): Promise<void> {
    const { serialFile } = this.#opened;
    const kept = await this.#read((database) => ({
      serial: readSerial(database),
      attempt: readLastAttempt(database),
    }));
    serialFile.write({ ledgerId: this.id, ...kept });
  }

  #write<Result>(work: (database: Database) => Result): Promise<Result> {
    return this.#read((database) => database.transaction(() => work(database)));
  }

  async #read<Result>(work: (database: Database) => Result): Promise<Result> {
    try {
      return work(this.#opened.database);
    } catch (error) {
      throw asRefusal(error, this.#opened.files.database, this.#phase);
    }
  }
}

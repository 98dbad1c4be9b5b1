// The ledger in a SQLite file: one process at a time writes it, under the kernel's lock.
import type {
  Adopter,
  CampaignTotals,
  Claim,
  ClaimResult,
  LastError,
  Ledger,
  NewRun,
  Reopening,
  Resolution,
  RunRecord,
  RunState,
  Settlement,
} from '../delivery/ledger.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { ChunkRef, InDoubt, Planned, Spool, Spooled } from '../delivery/spool.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { Refusal } from '../errors.ts';
import type { History, Known, Remembered } from '../plan/history.ts';
import { stoppingAtBroken } from './broken-chunk.ts';
import { doubtfulChunks, doubtfulOf, insertChunk, reduceChunk, toBeSent, unfinishedChunks } from './chunks.ts';
import { claimInTransaction } from './claim.ts';
import type { Database } from './database.ts';
import { FileWatch } from './file-watch.ts';
import { lastErrorOf } from './last-error.ts';
import { andKept, asRefusal, type Phase } from './ledger-errors.ts';
import { bumpSerial, readProgress, readSerial } from './ledger-serial.ts';
import { lookupOutcomes } from './lookup-outcomes.ts';
import { lookupKeys } from './lookup.ts';
import type { OpenedLedger } from './opened-ledger.ts';
import { bytes, isInDoubt } from './outcome-bytes.ts';
import { randomText } from './random-text.ts';
import { rememberedOf } from './remembered.ts';
import { reopenInTransaction } from './reopen.ts';
import { keepOf, resolveInTransaction } from './resolve.ts';
import { adopt, doubtLeftRuns, drop, moveTo, stopRunning } from './run-life.ts';
import type { NumberedRun } from './run-states.ts';
import { allRuns, findRun, insertRun, requireRun } from './runs.ts';
import { sentCampaigns } from './sent-campaigns.ts';
import { sentLast } from './sent-last.ts';
import { doubtOpenClaims, settleInTransaction } from './settle.ts';
import { SpoolBuffer, type Cut } from './spool-buffer.ts';
import { countInDoubt, totalsOf } from './totals.ts';

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
    const { clock, random, mac } = this.#opened;
    const started = await this.#write((database) => {
      doubtLeftRuns(database, mac, clock.now());
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
    const { clock, mac, rescue } = this.#opened;
    await this.#write((database) => {
      moveTo(database, mac, requireRun(database, run), state, { ...change, at: clock.now() });
      if (state === 'running') rescue.prepare();
    });
    if (state === 'running') this.#phase = 'sending';
    if (state === 'stopped' || state === 'finished' || state === 'superseded') await this.#endLife();
  }

  async dropRun(run: string): Promise<void> {
    this.#buffer.forget();
    await this.#write((database) => drop(database, this.#opened.mac, requireRun(database, run)));
    await this.#endLife();
  }

  runs(): Promise<readonly RunRecord[]> {
    return this.#read((database) => allRuns(database).map(({ record }) => record));
  }

  run(id: string): Promise<RunRecord | undefined> {
    return this.#read((database) => findRun(database, id)?.record);
  }

  async adoptRun(run: string, by: Adopter): Promise<void> {
    const { clock, mac, rescue } = this.#opened;
    await this.#write((database) => {
      adopt(database, mac, requireRun(database, run), by, clock.now());
      bumpSerial(database);
      rescue.prepare();
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

  lastError(run: string): Promise<LastError | undefined> {
    return this.#read((database) => lastErrorOf(database, requireRun(database, run).number));
  }

  countInDoubt(campaigns: readonly string[]): Promise<number> {
    return this.#read((database) => countInDoubt(database, campaigns));
  }

  sentLast(campaign: string): Promise<number | undefined> {
    return this.#read((database) => sentLast(database, campaign));
  }

  remembered(campaign: string): Promise<Remembered> {
    return this.#read((database) => rememberedOf(database, campaign));
  }

  lookupOutcomes(run: string, campaign: string, keys: readonly string[]): Promise<readonly (Outcome | undefined)[]> {
    return this.#read((database) => lookupOutcomes(database, this.#opened.hash, { run, campaign, keys }));
  }

  resolve(run: string, resolution: Resolution): Promise<number> {
    return this.#decide(run, (database, { number, record }) => {
      if (run !== this.#live) doubtOpenClaims(database, number);
      const how = { at: this.#opened.clock.now(), keep: keepOf(record.state) };
      return resolveInTransaction(database, this.#opened.mac, number, resolution, how);
    });
  }

  reopen(run: string, reopening: Reopening): Promise<number> {
    const at = this.#opened.clock.now();
    return this.#decide(run, (database, { number }) => reopenInTransaction(database, number, reopening, at));
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
    return this.#spool(run, unfinishedChunks);
  }

  /** Under the kernel's lock no chunk has another taker: what a dead process left open, `adoptRun` has put in doubt. */
  open(run: string, chunk: number): Promise<readonly Spooled[]> {
    return this.#spool(run, (database, number) => toBeSent(database, this.#opened.mac, number, chunk));
  }

  finish(run: string, chunk: number): Promise<void> {
    return this.#spool(run, (database, number) => {
      reduceChunk(database, this.#opened.mac, number, chunk, 'unsettled');
    });
  }

  async *inDoubt(run: string): AsyncIterable<readonly InDoubt[]> {
    const isDoubt = run === this.#live ? (byte: number) => byte === bytes.inDoubt : isInDoubt;
    for (const chunk of await this.#spool(run, doubtfulChunks)) {
      const doubtful = await this.#spool(run, (database, number) =>
        doubtfulOf(database, this.#opened.mac, { run: number, number: chunk }, isDoubt),
      );
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

  /** Gives how many were decided about. */
  async #decide(run: string, work: (database: Database, found: NumberedRun) => number): Promise<number> {
    const decided = await this.#write((database) => {
      const count = work(database, requireRun(database, run));
      if (count > 0) bumpSerial(database);
      return count;
    });
    if (decided > 0) await this.#keepSerial();
    return decided;
  }

  #insert({ run, campaign, notifications }: Cut): Promise<void> {
    return this.#write((database) => {
      const place = { run: requireRun(database, run).number, position: campaign };
      insertChunk(database, this.#opened.mac, place, notifications);
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
    serialFile.write({ ledgerId: this.id, ...(await this.#read(readProgress)) });
  }

  /** What is done with the chunks of a run. One that is broken stops it. */
  #spool<Result>(run: string, work: (database: Database, run: number) => Result): Promise<Result> {
    const { clock } = this.#opened;
    return stoppingAtBroken(
      () => this.#write((database) => work(database, requireRun(database, run).number)),
      (why) => this.#write((database) => stopRunning(database, requireRun(database, run), { why, at: clock.now() })),
    );
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

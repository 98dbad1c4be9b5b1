// The ledger in any database: one process at a time holds it and sends.
import type {
  Adopter,
  Claim,
  ClaimResult,
  Ledger,
  NewRun,
  Reopening,
  Resolution,
  RunRecord,
  RunState,
  Settlement,
} from '../delivery/ledger.ts';
import type { Clock } from '../delivery/clock.ts';
import type { ChunkRef, InDoubt, Planned, Spool, Spooled } from '../delivery/spool.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { History } from '../plan/history.ts';
import { stoppingAtBroken } from './chunks/broken-chunk.ts';
import type { ChunkMac } from './chunks/chunk-mac.ts';
import { doubtfulChunks, doubtfulOf, insertChunk, reduceChunk, toBeSent, unfinishedChunks } from './chunks/chunks.ts';
import { claimAll } from './claim.ts';
import type { Fence } from './fence.ts';
import { explaining, type LedgerDatabase, type Phase } from './ledger-database.ts';
import { bumpSerial } from './ledger-serial.ts';
import { LedgerView, type ViewParts } from './ledger-view.ts';
import { bytes, isInDoubt } from './outcome-bytes.ts';
import { randomText, type RandomBytes } from './random-text.ts';
import { reopen } from './reopen.ts';
import { keepOf, resolve } from './resolve.ts';
import type { Ring } from './ring.ts';
import { adopt, doubtLeftRuns, drop, moveTo, stopRunning } from './run-life.ts';
import { hasEnded, type NumberedRun } from './run-states.ts';
import { insertRun, requireRun } from './runs.ts';
import { doubtOpenClaims, settle } from './settle.ts';
import { SpoolBuffer, type Cut, type SpoolHashes } from './chunks/spool-buffer.ts';
import type { Sql, SqlWork } from './sql.ts';

/** What an opened ledger works with. */
export interface LedgerParts<In extends Sql> extends ViewParts<In>, SpoolHashes {
  readonly database: LedgerDatabase<In>;
  readonly findings: readonly Diagnostic[];
  readonly ring: Ring<In>;
  readonly mac: ChunkMac;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: RandomBytes;
}

export abstract class SqlLedger<In extends Sql> extends LedgerView<In> implements Ledger, Spool, History {
  readonly findings: readonly Diagnostic[];
  readonly #parts: LedgerParts<In>;
  readonly #buffer = new SpoolBuffer();
  /** The run that this process started or took up, while it goes on. Nobody will settle the open claims of any other. */
  #live: string | undefined;
  #phase: Phase = 'opening';

  constructor(parts: LedgerParts<In>) {
    super(parts);
    this.findings = parts.findings;
    this.#parts = parts;
  }

  async startRun(run: NewRun): Promise<RunRecord> {
    const { clock, random, mac } = this.#parts;
    const id = `run_${randomText(random, 12)}`;
    const campaigns = run.campaigns.map((campaign) => campaign.id);
    const started = await this.hold(async (sql) => {
      await doubtLeftRuns(sql, mac, campaigns, clock.now());
      await bumpSerial(sql);
      return insertRun(sql, id, run, clock.now());
    });
    this.#live = id;
    await this.hasProgressed();
    return started.record;
  }

  async setState(
    run: string,
    state: RunState,
    change: { readonly why?: string; readonly seal?: string },
  ): Promise<void> {
    if (state === 'running') await this.flush(run);
    const { clock, mac } = this.#parts;
    const at = clock.now();
    await this.hold(async (sql) => {
      await moveTo(sql, mac, await requireRun(sql, run), state, { ...change, at });
      if (state === 'running') this.prepareSending();
    });
    if (state === 'running') this.beginSending();
    if (hasEnded(state)) await this.#endLife();
  }

  async dropRun(run: string): Promise<void> {
    this.#buffer.forget();
    await this.hold(async (sql) => drop(sql, this.#parts.mac, await requireRun(sql, run)));
    await this.#endLife();
  }

  async adoptRun(run: string, by: Adopter): Promise<void> {
    const { clock, mac } = this.#parts;
    const at = clock.now();
    await this.hold(async (sql) => {
      await adopt(sql, mac, await requireRun(sql, run), by, at);
      this.prepareSending();
    });
    this.#live = run;
    this.beginSending();
    await this.hasProgressed();
  }

  async claim(claim: Claim): Promise<ClaimResult> {
    const results = await this.claimAll([claim]);
    return results.reduce((_, result) => result);
  }

  claimAll(claims: readonly Claim[]): Promise<readonly ClaimResult[]> {
    const { ring, clock } = this.#parts;
    return this.write((sql) => claimAll(sql, ring, claims, { at: clock.now(), fence: this.fence }));
  }

  settle(settlements: readonly Settlement[]): Promise<void> {
    const { ring, clock } = this.#parts;
    const at = clock.now();
    return this.write((sql) => settle(sql, ring, settlements, at));
  }

  block(milliseconds: number, { halve }: { readonly halve: boolean }): Promise<void> {
    return this.write((sql) => this.#parts.ring.block(sql, milliseconds, halve));
  }

  resolve(run: string, resolution: Resolution): Promise<number> {
    const { clock, mac } = this.#parts;
    const at = clock.now();
    return this.#decide(run, async (sql, { number, record }) => {
      if (run !== this.#live) await doubtOpenClaims(sql, number);
      return resolve(sql, mac, number, resolution, { at, keep: keepOf(record.state) });
    });
  }

  reopen(run: string, reopening: Reopening): Promise<number> {
    const at = this.#parts.clock.now();
    return this.#decide(run, (sql, { number }) => reopen(sql, number, reopening, at));
  }

  async append(run: string, campaign: number, notifications: readonly Planned[]): Promise<void> {
    const { record } = await this.see((sql) => requireRun(sql, run));
    for (const cut of this.#buffer.add(record, campaign, notifications, this.#parts)) await this.#insert(cut);
  }

  async flush(run: string): Promise<void> {
    for (const cut of this.#buffer.end(run)) await this.#insert(cut);
  }

  chunks(run: string): Promise<readonly ChunkRef[]> {
    return this.#look(run, unfinishedChunks);
  }

  /** Under the lock no chunk has another taker: what a dead process left open, `adoptRun` has put in doubt. */
  open(run: string, chunk: number): Promise<readonly Spooled[]> {
    return this.#look(run, (sql, number) => toBeSent(sql, this.#parts.mac, number, chunk));
  }

  finish(run: string, chunk: number): Promise<void> {
    return this.#stopping(run, () =>
      this.hold(async (sql) => {
        const { number } = await requireRun(sql, run);
        await reduceChunk(sql, this.#parts.mac, { run: number, number: chunk }, 'unsettled');
      }),
    );
  }

  async *inDoubt(run: string): AsyncIterable<readonly InDoubt[]> {
    const isDoubt = run === this.#live ? (byte: number) => byte === bytes.inDoubt : isInDoubt;
    for (const chunk of await this.#look(run, doubtfulChunks)) {
      const doubtful = await this.#look(run, (sql, number) =>
        doubtfulOf(sql, this.#parts.mac, { run: number, number: chunk }, isDoubt),
      );
      if (doubtful.length > 0) yield doubtful;
    }
  }

  abstract [Symbol.asyncDispose](): Promise<void>;

  protected override get phase(): Phase {
    return this.#phase;
  }

  /** Of every claim, in its transaction. */
  protected abstract get fence(): Fence;

  protected write<Result>(work: SqlWork<Result, In>): Promise<Result> {
    const { database } = this.#parts;
    return explaining(database, this.#phase, () => database.write(work));
  }

  /** For what only the holder may do. */
  protected abstract hold<Result>(work: (sql: In) => Promise<Result>): Promise<Result>;

  /** Before the run is running, in the same transaction. */
  protected abstract prepareSending(): void;

  protected beginSending(): void {
    this.#phase = 'sending';
  }

  /** The ledger has come further than it was. */
  protected abstract hasProgressed(): Promise<void>;

  /** A run of this process has ended, and what was spooled of it is erased. */
  protected abstract forgetErased(): Promise<void>;

  /** What is open may be somebody else's from now on. */
  protected isShared(): void {
    this.#live = undefined;
  }

  async #endLife(): Promise<void> {
    this.#live = undefined;
    this.#phase = 'opening';
    await this.forgetErased();
  }

  /** Gives how many were decided about. */
  async #decide(run: string, work: (sql: In, found: NumberedRun) => Promise<number>): Promise<number> {
    const decided = await this.hold(async (sql) => {
      const count = await work(sql, await requireRun(sql, run));
      if (count > 0) await bumpSerial(sql);
      return count;
    });
    if (decided > 0) await this.hasProgressed();
    return decided;
  }

  #insert({ run, campaign, notifications }: Cut): Promise<void> {
    return this.hold(async (sql) => {
      const { number } = await requireRun(sql, run);
      await insertChunk(sql, this.#parts.mac, { run: number, position: campaign }, notifications);
    });
  }

  #look<Result>(run: string, work: (sql: In, run: number) => Promise<Result>): Promise<Result> {
    return this.#stopping(run, () => this.seeRun(run, work));
  }

  /** For what is done with the chunks of a run. One that is broken stops it. */
  #stopping<Result>(run: string, work: () => Promise<Result>): Promise<Result> {
    const { clock } = this.#parts;
    return stoppingAtBroken(work, (why) => this.write((sql) => stopRunning(sql, run, { why, at: clock.now() })));
  }
}

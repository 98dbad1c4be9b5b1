// The ledger on PostgreSQL: one memory for all runners, of whom one at a time sends.
import type { SharedMode, Sharing } from '../delivery/fleet-ledger.ts';
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
import type { ChunkRef, InDoubt, Planned, Spool, Spooled } from '../delivery/spool.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { History } from '../plan/history.ts';
import { stoppingAtBroken } from './broken-chunk.ts';
import type { Phase } from './ledger-errors.ts';
import type { OpenedPostgres } from './opened-postgres.ts';
import { bytes, isInDoubt } from './outcome-bytes.ts';
import {
  doubtfulInPostgres,
  doubtfulPostgresChunks,
  insertPostgresChunk,
  leftInPostgres,
  reducePostgresChunk,
  unfinishedPostgresChunks,
} from './postgres-chunks.ts';
import { openQueue } from './open-queue.ts';
import { claimInPostgres } from './postgres-claim.ts';
import { asPostgresRefusal } from './postgres-fault.ts';
import { fenceByHold } from './postgres-fence.ts';
import { leadPostgresRun, sharePostgresRun, stopPostgresRun } from './postgres-fleet-runs.ts';
import { requireHold } from './postgres-hold.ts';
import { PostgresReader, type RunWork } from './postgres-reader.ts';
import { reopenRejectedInPostgres } from './postgres-reopen.ts';
import { resolveInPostgres } from './postgres-resolve.ts';
import {
  adoptPostgresRun,
  bumpPostgresSerial,
  doubtLeftInPostgres,
  dropPostgresRun,
  movePostgresRun,
} from './postgres-run-life.ts';
import { insertPostgresRun, requirePostgresRun } from './postgres-runs.ts';
import { doubtOpenInPostgres, settleInPostgres } from './postgres-settle.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { randomText } from './random-text.ts';
import { keepOf } from './resolve.ts';
import { SpoolBuffer, type Cut } from './spool-buffer.ts';

type Work<Result> = (transaction: PostgresTransaction) => Promise<Result>;

export class PostgresLedger extends PostgresReader implements Ledger, Spool, History, Sharing {
  readonly findings: readonly Diagnostic[];
  readonly #opened: OpenedPostgres;
  readonly #buffer = new SpoolBuffer();
  /** The run that this process started or took up, while it goes on. Open claims of any other are nobody's any more. */
  #live: string | undefined;
  #phase: Phase = 'opening';
  /** The last of the writes that were asked for: they are done one after the other, in order. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(opened: OpenedPostgres) {
    super(opened);
    this.findings = opened.findings;
    this.#opened = opened;
  }

  async startRun(run: NewRun): Promise<RunRecord> {
    const { clock, random, mac } = this.#opened;
    const id = `run_${randomText(random, 12)}`;
    const started = await this.#hold(async (transaction) => {
      await doubtLeftInPostgres(
        transaction,
        mac,
        run.campaigns.map((campaign) => campaign.id),
        clock.now(),
      );
      await bumpPostgresSerial(transaction);
      return insertPostgresRun(transaction, id, run, clock.now());
    });
    this.#live = id;
    return started.record;
  }

  async setState(
    run: string,
    state: RunState,
    change: { readonly why?: string; readonly seal?: string },
  ): Promise<void> {
    if (state === 'running') await this.flush(run);
    const { clock, mac } = this.#opened;
    const at = clock.now();
    await this.#hold(async (transaction) => {
      await movePostgresRun(transaction, mac, await requirePostgresRun(transaction, run), state, { ...change, at });
    });
    if (state === 'running') this.#beginSending();
    if (state === 'stopped' || state === 'finished' || state === 'superseded') await this.#endLife();
  }

  async share(run: string, seal: string, mode: SharedMode): Promise<void> {
    await this.flush(run);
    const at = this.#opened.clock.now();
    const { address } = this.#opened.database;
    await using queue = await openQueue({ address, supervise: false, onError: () => {} });
    await this.#hold(async (transaction) => {
      await queue.addWithin(
        transaction,
        await sharePostgresRun(transaction, this.#opened.mac, run, { seal, mode, at }),
      );
    });
    this.#live = undefined;
    this.#beginSending();
  }

  confirmHold(): Promise<void> {
    return this.#hold(async () => undefined);
  }

  async dropRun(run: string): Promise<void> {
    this.#buffer.forget();
    await this.#hold(async (transaction) => {
      await dropPostgresRun(transaction, this.#opened.mac, await requirePostgresRun(transaction, run));
    });
    await this.#endLife();
  }

  async adoptRun(run: string, by: Adopter): Promise<void> {
    const { clock, mac } = this.#opened;
    const at = clock.now();
    await this.#hold(async (transaction) => {
      await adoptPostgresRun(transaction, mac, await requirePostgresRun(transaction, run), by, at);
    });
    this.#live = run;
    this.#beginSending();
  }

  async lead(run: string): Promise<void> {
    await this.#hold((transaction) => leadPostgresRun(transaction, run));
    // What is open may be a worker's from now on.
    this.#live = undefined;
  }

  async claim(claim: Claim): Promise<ClaimResult> {
    const results = await this.claimAll([claim]);
    return results.reduce((_, result) => result);
  }

  claimAll(claims: readonly Claim[]): Promise<readonly ClaimResult[]> {
    const { ring, clock, hold } = this.#opened;
    return this.#write((transaction) =>
      claimInPostgres(transaction, ring, claims, { at: clock.now(), fence: fenceByHold(hold.epoch) }),
    );
  }

  settle(settlements: readonly Settlement[]): Promise<void> {
    const { ring, clock } = this.#opened;
    const at = clock.now();
    return this.#write((transaction) => settleInPostgres(transaction, ring, settlements, at));
  }

  block(milliseconds: number, { halve }: { readonly halve: boolean }): Promise<void> {
    return this.#write((transaction) => this.#opened.ring.block(transaction, milliseconds, halve));
  }

  resolve(run: string, resolution: Resolution): Promise<number> {
    const at = this.#opened.clock.now();
    return this.#hold(async (transaction) => {
      const { number, record } = await requirePostgresRun(transaction, run);
      if (run !== this.#live) await doubtOpenInPostgres(transaction, number);
      const how = { at, keep: keepOf(record.state) };
      const count = await resolveInPostgres(transaction, this.#opened.mac, number, resolution, how);
      if (count > 0) await bumpPostgresSerial(transaction);
      return count;
    });
  }

  reopen(run: string, reopening: Reopening): Promise<number> {
    const at = this.#opened.clock.now();
    return this.#hold(async (transaction) => {
      const { number } = await requirePostgresRun(transaction, run);
      const count = await reopenRejectedInPostgres(transaction, number, reopening, at);
      if (count > 0) await bumpPostgresSerial(transaction);
      return count;
    });
  }

  async append(run: string, campaign: number, notifications: readonly Planned[]): Promise<void> {
    const { record } = await this.see((transaction) => requirePostgresRun(transaction, run));
    const { hash } = this.#opened;
    for (const cut of this.#buffer.add(record, campaign, notifications, hash)) await this.#insert(cut);
  }

  async flush(run: string): Promise<void> {
    for (const cut of this.#buffer.end(run)) await this.#insert(cut);
  }

  chunks(run: string): Promise<readonly ChunkRef[]> {
    return this.#look(run, unfinishedPostgresChunks);
  }

  /** Under the hold no chunk has another taker: what a dead process left open, `adoptRun` has put in doubt. */
  open(run: string, chunk: number): Promise<readonly Spooled[]> {
    return this.#look(run, (transaction, number) => leftInPostgres(transaction, this.#opened.mac, number, chunk));
  }

  finish(run: string, chunk: number): Promise<void> {
    return this.#stopping(run, () =>
      this.#hold(async (transaction) => {
        const { number } = await requirePostgresRun(transaction, run);
        await reducePostgresChunk(transaction, this.#opened.mac, { run: number, number: chunk }, 'unsettled');
      }),
    );
  }

  async *inDoubt(run: string): AsyncIterable<readonly InDoubt[]> {
    const isDoubt = run === this.#live ? (byte: number) => byte === bytes.inDoubt : isInDoubt;
    for (const chunk of await this.#look(run, doubtfulPostgresChunks)) {
      const doubtful = await this.#look(run, (transaction, number) =>
        doubtfulInPostgres(transaction, this.#opened.mac, { run: number, number: chunk }, isDoubt),
      );
      if (doubtful.length > 0) yield doubtful;
    }
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
    await this.#opened.hold[Symbol.asyncDispose]();
    await super[Symbol.asyncDispose]();
  }

  protected override get phase(): Phase {
    return this.#phase;
  }

  #insert({ run, campaign, notifications }: Cut): Promise<void> {
    return this.#hold(async (transaction) => {
      const { number } = await requirePostgresRun(transaction, run);
      await insertPostgresChunk(transaction, this.#opened.mac, { run: number, position: campaign }, notifications);
    });
  }

  #beginSending(): void {
    this.#phase = 'sending';
    this.#opened.database.beginSending();
  }

  async #endLife(): Promise<void> {
    this.#live = undefined;
    this.#phase = 'opening';
    await this.#opened.database.vacuum('chunk');
  }

  #look<Result>(run: string, work: RunWork<Result>): Promise<Result> {
    return this.#stopping(run, () => this.seeRun(run, work));
  }

  /** For what is done with the chunks of a run. One that is broken stops it. */
  #stopping<Result>(run: string, work: () => Promise<Result>): Promise<Result> {
    const { clock } = this.#opened;
    return stoppingAtBroken(work, (why) =>
      this.#write((transaction) => stopPostgresRun(transaction, run, { why, at: clock.now() })),
    );
  }

  /** For what only the holder may do. */
  #hold<Result>(work: Work<Result>): Promise<Result> {
    const { hold, database } = this.#opened;
    return this.#write(async (transaction) => {
      await requireHold(transaction, database.address.shown, hold.epoch);
      return work(transaction);
    });
  }

  async #write<Result>(work: Work<Result>): Promise<Result> {
    const { database } = this.#opened;
    const mine = this.#last.then(() => database.write(work));
    this.#last = mine.catch(() => {});
    try {
      return await mine;
    } catch (error) {
      throw asPostgresRefusal(error, database.address.shown, this.#phase);
    }
  }
}

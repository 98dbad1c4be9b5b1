// The operations of a sender on a ledger, for any database: claims and outcomes, chunks, and doubt.
import type { Clock } from '../delivery/clock.ts';
import type { Claim, ClaimResult, Resolution, Settlement } from '../delivery/ledger.ts';
import type { RolloutMove } from '../delivery/rollout/rollout-standing.ts';
import type { InDoubt, Spooled } from '../delivery/spool.ts';
import { BrokenChunk } from './chunks/broken-chunk.ts';
import type { ChunkMac } from './chunks/chunk-mac.ts';
import { ChunkMemory } from './chunks/chunk-memory.ts';
import { doubtfulChunks, doubtfulOf, toBeSent } from './chunks/chunks.ts';
import { claimAll } from './claims/claim.ts';
import type { Fence } from './claims/fence.ts';
import { explaining, type LedgerDatabase } from './ledger-database.ts';
import { bumpSerial } from './ledger-serial.ts';
import { LedgerView, type ViewParts } from './ledger-view.ts';
import { bytes, isInDoubt } from './claims/outcome-bytes.ts';
import { keepOf, resolve } from './claims/resolve.ts';
import type { SlotRing } from './pace/slot-ring.ts';
import { moveRollout } from './runs/rollouts.ts';
import { stopRunning } from './runs/run-life.ts';
import type { NumberedRun } from './runs/run-states.ts';
import { numberOfRun, requireRun } from './runs/runs.ts';
import { doubtOpenClaims, settle } from './claims/settle.ts';
import type { Sql, SqlWork } from './sql.ts';

export interface WriterParts<In extends Sql> extends ViewParts<In> {
  readonly database: LedgerDatabase<In>;
  readonly ring: SlotRing<In>;
  readonly mac: ChunkMac;
  readonly clock: Pick<Clock, 'now'>;
}

export abstract class LedgerWriter<In extends Sql> extends LedgerView<In> {
  protected readonly memory = new ChunkMemory();
  readonly #parts: WriterParts<In>;

  constructor(parts: WriterParts<In>) {
    super(parts);
    this.#parts = parts;
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
    return this.decide(run, async (sql, { number, record }) => {
      if (this.whoSettles(run) === 'nobody') await doubtOpenClaims(sql, number);
      return resolve(sql, mac, number, resolution, { at, keep: keepOf(record.state) });
    });
  }

  /** Nobody else sends a chunk that is opened here. Whatever others had left open in it is in doubt by then. */
  open(run: string, chunk: number): Promise<readonly Spooled[]> {
    return this.look(run, (sql, number) => toBeSent(sql, this.#parts.mac, { run: number, number: chunk }, this.memory));
  }

  async *inDoubt(run: string): AsyncIterable<readonly InDoubt[]> {
    const isDoubt = this.whoSettles(run) === 'this' ? (byte: number) => byte === bytes.inDoubt : isInDoubt;
    for (const chunk of await this.look(run, doubtfulChunks)) {
      const doubtful = await this.look(run, (sql, number) =>
        doubtfulOf(sql, this.#parts.mac, { run: number, number: chunk }, isDoubt),
      );
      if (doubtful.length > 0) yield doubtful;
    }
  }

  moveRollout(run: string, move: RolloutMove): Promise<boolean> {
    const at = this.#parts.clock.now();
    return this.hold(async (sql) => {
      const number = await numberOfRun(sql, run);
      const isMoved = (await moveRollout(sql, number, move)) > 0;
      if (isMoved && move.stop !== undefined) await stopRunning(sql, run, { why: move.stop, at });
      return isMoved;
    });
  }

  stopRun(run: string, why: string): Promise<void> {
    const at = this.#parts.clock.now();
    return this.write((sql) => stopRunning(sql, run, { why, at }));
  }

  /** Who settles the open claims of the run: this process, others, or nobody because their process is dead. */
  protected abstract whoSettles(run: string): 'this' | 'others' | 'nobody';

  /** Runs a write that no fence of a claim guards. */
  protected abstract hold<Result>(work: SqlWork<Result, In>): Promise<Result>;

  protected write<Result>(work: SqlWork<Result, In>): Promise<Result> {
    return this.explained(() => this.#parts.database.write(work));
  }

  /** Turns an error of the database into a Refusal. */
  protected explained<Result>(work: () => Promise<Result>): Promise<Result> {
    return explaining(this.#parts.database, this.phase, work);
  }

  protected async claimUnder(fence: Fence, claims: readonly Claim[]): Promise<readonly ClaimResult[]> {
    const { ring, clock, later } = this.#parts;
    const { said } = this;
    const results = await this.explained(() =>
      ring.spend({ write: (work) => this.write(work) }, claims.length, (sql, slots) =>
        claimAll(sql, slots, claims, { at: clock.now(), fence, said, later }),
      ),
    );
    this.memory.noteClaims(claims, results);
    return results;
  }

  /** Returns the number of notifications that were decided. */
  protected decide(run: string, work: (sql: In, found: NumberedRun) => Promise<number>): Promise<number> {
    return this.hold(async (sql) => {
      const count = await work(sql, await requireRun(sql, run));
      if (count > 0) await bumpSerial(sql);
      return count;
    });
  }

  protected look<Result>(run: string, work: (sql: In, run: number) => Promise<Result>): Promise<Result> {
    return this.stopping(run, () => this.seeRun(run, work));
  }

  /** Runs work on the chunks of a run. A broken chunk stops the run, for everybody. */
  protected async stopping<Result>(run: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof BrokenChunk) await this.stopRun(run, error.why);
      throw error;
    }
  }
}

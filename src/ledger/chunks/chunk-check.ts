// Checks that the spool of a record is what was planned: each chunk has the right MAC, and no chunk was erased too early.
import type { RunState } from '../../delivery/ledger.ts';
import { isSame, type ChunkMac } from './chunk-mac.ts';
import { isDropped, isEmptied, tallyChunks, tallyLeftOut, type ChunkTally } from './chunk-row.ts';
import { blobOrNull, integer, text, type Row } from '../row.ts';
import { readState } from '../runs/run-states.ts';

interface CheckedRun {
  readonly id: string;
  readonly state: RunState;
  /** By position. */
  readonly campaigns: Map<number, { readonly campaign: number; readonly settings: string }>;
  /** The empty chunks, by number. */
  readonly erased: Map<number, { readonly size: number; readonly isDropped: boolean }>;
  readonly tallies: Map<number, ChunkTally>;
}

/**
 * Takes the rows of a record in the record's order. Rows of a run that does not exist are ignored here, because that is a fault by itself; only a
 * chunk with notifications then counts as changed.
 */
export class ChunkCheck {
  readonly #mac: ChunkMac | undefined;
  readonly #runs = new Map<number, CheckedRun>();

  constructor(mac: ChunkMac | undefined) {
    this.#mac = mac;
  }

  takeRun(row: Row): void {
    const [id, state] = [text(row, 'id'), readState(text(row, 'state'))];
    const nothing = { campaigns: new Map(), erased: new Map(), tallies: new Map() };
    this.#runs.set(integer(row, 'number'), { id, state, ...nothing });
  }

  takeRunCampaign(row: Row): void {
    const placed = { campaign: integer(row, 'campaign'), settings: text(row, 'settings') };
    this.#runOf(row)?.campaigns.set(integer(row, 'position'), placed);
  }

  /** Returns false for a chunk that is not what was planned. */
  takeChunk(row: Row): boolean {
    const run = this.#runOf(row);
    const [number, position, size] = [integer(row, 'number'), integer(row, 'position'), integer(row, 'size')];
    const notifications = blobOrNull(row, 'notifications');
    if (notifications === null) run?.erased.set(number, { size, isDropped: isDropped(row) });
    if (notifications === null || this.#mac === undefined) return true;
    const placed = run?.campaigns.get(position);
    if (run === undefined || placed === undefined) return false;
    const mac = this.#mac({ run: run.id, number, position, size, ...placed }, notifications);
    return isSame(mac, blobOrNull(row, 'mac'));
  }

  takeAttempt(row: Row): void {
    tallyChunks([row], this.#runOf(row)?.tallies);
  }

  takeLeftOut(row: Row): void {
    const run = this.#runOf(row);
    if (run !== undefined) tallyLeftOut(integer(row, 'chunk'), 1, run.tallies);
  }

  /** The number of chunks that are empty although somebody in them still mattered. */
  countEmptied(): number {
    return [...this.#runs.values()].reduce((sum, { state, erased, tallies }) => {
      const emptied = [...erased].filter(([number, chunk]) => isEmptied({ state, ...chunk }, tallies.get(number)));
      return sum + emptied.length;
    }, 0);
  }

  #runOf(row: Row): CheckedRun | undefined {
    return this.#runs.get(integer(row, 'run'));
  }
}

// Whether who claims may still send: read in the claim's own transaction, so that whoever takes over or stops the run waits for it.
import type { Claim, RunState } from '../delivery/ledger.ts';
import type { PostgresTransaction } from './postgres-transaction.ts';
import { integer, list, text, type Row } from './row.ts';
import { readState, runNotFound } from './run-states.ts';

/** A run as far as a claim is concerned. */
export interface RunStanding {
  readonly number: number;
  readonly state: RunState;
  /** It does not run, or it is not ours any more. */
  readonly isFenced: boolean;
  /** The numbers of its campaigns in the ledger, in its order. */
  readonly campaigns: readonly number[];
}

/** What it gives throws a Refusal, exit 3, for a run that is unknown. */
export type Fence = (
  transaction: PostgresTransaction,
  claims: readonly Claim[],
) => Promise<(run: string) => RunStanding>;

const runColumns = `run.id, run.number, run.state, run.mode, ARRAY (
  SELECT campaign FROM run_campaign WHERE run_campaign.run = run.number ORDER BY position
) AS campaigns`;

/**
 * For the holder of the ledger: nobody takes the hold over until the transaction has ended, and whoever stops the run waits for it
 * (postgres-control.ts).
 */
export function fenceByHold(epoch: number): Fence {
  return async (transaction, claims) => {
    const rows = await transaction.all(
      `SELECT hold.epoch, ${runColumns} FROM hold JOIN run ON run.id = ANY ($1::text[]) FOR SHARE OF hold FOR KEY SHARE OF run`,
      [...new Set(claims.map(({ run }) => run))],
    );
    return standingIn(rows, (row) => row['mode'] === 'alone' && integer(row, 'epoch') === epoch);
  };
}

/** For a worker: as with the hold, but it is the chunk that nobody takes over. */
export function fenceByChunk(chunk: number, epoch: number): Fence {
  return async (transaction, claims) => {
    const rows = await transaction.all(
      `SELECT chunk.epoch, ${runColumns} FROM run JOIN chunk ON chunk.run = run.number AND chunk.number = $2
       WHERE run.id = ANY ($1::text[]) FOR SHARE OF chunk FOR KEY SHARE OF run`,
      [...new Set(claims.map(({ run }) => run))],
      chunk,
    );
    return standingIn(rows, (row) => row['mode'] !== 'alone' && integer(row, 'epoch') === epoch);
  };
}

function standingIn(rows: readonly Row[], isOurs: (row: Row) => boolean): (run: string) => RunStanding {
  return (run) => {
    const row = rows.find((one) => one['id'] === run);
    if (row === undefined) throw runNotFound(run);
    const state = readState(text(row, 'state'));
    return {
      number: integer(row, 'number'),
      state,
      isFenced: state !== 'running' || !isOurs(row),
      campaigns: list(row, 'campaigns').map(Number),
    };
  };
}

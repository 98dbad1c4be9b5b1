// The fences of claims on PostgreSQL: they check, in the transaction of the claim, that the claimer may still send.
import { standingColumns, standingIn, type Fence } from '../claims/fence.ts';
import { integer } from '../row.ts';

/**
 * The fence for the holder of the ledger. Nobody takes the hold over until the transaction has ended, and a stop of the run waits for it
 * (ledger-control.ts).
 */
export function fenceByHold(epoch: number): Fence {
  return async (sql, claims) => {
    const rows = await sql.all(
      `SELECT hold.epoch AS fence, run.mode, ${standingColumns} FROM hold JOIN run ON run.id = ANY ($1::text[]) FOR SHARE OF hold FOR KEY SHARE OF run`,
      [...new Set(claims.map(({ run }) => run))],
    );
    return standingIn(rows, (row) => row['mode'] === 'alone' && integer(row, 'fence') === epoch);
  };
}

/** The fence for a worker. It works like fenceByHold(), but protects the chunk from being taken over. */
export function fenceByChunk(chunk: number, epoch: number): Fence {
  return async (sql, claims) => {
    const rows = await sql.all(
      `SELECT chunk.epoch AS fence, run.mode, ${standingColumns} FROM run JOIN chunk ON chunk.run = run.number AND chunk.number = $2
       WHERE run.id = ANY ($1::text[]) FOR SHARE OF chunk FOR KEY SHARE OF run`,
      [...new Set(claims.map(({ run }) => run))],
      chunk,
    );
    return standingIn(rows, (row) => row['mode'] !== 'alone' && integer(row, 'fence') === epoch);
  };
}

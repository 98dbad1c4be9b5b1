// The fences of claims on PostgreSQL.
import { standingColumns, standingIn, type Fence } from '../claims/fence.ts';
import { integer } from '../row.ts';

/**
 * For the holder of the ledger: nobody takes the hold over until the transaction has ended, and a stop of the run waits for it
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

/** For a worker: as with the hold, but it is the chunk that nobody takes over. */
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

// Refusals that somebody opened again: the run's figures stay, and the next plan may try again.
import { integer } from '../row.ts';
import type { Reason } from './outcome-bytes.ts';
import type { Sql } from '../sql.ts';
import { hasPosition, joinRequest, mostPositions } from './standing.ts';

/** Added to the byte of a refusal that was opened. */
const openedMark = 256;

/** Marks only refusals, because a rejection that was opened has a byte of its own. */
export function markOpened(reasons: ReadonlyMap<number, Reason>, byte: number): number {
  return isRefused(reasons, byte) ? byte + openedMark : byte;
}

export function isRefused(reasons: ReadonlyMap<number, Reason>, byte: number): boolean {
  return reasons.get(byte)?.kind === 'refused';
}

export function isMarkedOpened(byte: number): boolean {
  return byte >= openedMark;
}

export function withoutMark(byte: number): number {
  return byte % openedMark;
}

const wanted = `SELECT decided.attempt, decided.positions FROM decision
  JOIN decided ON decided.decision = decision.number JOIN req ON req.attempt = decided.attempt
  WHERE decision.decided = 'reopened'`;

/** Returns the opened refusals of a campaign, in the form of `sent.req`. */
export async function openedOfCampaign(sql: Sql, campaign: string): Promise<ReadonlySet<number>> {
  return requestsIn(
    await sql.all(`${wanted} AND req.campaign = (SELECT number FROM campaign WHERE id = $1)`, campaign),
  );
}

/** Returns the opened refusals of a run, in the same form. */
export async function openedOfRun(sql: Sql, run: number): Promise<ReadonlySet<number>> {
  return requestsIn(await sql.all(`${wanted} AND decision.run = $1`, run));
}

function requestsIn(rows: Awaited<ReturnType<Sql['all']>>): ReadonlySet<number> {
  return new Set(
    rows.flatMap((row) => {
      const [attempt, positions] = [integer(row, 'attempt'), integer(row, 'positions')];
      return Array.from({ length: mostPositions }, (_, position) => position)
        .filter((position) => hasPosition(positions, position))
        .map((position) => joinRequest(attempt, position));
    }),
  );
}

// The standing of notifications: the outcome of the last attempt that claimed each of them.
import type { Spooled } from '../../delivery/spool.ts';
import { byteAt, isClaimable, isInDoubt } from './outcome-bytes.ts';
import { blob, integer, integerOrNull, textOrNull, type Row } from '../row.ts';
import { rowsOf, type Sql } from '../sql.ts';

/** The last attempt of a notification. */
export interface Standing {
  readonly attempt: number;
  readonly position: number;
  readonly run: number;
  readonly byte: number;
  /** Whether this attempt or an earlier one may have been received although the notification was sent again. */
  readonly repeats: boolean;
  /** Wall clock, milliseconds. */
  readonly claimedAt: number;
  readonly settledAt: number | null;
  readonly status: number | null;
  readonly error: string | null;
}

/** `campaign` is its number in the ledger. */
export type Wanted = Pick<Spooled, 'key' | 'generation'> & { readonly campaign: number };

/** Returns one standing per notification, in order; undefined if no attempt has claimed it. lookup.ts explains OFFSET 0. */
export async function readStandings(sql: Sql, wanted: readonly Wanted[]): Promise<readonly (Standing | undefined)[]> {
  const standings = Array.from<Standing | undefined>({ length: wanted.length });
  if (wanted.length === 0) return standings;
  const rows = await sql.all(
    `SELECT wanted.place, sent.req, req.run, req.outcomes, req.repeats, req.claimed_at, req.settled_at, req.status, req.error
     FROM rows($1) AS wanted
     CROSS JOIN LATERAL (SELECT * FROM sent WHERE sent.campaign = wanted.campaign AND sent.key = wanted.key
       AND sent.generation = wanted.generation OFFSET 0) AS sent
     CROSS JOIN LATERAL (SELECT * FROM req WHERE req.attempt = sent.req >> 5 OFFSET 0) AS req`,
    rowsOf(
      { campaign: 'integer', key: 'hash', generation: 'integer' },
      wanted.map(({ campaign, key, generation }) => [campaign, key, generation]),
    ),
  );
  for (const row of rows) {
    standings[integer(row, 'place')] = readStanding(row);
  }
  return standings;
}

function readStanding(row: Row): Standing {
  const { attempt, position } = splitRequest(integer(row, 'req'));
  return {
    attempt,
    position,
    run: integer(row, 'run'),
    byte: byteAt(blob(row, 'outcomes'), position),
    repeats: hasPosition(integer(row, 'repeats'), position),
    claimedAt: integer(row, 'claimed_at'),
    settledAt: integerOrNull(row, 'settled_at'),
    status: integerOrNull(row, 'status'),
    error: textOrNull(row, 'error'),
  };
}

/** Tells whether a notification is still to be sent: nobody has it, and it is not in doubt. */
export function isToBeSent(standing: Standing | undefined): boolean {
  return standing === undefined || isClaimable(standing.byte);
}

export function isDoubtful(standing: Standing | undefined): standing is Standing {
  return standing !== undefined && isInDoubt(standing.byte);
}

/** The most positions in one request. They fit into five bits (`mostInClaim`). */
export const mostPositions = 32;

/** Returns `sent.req`: the attempt and the position in one number. */
export function joinRequest(attempt: number, position: number): number {
  return attempt * mostPositions + position;
}

export function splitRequest(request: number): { readonly attempt: number; readonly position: number } {
  const position = request % mostPositions;
  return { attempt: (request - position) / mostPositions, position };
}

export function hasPosition(mask: number, position: number): boolean {
  return ((mask >>> position) & 1) === 1;
}

export function withPosition(mask: number, position: number): number {
  return mask | (1 << position);
}

// How notifications stand: what the attempt that they were last claimed by came to.
import type { Spooled } from '../delivery/spool.ts';
import type { Database } from './database.ts';
import { byteAt, isClaimable, isInDoubt } from './outcome-bytes.ts';
import { blob, integer, integerOrNull, textOrNull, type Row } from './row.ts';

/** The last attempt of a notification. */
export interface Standing {
  readonly attempt: number;
  readonly position: number;
  readonly run: number;
  readonly byte: number;
  /** An attempt before, or this one, may have been received although it was sent again. */
  readonly repeats: boolean;
  /** Wall clock, milliseconds. */
  readonly claimedAt: number;
  readonly settledAt: number | null;
  readonly status: number | null;
  readonly error: string | null;
}

/** One per notification, in order; undefined for those that no attempt has claimed. */
export function standingsOf(
  database: Database,
  campaign: number,
  notifications: readonly Pick<Spooled, 'key' | 'generation'>[],
): readonly (Standing | undefined)[] {
  const standings = Array.from<Standing | undefined>({ length: notifications.length });
  const wanted = JSON.stringify(notifications.map(({ key, generation }) => [key, generation]));
  const rows = database.all(
    `SELECT wanted.key AS place, sent.req, req.run, req.outcomes, req.repeats, req.claimed_at,
       req.settled_at, req.status, req.error
     FROM json_each(?) AS wanted
     CROSS JOIN sent ON sent.campaign = ? AND sent.key = unhex(wanted.value ->> 0) AND sent.generation = wanted.value ->> 1
     JOIN req ON req.attempt = sent.req >> 5`,
    wanted,
    campaign,
  );
  for (const row of rows) {
    standings[integer(row, 'place')] = readStanding(row);
  }
  return standings;
}

/** The columns have the same names in either database. */
export function readStanding(row: Row): Standing {
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

/** Nobody has it and nobody may have it: it is still to be sent. */
export function isToBeSent(standing: Standing | undefined): boolean {
  return standing === undefined || isClaimable(standing.byte);
}

export function isDoubtful(standing: Standing | undefined): standing is Standing {
  return standing !== undefined && isInDoubt(standing.byte);
}

/** `sent.req` is the attempt and the position in one number; positions fit into five bits (`mostInClaim`). */
export function joinRequest(attempt: number, position: number): number {
  return attempt * 32 + position;
}

export function splitRequest(request: number): { readonly attempt: number; readonly position: number } {
  const position = request % 32;
  return { attempt: (request - position) / 32, position };
}

export function hasPosition(positions: number, position: number): boolean {
  return ((positions >>> position) & 1) === 1;
}

export function withPosition(positions: number, position: number): number {
  return positions | (1 << position);
}

// Removes a person from a chunk. What waited is not sent. Of what may have been received, only that fact is kept.
import type { Spooled } from '../../delivery/spool.ts';
import { isDoubtful } from '../claims/standing.ts';
import { forgottenInDoubt, insertLeftOut, nameOfNotification } from '../lists/left-out.ts';
import type { Sql } from '../sql.ts';
import type { ChunkMac } from './chunk-mac.ts';
import { isOneOf, type FoundChunk } from './chunk-people.ts';
import { writeChunk } from './chunk-text.ts';
import { eraseChunk, readKept } from './chunks.ts';

interface Forgetting {
  readonly mac: ChunkMac;
  /** The hashes of the person. */
  readonly hashes: ReadonlySet<string>;
  /** Wall clock, milliseconds. */
  readonly at: number;
  /** Returns the new key of a notification, by its name. If absent, the keys stay. */
  readonly newKeyOf?: (name: string) => string;
}

interface ForgottenInChunk {
  readonly waiting: number;
  readonly inDoubt: number;
}

/** @throws BrokenChunk, exit 4. */
export async function forgetInChunk(
  sql: Sql,
  { run, number }: FoundChunk,
  { mac, hashes, at, newKeyOf }: Forgetting,
): Promise<ForgottenInChunk> {
  const { place, notifications } = await readKept(sql, mac, { run, number, lock: 'FOR UPDATE OF chunk' });
  const { campaign } = place;
  const renamed = (notification: Spooled): Spooled =>
    newKeyOf === undefined
      ? notification
      : { ...notification, key: newKeyOf(nameOfNotification(campaign, notification)) };
  const theirs = notifications.filter(({ notification }) => isOneOf(notification, hashes));
  const waiting = theirs.filter(({ isLeft }) => isLeft);
  const inDoubt = theirs.filter(({ standing }) => isDoubtful(standing));
  const rowOf =
    (reason: string) =>
    ({ notification }: (typeof theirs)[number]) => {
      return { run, chunk: number, campaign, notification: renamed(notification), reason };
    };
  // People in doubt are never sent to again in this run, even if somebody decides that they received nothing.
  const rows = [...waiting.map(rowOf('forgotten')), ...inDoubt.map(rowOf(forgottenInDoubt))];
  await insertLeftOut(sql, rows, at);
  const gone = new Set(theirs);
  const kept = notifications.flatMap((one) => {
    if (!gone.has(one)) return [one.notification];
    return isDoubtful(one.standing) ? [withoutPerson(renamed(one.notification))] : [];
  });
  if (kept.length === 0) await eraseChunk(sql, run, number);
  else {
    const text = writeChunk(kept);
    const sum = mac(place, text);
    const update = 'UPDATE chunk SET notifications = $1, mac = $2 WHERE run = $3 AND number = $4';
    await sql.run(update, text, sum, run, number);
  }
  return { waiting: waiting.length, inDoubt: inDoubt.length };
}

const nothing = new Uint8Array(0);

/** Keeps that somebody may have received the notification, but nothing about who that is. */
function withoutPerson({ key, digest, generation, row }: Spooled): Spooled {
  return { key, digest, generation, row, payload: nothing, identities: [], evidence: null, person: '00' };
}

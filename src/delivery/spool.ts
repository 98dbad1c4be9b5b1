// The port of the spool: the rendered notifications of a run, kept in the ledger's database until they are settled.
import { Refusal } from '../errors.ts';
import type { DueIn } from '../plan/selection/selection.ts';
import type { Identity, KeptEnvelope, WireEnvelope, PlannedEnvelope } from './envelope.ts';

/** What plan hands over for one notification. */
export interface Planned extends PlannedEnvelope {
  /** Notification key in clear; the spool keeps only its keyed hash. */
  readonly key: string;
  /** Hex of the first 16 bytes of the notification's digest. */
  readonly digest: string;
  /** As History gave it, one higher for a resend or a send after a rejection. */
  readonly generation: number;
  readonly row: number;
  /** The sums of the identities, where a list of sums holds: as the list has them. The spool keeps a keyed hash of each. */
  readonly sums?: readonly Identity[];
  /** By its number among the arms and languages of the run's campaign; absent where there are none. */
  readonly arm?: number;
  /** Of the rollout of its campaign, by number; absent where there is none. */
  readonly step?: number;
  /** Only there where its campaign says when it may leave. */
  readonly when?: DueIn;
  /** Not before, milliseconds since 1970; absent where it may leave at once. */
  readonly until?: number;
}

/** One notification of a chunk. */
export interface Spooled extends KeptEnvelope {
  /** Hex of the keyed hash (16 bytes). */
  readonly key: string;
  readonly digest: string;
  readonly generation: number;
  readonly row: number;
  /** Keyed hashes of the person's identities, as the ledger writes them; absent where an older version spooled it. */
  readonly person?: string;
  /** The same for their sums; absent where no list of sums held. */
  readonly sums?: string;
  /** By its number among the arms and languages of the run's campaign; absent where there are none. */
  readonly arm?: number;
  /** Absent where its campaign says nothing of when it may leave. */
  readonly when?: DueIn;
}

/** One that is to be sent: with its whole envelope. */
export type Sendable = Spooled & WireEnvelope;

/** About 1000 notifications of one campaign, in file order, and of one step of its rollout. `campaign` is the index in the run's campaigns. */
export interface ChunkRef {
  readonly number: number;
  readonly campaign: number;
  readonly size: number;
  /** Of the rollout of its campaign, by number: all of it are of that step. Absent where there is none. */
  readonly step?: number;
  /** Nobody in it is sent to before, milliseconds since 1970; null: at once. */
  readonly due: number | null;
}

export function isDue({ due }: Pick<ChunkRef, 'due'>, now: number): boolean {
  return due === null || due <= now;
}

/** A chunk is not what was planned: nothing of it is sent. */
export class ChangedChunk extends Refusal {}

export interface Spool {
  /** Adds notifications of one campaign to a run that is loading. Cuts chunks itself, of one due time each; `flush` ends the campaign's last ones. */
  append(run: string, campaign: number, notifications: readonly Planned[]): Promise<void>;
  flush(run: string): Promise<void>;
  /** The chunks that are not finished, in order. */
  chunks(run: string): Promise<readonly ChunkRef[]>;
  /** Takes the chunk: claims that a dead process left open become in doubt. Gives what is still to be sent. */
  open(run: string, chunk: number): Promise<readonly Spooled[]>;
  /** Rewrites the chunk to those in doubt or not sent, erases it when there are none. Who is left is due at `until`, where that is given. */
  finish(run: string, chunk: number, until?: number): Promise<void>;
  /** What is in doubt, with its envelope, for look-ups in the delivery log. @throws ChangedChunk, exit 4 */
  inDoubt(run: string): AsyncIterable<readonly InDoubt[]>;
}

export interface InDoubt extends KeptEnvelope {
  readonly attempt: number;
  readonly position: number;
  readonly campaign: number;
  readonly row: number;
  /** Wall clock of the claim, milliseconds. */
  readonly claimedAt: number;
  /** Wall clock of its outcome, milliseconds; null while nobody has said. */
  readonly settledAt: number | null;
  /** Of the answer; null when none came. */
  readonly status: number | null;
  /** What went wrong in a word or two; null while nobody has said. */
  readonly error: string | null;
}

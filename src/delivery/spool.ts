// The port of the spool: stores the rendered notifications of a run in the ledger's database until they are settled.
import { Refusal } from '../errors.ts';
import type { DueIn } from '../plan/selection/selection.ts';
import type { Identity, KeptEnvelope, WireEnvelope, PlannedEnvelope } from './envelope.ts';

/** One notification as the plan hands it to the spool. */
export interface Planned extends PlannedEnvelope {
  /** The notification key in clear text; the spool keeps only a keyed hash of it. */
  readonly key: string;
  /** The first 16 bytes of the notification's digest, in hex. */
  readonly digest: string;
  /** The generation from History, one higher for a resend or a send after a rejection. */
  readonly generation: number;
  readonly row: number;
  /** The SHA-256 sums of the identities in the form that lists of sums use, if such a list applies. The spool keeps a keyed hash of each. */
  readonly sums?: readonly Identity[];
  /** The number of its arm and language in the run's campaign; absent if the campaign has none. */
  readonly arm?: number;
  /** The number of its rollout step; absent if its campaign has no rollout. */
  readonly step?: number;
  /** Only if its campaign restricts when it may leave. */
  readonly when?: DueIn;
  /** The earliest time to send, milliseconds since 1970; absent if it may leave at once. */
  readonly until?: number;
}

/** One notification of a chunk. */
export interface Spooled extends KeptEnvelope {
  /** The keyed hash of the notification key (16 bytes), in hex. */
  readonly key: string;
  readonly digest: string;
  readonly generation: number;
  readonly row: number;
  /** Keyed hashes of the person's identities, in the ledger's format; absent if an older version spooled it. */
  readonly person?: string;
  /** Keyed hashes of the sums of the identities; absent if no list of sums applied. */
  readonly sums?: string;
  /** The number of its arm and language in the run's campaign; absent if the campaign has none. */
  readonly arm?: number;
  /** Absent if its campaign does not restrict when it may leave. */
  readonly when?: DueIn;
}

/** A notification that is to be sent, with its whole envelope. */
export type Sendable = Spooled & WireEnvelope;

/** About 1000 notifications of one campaign and one rollout step, in file order. `campaign` is the index in the run's campaigns. */
export interface ChunkRef {
  readonly number: number;
  readonly campaign: number;
  readonly size: number;
  /** The number of the rollout step of all its notifications; absent if the campaign has no rollout. */
  readonly step?: number;
  /** Nothing in it may be sent before this time, milliseconds since 1970; null: at once. */
  readonly due: number | null;
}

export function isDue({ due }: Pick<ChunkRef, 'due'>, now: number): boolean {
  return due === null || due <= now;
}

/** Thrown if a chunk is not what was planned. Nothing of it is sent. */
export class ChangedChunk extends Refusal {}

export interface Spool {
  /** Adds notifications of one campaign to a loading run, cut into chunks of one due time each. `flush` completes the campaign's last chunks. */
  append(run: string, campaign: number, notifications: readonly Planned[]): Promise<void>;
  flush(run: string): Promise<void>;
  /** Returns the unfinished chunks, in order. */
  chunks(run: string): Promise<readonly ChunkRef[]>;
  /** Takes a chunk: claims in it that a dead process left open become in doubt. Returns what is still to be sent. */
  open(run: string, chunk: number): Promise<readonly Spooled[]>;
  /** Reduces the chunk to notifications in doubt or not sent, or deletes it if there are none. If `until` is given, what is left is due then. */
  finish(run: string, chunk: number, until?: number): Promise<void>;
  /** Returns what is in doubt, with envelopes, to look it up in the delivery log. @throws ChangedChunk, exit 4 */
  inDoubt(run: string): AsyncIterable<readonly InDoubt[]>;
}

export interface InDoubt extends KeptEnvelope {
  readonly attempt: number;
  readonly position: number;
  readonly campaign: number;
  readonly row: number;
  /** Wall clock of the claim, milliseconds. */
  readonly claimedAt: number;
  /** Wall clock of its outcome, milliseconds; null if there is none yet. */
  readonly settledAt: number | null;
  /** The status of the answer; null if there was none. */
  readonly status: number | null;
  /** The error in a word or two; null if there is none yet. */
  readonly error: string | null;
}

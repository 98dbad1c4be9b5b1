// The port through which plan asks what is known of a notification. Ledgers implement it.
import type { PastSend } from './often/caps.ts';
import type { ReplayedSend } from './often/replay.ts';
import { keyHashingOf, keyWords, type KeyHashing } from './key-hashes.ts';
import type { PastRefusal } from './may-retry.ts';
import type { Period } from './schedule/period-at.ts';

/**
 * What the ledger knows of a notification key. `generation` counts the sends of a key from 0: that of an unknown key is the one
 * that a send would take, else it is the highest that was ever taken, whatever became of it.
 */
export type Known = KnownSends & {
  /** The name of the arm in which the person was sent this campaign before, under any of their identifiers. */
  readonly arm?: string | undefined;
};

type KnownSends =
  | { readonly kind: 'unknown'; readonly generation: number }
  | {
      /** What became of the newest sending that was settled. */
      readonly kind: 'accepted' | 'refused' | 'rejected';
      readonly generation: number;
      /** Digests of every sending that was settled, the newest first: none of these texts is sent to this key again. */
      readonly digests: readonly string[];
      /** Whether any of them was accepted. */
      readonly got: boolean;
      /** When the last of them was accepted, milliseconds since 1970; absent where none was, or nobody knows when. */
      readonly acceptedAt?: number;
      /** Only where the newest of them was refused. */
      readonly refusal?: PastRefusal;
    }
  | { readonly kind: 'in_doubt'; readonly generation: number };

/** What the newest runs that were let pass say of a campaign; absent where they do not say it. */
export interface Remembered {
  /** As `keyTemplateOf` gives it, of the newest run that planned anybody. */
  readonly key?: string;
  readonly workspaceId?: string;
  /** The version of pushplan that made the newest run with recipients; runs of version 0.1.0 do not say it. */
  readonly version?: string;
}

/**
 * One entry per key, in order, given as `keyHashing` hashes them. Called with blocks of rows, not with single ones. With `standing` all
 * that may be told of a key with one notification, which was accepted, is `acceptedOnce`.
 */
export type KeyLookup = (hashes: Uint32Array, wanted?: 'standing') => Promise<readonly Known[]>;

/** Nearly all there are in a large ledger: neither the text nor the time is told. */
export const acceptedOnce: Known = { kind: 'accepted', generation: 0, digests: [], got: true };

/** A list of people as the ledger has it: what the last apply read. */
export interface RememberedList {
  /** As `ledgerName` gives it. */
  readonly name: string;
  readonly version: string;
  readonly entries: number;
  /** Wall clock, milliseconds. */
  readonly at: number;
}

/** The people whom a ledger was told to forget. */
export interface ForgottenPeople {
  /** What is hashed before an identity: no other ledger has the same. */
  readonly prefix: string;
  /** SHA-256 of the prefix and an identity in its comparable form, hexadecimal: the first 16 digits count. */
  readonly hashes: readonly string[];
  /** When it was told so last, wall clock in milliseconds. */
  readonly at: number;
}

/** A notification that a person was sent, and by what. */
export interface SentRecord extends PastSend {
  readonly run: string;
  /** The seal of the plan that was applied; null in a run that never had one. */
  readonly seal: string | null;
  /** That was checked out; undefined outside of a repository, and in runs of an older version. */
  readonly commit: string | undefined;
  /** The number of the request in the ledger. */
  readonly request: number;
  /** The step of the rollout, by number; null where there is none. */
  readonly step: number | null;
}

/** What waits in a run, of one campaign. */
export interface WaitingSends {
  readonly run: string;
  readonly campaign: string;
  /** The id of the workspace that planned it; undefined where it has none. */
  readonly workspaceId: string | undefined;
  /** The earliest first; milliseconds since 1970. Later steps of a rollout wait until those before them are over. */
  readonly times: readonly { readonly due: number; readonly count: number }[];
  /** How many wait besides, until somebody ends a pause. */
  readonly held: number;
  /** Another run with the campaign is refused meanwhile: workers send this one, or it is at a pause. */
  readonly isBusy: boolean;
}

/** One entry for each of the people, given by their identifiers in the form in which a spool takes them: the arm that they were sent. */
export type ArmLookup = (people: readonly (readonly string[])[]) => Promise<readonly (string | undefined)[]>;

export interface History {
  /**
   * One entry for each of the people, given by all of their identifiers in the form in which ledgers know people: what was sent to
   * them after `since` (wall clock, milliseconds), by any campaign, in no order.
   */
  past(people: readonly (readonly string[])[], since: number): Promise<readonly (readonly PastSend[])[]>;
  /** For one person, given likewise: what was sent to them after `since`, the oldest first. */
  sentTo(person: readonly string[], since: number): Promise<readonly SentRecord[]>;
  /**
   * What people got after `since` (wall clock, milliseconds), or may have got, in the order of its claims; with each what the same
   * person was sent from `lookBack` before it on.
   */
  sentSince(since: number, lookBack: number): AsyncIterable<readonly ReplayedSend[]>;
  /** As it is known now. */
  lookup(campaign: string, keys: readonly string[]): Promise<readonly Known[]>;
  keyHashing(campaign: string): KeyHashing;
  /** For a walk through an audience: what is sent during the walk may not be known. */
  lookupInWalk(campaign: string): KeyLookup;
  /** For a walk through an audience of a campaign that has arms. */
  armsInWalk(campaign: string): ArmLookup;
  /** How many notifications of this campaign the newest run planned that planned any; undefined before its first run. */
  sentLast(campaign: string): Promise<number | undefined>;
  /** Whether a run that planned any began since then, or was of that period. */
  wasSentSince(campaign: string, period: Pick<Period, 'name' | 'begins'>): Promise<boolean>;
  remembered(campaign: string): Promise<Remembered>;
  /** Every campaign that was ever sent, with the file that it was in then. */
  campaigns(): Promise<readonly { readonly id: string; readonly file: string }[]>;
  /** The lists of a workspace, whose id is `workspace_id` or "". */
  lists(workspaceId: string): Promise<readonly RememberedList[]>;
  forgotten(): Promise<ForgottenPeople>;
  /** In runs that go on, the oldest first. */
  waiting(): Promise<readonly WaitingSends[]>;
}

const unknown: Known = { kind: 'unknown', generation: 0 };

/** For a plan without a ledger: nothing has been sent. */
export const noHistory: History = {
  lookup: async (_campaign, keys) => keys.map(() => unknown),
  keyHashing: (campaign) => keyHashingOf({ campaign }),
  lookupInWalk: () => async (hashes) => Array.from({ length: hashes.length / keyWords }, () => unknown),
  armsInWalk: () => async (people) => people.map(() => undefined),
  sentLast: async () => undefined,
  wasSentSince: async () => false,
  remembered: async () => ({}),
  campaigns: async () => [],
  lists: async () => [],
  forgotten: async () => ({ prefix: '', hashes: [], at: 0 }),
  past: async (people) => people.map(() => []),
  sentTo: async () => [],
  sentSince: async function* () {},
  waiting: async () => [],
};

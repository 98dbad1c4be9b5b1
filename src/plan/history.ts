// The interface through which a plan looks up what is known of a notification. Ledgers implement it.
import type { PastSend } from './often/caps.ts';
import type { ReplayedSend } from './often/replay.ts';
import { keyHashingOf, keyWords, type KeyHashing } from './key-hashes.ts';
import type { PastRefusal } from './may-retry.ts';
import type { Period } from './schedule/period-at.ts';

/**
 * What the ledger knows of a notification key. `generation` counts the sends of a key from 0. For an unknown key it is the number that the next send
 * would take, otherwise the highest number that was ever taken, whatever its outcome.
 */
export type Known = KnownSends & {
  /** The name of the arm in which the person was sent this campaign before, under any of their identifiers. */
  readonly arm?: string | undefined;
};

type KnownSends =
  | { readonly kind: 'unknown'; readonly generation: number }
  | {
      /** The outcome of the newest settled send. */
      readonly kind: 'accepted' | 'refused' | 'rejected';
      readonly generation: number;
      /** The digests of all settled sends, the newest first. None of these texts is sent to this key again. */
      readonly digests: readonly string[];
      /** Whether any of these sends was accepted. */
      readonly got: boolean;
      /** When the last of them was accepted, in milliseconds since 1970. Absent if none was accepted or the time is unknown. */
      readonly acceptedAt?: number;
      /** Set only if the newest of them was refused. */
      readonly refusal?: PastRefusal;
    }
  | { readonly kind: 'in_doubt'; readonly generation: number };

/** What the newest sealed runs recorded about a campaign. A field is absent if they did not record it. */
export interface Remembered {
  /** The result of keyTemplateOf() in the newest run that planned any recipients. */
  readonly key?: string;
  readonly workspaceId?: string;
  /** The version of pushplan that made the newest run with recipients. Runs of version 0.1.0 do not record it. */
  readonly version?: string;
}

/**
 * Looks up keys, given as `keyHashing` hashes them. Returns one entry for each key, in order. Called with blocks of rows, not with single rows. With
 * `standing`, `acceptedOnce` may be returned for a key whose only notification was accepted.
 */
export type KeyLookup = (hashes: Uint32Array, wanted?: 'standing') => Promise<readonly Known[]>;

/** The entry of nearly all keys in a large ledger. It leaves out the text and the time. */
export const acceptedOnce: Known = { kind: 'accepted', generation: 0, digests: [], got: true };

/** A list of people as the last apply read it and the ledger recorded it. */
export interface RememberedList {
  /** The key of the list, as keyOfSuppressed() or keyOfExcluded() returns it. */
  readonly name: string;
  readonly version: string;
  readonly entries: number;
  /** Wall clock time, in milliseconds. */
  readonly at: number;
}

/** The people that a ledger has to forget. */
export interface ForgottenPeople {
  /** The prefix that is hashed before an identity. It is different in each ledger. */
  readonly prefix: string;
  /** The SHA-256 of the prefix and an identity in its comparable form, in hexadecimal. Only the first 16 digits count. */
  readonly hashes: readonly string[];
  /** When somebody was last forgotten, as wall clock time in milliseconds. */
  readonly at: number;
}

/** A notification that a person was sent, with the run that sent it. */
export interface SentRecord extends PastSend {
  readonly run: string;
  /** The seal of the plan that was applied. Null in a run that never had one. */
  readonly seal: string | null;
  /** The commit that was checked out. Undefined outside of a repository, and in runs of an older version. */
  readonly commit: string | undefined;
  readonly request: number;
  /** The number of the rollout step. Null if there is no rollout. */
  readonly step: number | null;
}

/** The notifications of one campaign that wait in a run. */
export interface WaitingSends {
  readonly run: string;
  readonly campaign: string;
  /** The id of the workspace that planned it. Undefined if the workspace has none. */
  readonly workspaceId: string | undefined;
  /** The earliest first, in milliseconds since 1970. Later steps of a rollout wait until the steps before them are over. */
  readonly times: readonly { readonly due: number; readonly count: number }[];
  /** How many others wait until somebody ends a pause. */
  readonly held: number;
  /** Whether another run with this campaign is refused meanwhile, because workers are sending this one or it is paused. */
  readonly isBusy: boolean;
}

/** Looks up the arms that people were sent. People are given by their identifiers in the form that spools take. Returns one entry for each person. */
export type ArmLookup = (people: readonly (readonly string[])[]) => Promise<readonly (string | undefined)[]>;

export interface History {
  /**
   * Returns everything that any campaign sent to these people after `since` (wall clock, milliseconds), in no order, with one entry for each person.
   * A person is given by all their identifiers in the form in which ledgers know people.
   */
  past(people: readonly (readonly string[])[], since: number): Promise<readonly (readonly PastSend[])[]>;
  /** Returns everything that was sent to one person after `since`, the oldest first. The person is given in the same form. */
  sentTo(person: readonly string[], since: number): Promise<readonly SentRecord[]>;
  /**
   * Returns what people received, or may have received, after `since` (wall clock, milliseconds), in the order of the claims. Each send comes with
   * everything that the same person was sent from `lookBack` milliseconds before it on.
   */
  sentSince(since: number, lookBack: number): AsyncIterable<readonly ReplayedSend[]>;
  /** The state at the time of the call. */
  lookup(campaign: string, keys: readonly string[]): Promise<readonly Known[]>;
  keyHashing(campaign: string): KeyHashing;
  /** For a walk through an audience. Sends made during the walk may be missing. */
  lookupInWalk(campaign: string): KeyLookup;
  /** For a walk through an audience of a campaign with arms. */
  armsInWalk(campaign: string): ArmLookup;
  /** How many notifications of this campaign its newest run planned, without runs that planned none. Undefined before its first run. */
  sentLast(campaign: string): Promise<number | undefined>;
  /** Whether a run that planned any notifications began after the start of the period, or belonged to the period. */
  wasSentSince(campaign: string, period: Pick<Period, 'name' | 'begins'>): Promise<boolean>;
  remembered(campaign: string): Promise<Remembered>;
  /** All campaigns that were ever sent, each with its file at that time. */
  campaigns(): Promise<readonly { readonly id: string; readonly file: string }[]>;
  /** The lists of a workspace. Its id is `workspace_id` or "". */
  lists(workspaceId: string): Promise<readonly RememberedList[]>;
  forgotten(): Promise<ForgottenPeople>;
  /** What waits in runs that are not over, the oldest first. */
  waiting(): Promise<readonly WaitingSends[]>;
}

const unknown: Known = { kind: 'unknown', generation: 0 };

/** The history of a plan without a ledger: nothing has been sent. */
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

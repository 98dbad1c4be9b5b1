// The port of the ledger: the durable record of runs, claims and outcomes. Nothing is sent that is not claimed here first.
import type { AbortLimit, Guarantee, Limit, Priority } from '../campaign/campaign.ts';
import type { RolloutStep } from '../campaign/schedule/rollout.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Often } from '../plan/often/caps.ts';
import type { SendingTimes } from '../plan/schedule/sending-times.ts';
import type { Buckets, Outcome } from './outcome.ts';
import type { RolloutKeeper, RolloutStanding } from './rollout/rollout-standing.ts';
import type { SendTerms } from './sender.ts';
import type { Spooled } from './spool.ts';

/** `waiting`: nothing of the run is due. No process holds it, and other runs continue beside it. */
export type RunState = 'loading' | 'running' | 'waiting' | 'paused' | 'stopped' | 'finished' | 'superseded';

/**
 * Who sends a run. `alone`: the process that holds the ledger. `led`: that process and any workers, until another process holds the
 * ledger. `detached`: workers send, and any process may hold the ledger.
 */
export type RunMode = 'alone' | 'led' | 'detached';

/** A campaign as a run remembers it, so that resume needs no campaign file. */
export interface RunCampaign extends SendTerms {
  readonly id: string;
  /** Relative to the workspace. */
  readonly file: string;
  readonly guarantee: Guarantee;
  readonly priority: Priority;
  readonly failOn: { readonly refused?: Limit; readonly rejected?: Limit };
  /** The limits of the campaign and of the policy; each of them applies. */
  readonly abortIf: readonly AbortLimit[];
  /** The template of its notification key, as `keyTemplateOf` returns it; absent in runs of version 0.1.0. */
  readonly key?: string;
  /** `workspace_id` of the workspace that planned it; absent if it has none. */
  readonly workspaceId?: string;
  /** The version of pushplan; absent in runs of version 0.1.0. */
  readonly version?: string;
  /** The commit that was checked out; absent outside a repository, and in runs of an older version. */
  readonly commit?: string;
  /** Tags, which select the people lists and caps that apply to it and the caps that count its sends; absent if it has none. */
  readonly tags?: readonly string[];
  /** The names of the lists that it also excludes; absent if there are none. */
  readonly excludes?: readonly string[];
  /** The rules on how often people may be sent to; absent if there are none. */
  readonly often?: Often;
  /** The names of its arms, indexed by the arm numbers of notifications, so that a name may occur once per language; absent if there are none. */
  readonly arms?: readonly string[];
  /** The vendor's id of each entry in `arms`; absent in runs of an older version. */
  readonly armIds?: readonly number[];
  /** The languages of its texts, in the same order; absent if there is only one, and in runs of an older version. */
  readonly locales?: readonly string[];
  /** The steps of its rollout; absent if it is sent at once. */
  readonly rollout?: readonly RolloutStep[];
  /** When it may send; absent if that is at any time. */
  readonly times?: SendingTimes;
  /** The name of the period that its keys belong to; absent if it has none. */
  readonly period?: string;
  /** True if this period was missed and the run catches up on it. */
  readonly catchesUp?: true;
}

export interface NewRun {
  readonly environment: string;
  readonly host: string;
  readonly pid: number;
  readonly campaigns: readonly RunCampaign[];
}

export interface Adopter {
  readonly host: string;
  readonly pid: number;
}

export interface RunRecord {
  /** "run_" and 12 letters or digits. */
  readonly id: string;
  readonly environment: string;
  readonly state: RunState;
  /** Why it stopped, as a sentence; null while it continues or after it finished. */
  readonly why: string | null;
  /** Who paused or stopped it from outside, "alice@laptop"; null if it stopped by itself. */
  readonly haltedBy: string | null;
  readonly seal: string | null;
  readonly host: string;
  readonly pid: number;
  /** When it was planned, before anyone confirmed it. Wall clock, milliseconds. */
  readonly startedAt: number;
  /** When its first request was claimed; null before that. */
  readonly sendingSince: number | null;
  readonly endedAt: number | null;
  readonly mode: RunMode;
  /** When the first of its waiting notifications is due, milliseconds since 1970; null if none waits. */
  readonly nextDue: number | null;
  readonly campaigns: readonly RunCampaign[];
}

/** The outcomes of people in one arm who read one language. */
export interface GroupTotals {
  readonly number: number;
  /** Without notifications whose request is under way, or was when its process died. Those are `open`. */
  readonly buckets: Omit<Buckets, 'not_sent'>;
  readonly open: number;
}

/** What happens to notifications that wait in other runs when a run begins. */
export interface Replacing {
  /** The campaigns that the new run plans: their waiting notifications are in it, or left for the next plan. */
  readonly campaigns: readonly string[];
  /** The workspace of which everything was planned: its other campaigns were deleted or are drafts. Absent if only a part was planned. */
  readonly whole?: { readonly workspaceId: string | undefined };
}

export interface CampaignTotals {
  readonly planned: number;
  readonly buckets: Buckets;
  readonly refused: Readonly<Record<string, number>>;
  /** How many of the refused somebody opened, by reason: the next plan may try them again. Absent if there are none. */
  readonly opened?: Readonly<Record<string, number>>;
  readonly rejected: Readonly<Record<string, number>>;
  /** How many of the not sent were left out at the claim, by reason. They are not sent in this run. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Notifications of which an earlier copy may have been received, since the campaign has at_least_once. */
  readonly maybeTwice: number;
  /** The claimed notifications by their number among the run's arms and languages; absent if it has none. */
  readonly groups?: readonly GroupTotals[];
  /** Attempts that sent a request, halves and retries included. */
  readonly requests: number;
  /** Attempts beyond a notification's first. */
  readonly retries: number;
  /** Only if it is sent in steps. */
  readonly rollout?: RolloutStanding;
  /** Only if notifications were deferred: those due at once first, then the others by time. */
  readonly times?: readonly DueTotals[];
}

/** The outcomes of notifications that were due at one time. Times are the wall clock, milliseconds. */
export interface DueTotals {
  /** The planned time, or the later time to which the rest was deferred. Null: at once. */
  readonly due: number | null;
  readonly planned: number;
  /** Notifications that left in a request, except for those that may be claimed again. */
  readonly left: number;
  readonly firstLeft: number | null;
  readonly lastLeft: number | null;
  /** As in CampaignTotals. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** The maximum number of notifications in a claim, one bit each. It also limits vendors that take more in a request. */
export const mostInClaim = 31;

export interface Claim {
  readonly run: string;
  readonly chunk: number;
  readonly campaign: number;
  /** 1 to `mostInClaim`. */
  readonly notifications: readonly Spooled[];
  /** Notifications that are left out of this run, by index, with the reason. They are not taken, though nobody else sent them. */
  readonly out?: ReadonlyMap<number, LeftOutAtClaim>;
  /** Whether people may wait in the run until a cap allows them. Otherwise they are left out, and the next plan has them. */
  readonly waits?: boolean | undefined;
}

/** Why the time leaves somebody out when their request is about to leave. */
export type LeftOutAtClaim = 'late' | 'outside_window';

export type ClaimResult =
  /**
   * `taken` are the indexes of the notifications that are ours to send. The others have been sent or claimed elsewhere, their person
   * is on a list by now, or they have reached a cap. If it is empty, no request was written, no slot was used, and `attempt` is 0.
   * `held` are those that wait for a cap, by index, with the time when it allows them, milliseconds since 1970. They are still to be
   * sent.
   */
  | {
      readonly kind: 'claimed';
      readonly attempt: number;
      readonly taken: readonly number[];
      readonly held?: ReadonlyMap<number, number>;
    }
  /** No slot is free; the next one is in `milliseconds`. Nothing was claimed. */
  | { readonly kind: 'wait'; readonly milliseconds: number }
  /** The run may no longer send: it was stopped, superseded or taken over. */
  | { readonly kind: 'fenced'; readonly state: RunState };

export interface Settlement {
  readonly attempt: number;
  /** One per taken notification, in the order of `taken`. */
  readonly outcomes: readonly Outcome[];
  readonly status: number | null;
  /** The error in a word or two ("UND_ERR_HEADERS_TIMEOUT"), never the body of the answer. */
  readonly error: string | null;
}

/** The newest of those attempts of a run that ended in an error. */
export interface LastError extends Pick<Settlement, 'status'> {
  readonly error: string;
  /** Wall clock, milliseconds. */
  readonly at: number;
}

export type SettledAs = 'accepted' | 'not_sent';

/** What a look-up or a person decided about notifications in doubt. */
export interface Resolution {
  readonly as: SettledAs;
  readonly who: string;
  readonly reason: string;
  /** Which notifications; if absent, all that are in doubt in the run. */
  readonly only?: readonly { readonly attempt: number; readonly position: number }[];
}

/** A person's decision that rejected notifications may be sent after all. */
export type Reopening = Pick<Resolution, 'who' | 'reason'>;

/** A person's decision that notifications refused for a reason may be tried again. */
export interface RefusalOpening extends Reopening {
  /** The reason of the refusals. */
  readonly of: string;
}

export interface RunChange {
  readonly why?: string;
  readonly seal?: string;
  readonly replacing?: Replacing;
}

export interface Ledger extends RolloutKeeper, AsyncDisposable {
  /** The identity of the ledger's lineage: created with the ledger, pinned as `ledger_id`. */
  readonly id: string;
  /** Findings from opening the ledger. They are worth knowing, but nothing is lost. */
  readonly findings: readonly Diagnostic[];
  /** Returns a number that grows with every run start, run end and resolution. */
  serial(): Promise<number>;
  /** Creates a run in state loading. Claims that dead processes left open become in doubt. Their runs can be resumed until this run is running. */
  startRun(run: NewRun): Promise<RunRecord>;
  /**
   * Changes the state. When a loading run begins, all other unfinished runs are superseded. Of waiting runs only what `replacing`
   * names is dropped; if it is absent, what waits of the run's own campaigns. A run set to running waits if nothing of it is due
   * yet.
   */
  setState(run: string, state: RunState, change: RunChange): Promise<void>;
  /** Deletes a run that never ran (not confirmed, or refused by a guard), with its spool. */
  dropRun(run: string): Promise<void>;
  /** Returns all runs, newest first. */
  runs(): Promise<readonly RunRecord[]>;
  run(id: string): Promise<RunRecord | undefined>;
  /** Resumes a run that stopped, or whose process died, in this process. Its open claims become in doubt, its state running, its mode alone. */
  adoptRun(run: string, by: Adopter): Promise<void>;
  /** Writes a slot and the claim rows in one commit, durable before it returns. */
  claim(claim: Claim): Promise<ClaimResult>;
  /** Makes several claims in one commit, as many as there are slots; the others get `wait`. Returns one result per claim, in order. */
  claimAll(claims: readonly Claim[]): Promise<readonly ClaimResult[]>;
  /**
   * Commits outcomes, durable before it returns, and frees the slot of each attempt. Idempotent. If the disk does not take the
   * outcomes, they are stored beside the ledger for the process that opens it next, and it throws: nothing more may be sent.
   */
  settle(settlements: readonly Settlement[]): Promise<void>;
  /**
   * Blocks every request until `milliseconds` have passed (429). `halve` halves the pace, but only once while the key is blocked.
   * The pace recovers by 5% of the limit per minute. Both outlive the process.
   */
  block(milliseconds: number, how: { readonly halve: boolean }): Promise<void>;
  /** Returns the totals per campaign of the run, in its order. */
  totals(run: string): Promise<readonly CampaignTotals[]>;
  /** Returns the last error on the way to the API, also if a request has succeeded since; undefined if there was none. */
  lastError(run: string): Promise<LastError | undefined>;
  /** Returns how many notifications of these campaigns are in doubt, over all runs. */
  countInDoubt(campaigns: readonly string[]): Promise<number>;
  /** Returns the outcomes of these keys of a campaign in this run; undefined for keys that it never claimed, or that were claimed again since. */
  lookupOutcomes(run: string, campaign: string, keys: readonly string[]): Promise<readonly (Outcome | undefined)[]>;
  /** Returns the number of the arm and language with which each key was claimed; undefined as above, and if the campaign has neither. */
  lookupGroups(run: string, campaign: string, keys: readonly string[]): Promise<readonly (number | undefined)[]>;
  /** Settles what is in doubt, and stores who, when and why. Returns how many were settled. */
  resolve(run: string, resolution: Resolution): Promise<number>;
  /**
   * Opens what a run had rejected for the next plan, and stores who, when and why. The figures of the run stay. Returns how many
   * were opened. What was sent to the same notification keys since is untouched.
   */
  reopen(run: string, reopening: Reopening): Promise<number>;
  /** The same for notifications that a run had refused for a reason. Nobody who received it since is sent to again. */
  openRefused(run: string, opening: RefusalOpening): Promise<number>;
  /** For `validate`: every campaign id that was ever used to send, with its last file, relative to the workspace. */
  campaigns(): Promise<readonly { readonly id: string; readonly file: string }[]>;
}

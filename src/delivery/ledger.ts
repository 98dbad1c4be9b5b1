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

/** `waiting`: nothing of it is due. Nobody holds it, and other runs go on beside it. */
export type RunState = 'loading' | 'running' | 'waiting' | 'paused' | 'stopped' | 'finished' | 'superseded';

/**
 * Who sends a run. `alone`: the process that holds the ledger. `led`: that one and whichever workers there are, until somebody
 * else holds the ledger. `detached`: workers send, and any process may hold it.
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
  /** The campaign's and the policy's; every one of them holds. */
  readonly abortIf: readonly AbortLimit[];
  /** The template of its notification key, as `keyTemplateOf` gives it; absent in runs of version 0.1.0. */
  readonly key?: string;
  /** `workspace_id` of the workspace that planned it; absent where it has none. */
  readonly workspaceId?: string;
  /** Of pushplan; absent in runs of version 0.1.0. */
  readonly version?: string;
  /** The commit that was checked out; absent outside of a repository, and in runs of an older version. */
  readonly commit?: string;
  /** By which lists of people and caps hold for it, and how its sends count; absent where it has none. */
  readonly tags?: readonly string[];
  /** The names of the lists that it leaves out besides; absent where there are none. */
  readonly excludes?: readonly string[];
  /** What holds for it by how often people were sent to; absent where nothing does. */
  readonly often?: Often;
  /** The names of its arms, in the order by which notifications number them, so that one may be there for each language; absent where there are none. */
  readonly arms?: readonly string[];
  /** Beside `arms`, the id of each at the vendor's; absent in runs of an older version. */
  readonly armIds?: readonly number[];
  /** The languages of its texts, in the same order; absent where there is one, and in runs of an older version. */
  readonly locales?: readonly string[];
  /** In which steps it is sent; absent where it is sent at once. */
  readonly rollout?: readonly RolloutStep[];
  /** When it may send; absent where that is at any time. */
  readonly times?: SendingTimes;
  /** The name of the period that its keys are of; absent where it has none. */
  readonly period?: string;
  /** That this period was missed, and is made up for. */
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
  /** Why it stopped, in a sentence; null while it goes on or when it finished. */
  readonly why: string | null;
  /** Who paused or stopped it from outside, "alice@laptop"; null where it stopped by itself. */
  readonly haltedBy: string | null;
  readonly seal: string | null;
  readonly host: string;
  readonly pid: number;
  /** When it was planned: before anybody was asked. Wall clock, milliseconds. */
  readonly startedAt: number;
  /** When its first request was claimed; null before. */
  readonly sendingSince: number | null;
  readonly endedAt: number | null;
  readonly mode: RunMode;
  /** When the first of those who wait in it is due, milliseconds since 1970; null where nobody waits. */
  readonly nextDue: number | null;
  readonly campaigns: readonly RunCampaign[];
}

/** What became of those in one arm who read one language. */
export interface GroupTotals {
  readonly number: number;
  /** Without those whose request is under way, or was when its process died: these are `open`. */
  readonly buckets: Omit<Buckets, 'not_sent'>;
  readonly open: number;
}

/** What becomes of those who wait in other runs when a run begins. */
export interface Replacing {
  /** The campaigns that it plans: theirs are in it, or are for the next one. */
  readonly campaigns: readonly string[];
  /** Of which workspace all was planned: its other campaigns are gone, or drafts. Absent where only a part of it was. */
  readonly whole?: { readonly workspaceId: string | undefined };
}

export interface CampaignTotals {
  readonly planned: number;
  readonly buckets: Buckets;
  readonly refused: Readonly<Record<string, number>>;
  /** Of them, those that somebody opened: the next plan may try again. Absent where nobody did. */
  readonly opened?: Readonly<Record<string, number>>;
  readonly rejected: Readonly<Record<string, number>>;
  /** Of those not sent, who was left out when the request was about to leave, by reason: they are not sent in this run. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Notifications of which a copy may have been received before, since the campaign says at_least_once. */
  readonly maybeTwice: number;
  /** Of those who were claimed, by their number among the run's arms and languages; absent where it has none. */
  readonly groups?: readonly GroupTotals[];
  /** Attempts that reached a request, halves and retries included. */
  readonly requests: number;
  /** Attempts beyond a notification's first. */
  readonly retries: number;
  /** Only where it is sent in steps. */
  readonly rollout?: RolloutStanding;
  /** Only where somebody was put off: those due at once, then the others, the earliest first. */
  readonly times?: readonly DueTotals[];
}

/** What became of those who were due at one time. Times are the wall clock, milliseconds. */
export interface DueTotals {
  /** As planned, or until when the rest of them were put off later. Null: at once. */
  readonly due: number | null;
  readonly planned: number;
  /** A request has left with them that did not come to nothing. */
  readonly left: number;
  readonly firstLeft: number | null;
  readonly lastLeft: number | null;
  /** As in CampaignTotals. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** Notifications that one claim can hold, one bit each: a vendor that takes more in a request gets no more. */
export const mostInClaim = 31;

export interface Claim {
  readonly run: string;
  readonly chunk: number;
  readonly campaign: number;
  /** 1 to `mostInClaim`. */
  readonly notifications: readonly Spooled[];
  /** By their index, who gets nothing in this run although nobody has sent to them: they are not taken. */
  readonly out?: ReadonlyMap<number, LeftOutAtClaim>;
  /** Whether people may wait in the run until a cap has a place for them; otherwise they are left out, and for the next plan. */
  readonly waits?: boolean | undefined;
}

/** Why time leaves somebody out when their request is about to leave. */
export type LeftOutAtClaim = 'late' | 'outside_window';

export type ClaimResult =
  /**
   * `taken` are the indexes of the notifications that are ours to send; the others have been sent or claimed elsewhere, a list
   * has the person by now, or they have reached a cap. When it is empty no request was written, no slot was used, and `attempt` is 0.
   * `held` are those who wait for a place, by their index, with when there is one, milliseconds since 1970: they are still to be sent.
   */
  | {
      readonly kind: 'claimed';
      readonly attempt: number;
      readonly taken: readonly number[];
      readonly held?: ReadonlyMap<number, number>;
    }
  /** No slot is free; the next one is in `milliseconds`. Nothing was claimed. */
  | { readonly kind: 'wait'; readonly milliseconds: number }
  /** The run may not send any more: it was stopped, superseded or taken over. */
  | { readonly kind: 'fenced'; readonly state: RunState };

export interface Settlement {
  readonly attempt: number;
  /** One per taken notification, in the order of `taken`. */
  readonly outcomes: readonly Outcome[];
  readonly status: number | null;
  /** What went wrong in a word or two ("UND_ERR_HEADERS_TIMEOUT"), never the answer's body. */
  readonly error: string | null;
}

/** The newest attempt of a run that met an error. */
export interface LastError extends Pick<Settlement, 'status'> {
  readonly error: string;
  /** Wall clock, milliseconds. */
  readonly at: number;
}

export type SettledAs = 'accepted' | 'not_sent';

/** A look-up or a person's word on what was in doubt. */
export interface Resolution {
  readonly as: SettledAs;
  readonly who: string;
  readonly reason: string;
  /** Which ones; all that are in doubt in the run when absent. */
  readonly only?: readonly { readonly attempt: number; readonly position: number }[];
}

/** A person's word that what was rejected may be sent after all. */
export type Reopening = Pick<Resolution, 'who' | 'reason'>;

/** A person's word that refusals for a reason may be tried again. */
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
  /** Lineage: made with the ledger, pinned as `ledger_id`. */
  readonly id: string;
  /** What was found when it was opened and is worth knowing; nothing is lost by it. */
  readonly findings: readonly Diagnostic[];
  /** Grows with every run start, run end and resolution. */
  serial(): Promise<number>;
  /**
   * Makes a run in state loading. What dead processes left open becomes in doubt; their runs can still be resumed until this
   * one runs.
   */
  startRun(run: NewRun): Promise<RunRecord>;
  /**
   * When a run that was loading begins, all others that have not finished are superseded; of those that wait only what `replacing`
   * says is dropped, and where it is absent what waits of the campaigns of the run. A run of which nothing is due yet waits, where
   * it was to run.
   */
  setState(run: string, state: RunState, change: RunChange): Promise<void>;
  /** Forgets a run that never ran (the answer was no, a guard refused it) with its spool. */
  dropRun(run: string): Promise<void>;
  /** Newest first. */
  runs(): Promise<readonly RunRecord[]>;
  run(id: string): Promise<RunRecord | undefined>;
  /** Takes a stopped run, or one whose process died, up again as this process's: its open claims become in doubt, its state running, its mode alone. */
  adoptRun(run: string, by: Adopter): Promise<void>;
  /** A slot and the claim rows in one commit, durable before it returns. */
  claim(claim: Claim): Promise<ClaimResult>;
  /** Several in one commit, as many as there are slots; the others wait. One result per claim, in order. */
  claimAll(claims: readonly Claim[]): Promise<readonly ClaimResult[]>;
  /**
   * Durable before it returns; each slot comes back. Idempotent. When the disk does not take them, the outcomes are kept beside
   * the ledger for the process that opens it next, and it throws: nothing more may be sent.
   */
  settle(settlements: readonly Settlement[]): Promise<void>;
  /**
   * Nothing leaves before `milliseconds` have passed (429). `halve` halves the pace, once while the key is blocked; it comes back
   * by 5% of the limit a minute. Both outlive the process.
   */
  block(milliseconds: number, how: { readonly halve: boolean }): Promise<void>;
  /** Per campaign of the run, in its order. */
  totals(run: string): Promise<readonly CampaignTotals[]>;
  /** What went wrong last on the way to the API, whether or not something has got through since; undefined where nothing did. */
  lastError(run: string): Promise<LastError | undefined>;
  /** How many notifications of these campaigns are in doubt, from any run. */
  countInDoubt(campaigns: readonly string[]): Promise<number>;
  /** What became of these keys of a campaign in this run; undefined for those it never claimed, or that were claimed again since. */
  lookupOutcomes(run: string, campaign: string, keys: readonly string[]): Promise<readonly (Outcome | undefined)[]>;
  /** In which arm and language they were claimed then, by number; undefined likewise, and where the campaign has none. */
  lookupGroups(run: string, campaign: string, keys: readonly string[]): Promise<readonly (number | undefined)[]>;
  /** Settles what is in doubt and keeps who, when and why. Gives how many were settled. */
  resolve(run: string, resolution: Resolution): Promise<number>;
  /**
   * Opens what a run had rejected for the next plan, and keeps who, when and why; the run's own figures stay. Gives how many
   * were opened. What was sent to the same notification keys since is untouched.
   */
  reopen(run: string, reopening: Reopening): Promise<number>;
  /** The same for what a run had refused for a reason. Nobody who got it since is sent to. */
  openRefused(run: string, opening: RefusalOpening): Promise<number>;
  /** For `validate`: every campaign id that was ever sent with, and the file it was last in, relative to the workspace. */
  campaigns(): Promise<readonly { readonly id: string; readonly file: string }[]>;
}

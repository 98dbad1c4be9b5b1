// Generated from schema/ by `npm run generate`, do not edit.

/**
 * What became of the notifications of a run: what `pushplan apply`, `resume` and `status RUN` print with --json. `status` without a RUN prints all of them.
 */
export type RunDocument = Run | Runs;
/**
 * What went wrong last on the way to the API, whether or not something has got through since; null where nothing did.
 */
export type RunLastError = {
  /**
   * A code or a class, never a message: an error of the wire, a code of the API, http_ and a status, or a rule of pushplan.
   */
  name: string;
  /**
   * The status of the answer; null where there was none.
   */
  status: number | null;
  /**
   * When it was met, in UTC.
   */
  at: string;
  /**
   * What it means, in a few words.
   */
  means: string;
  /**
   * What to do about it.
   */
  remedy: string;
} | null;

/**
 * One run and its five buckets.
 */
export interface Run {
  /**
   * The version of this format. A higher second number adds keys, a higher first number changes their meaning.
   */
  format_version: '1.0';
  /**
   * The run's id, for `status`, `resume` and `resolve`.
   */
  run: string;
  /**
   * loading: notifications are being rendered, nothing has been sent. running: requests leave. paused: it waits and goes on by itself. stopped: `resume` goes on. finished: nothing is left to do but what is in doubt. superseded: a later apply planned anew and took over what was left.
   */
  state: 'loading' | 'running' | 'paused' | 'stopped' | 'finished' | 'superseded';
  /**
   * The name of the environment that it is for.
   */
  environment: string;
  /**
   * The seal of the plan that it sends; null while the run is loading.
   */
  seal: string | null;
  /**
   * When it started, in UTC.
   */
  started_at: string;
  /**
   * When it ended, in UTC; null while it goes on.
   */
  ended_at: string | null;
  totals: RunTotals;
  refused: RefusedCounts;
  rejected: RejectedCounts;
  /**
   * Notifications that were sent again though an earlier attempt may have arrived, as guarantee: at_least_once wants. They stand in their buckets too.
   */
  maybe_twice: number;
  /**
   * Attempts that reached a request, halves and retries included.
   */
  requests: number;
  /**
   * Attempts beyond a notification's first.
   */
  retries: number;
  /**
   * The same, campaign by campaign, in the order of the plan. Those of high priority are sent first.
   */
  campaigns: CampaignRun[];
  /**
   * Why it stopped or was superseded, in a sentence; null while it goes on and when it finished.
   */
  why: string | null;
  last_error?: RunLastError;
  settled_before?: SettledBefore;
  /**
   * Whoever takes part in runs that workers share, whichever of them they work on. `status` gives it while such a run is running or paused; where none is alive, nobody sends it.
   */
  workers?: Worker[];
  /**
   * Findings of this run.
   */
  diagnostics: Diagnostic[];
}
/**
 * Every planned notification stands in exactly one of the five buckets: planned = accepted + refused + rejected + in_doubt + not_sent.
 */
export interface RunTotals {
  /**
   * Notifications of this run; the sum of the other five.
   */
  planned: number;
  /**
   * The API took them. That is a handover to the vendor, not yet a notification on a phone.
   */
  accepted: number;
  /**
   * The API found a reason in the recipient not to send: opted out, unknown, app removed and the like.
   */
  refused: number;
  /**
   * The API would not take these notifications at all; nothing was sent.
   */
  rejected: number;
  /**
   * They may have been received: no answer came that could be believed. Never sent again by themselves.
   */
  in_doubt: number;
  /**
   * Surely not received. `resume`, or the next apply, sends them.
   */
  not_sent: number;
}
/**
 * The refused notifications, by the API's reason: NoUserFound, OptOut, Unregistered, UserGloballyCapped, UserGloballyCappedForInapp, InvalidCertificate, or another word of the API's.
 */
export interface RefusedCounts {
  /**
   * How many were refused for this reason.
   */
  [k: string]: number;
}
/**
 * The rejected notifications, by the API's error code.
 */
export interface RejectedCounts {
  /**
   * How many were rejected with this code.
   */
  [k: string]: number;
}
/**
 * What became of the notifications of one campaign in this run.
 */
export interface CampaignRun {
  /**
   * The campaign's id.
   */
  id: string;
  totals: RunTotals;
  refused: RefusedCounts;
  rejected: RejectedCounts;
}
/**
 * What became of the doubt that earlier runs of these campaigns had left, before anything was sent. `apply` and `resume` give it.
 */
export interface SettledBefore {
  /**
   * Notifications that the Message Center was asked about.
   */
  asked: number;
  /**
   * Of these, those that it knows: they were sent, and count as accepted.
   */
  accepted: number;
  /**
   * Notifications that stay in doubt, those included that it was not asked about. What is missing from asked = accepted + left was proved not to have been sent, and was freed to be sent.
   */
  left: number;
}
/**
 * A process that takes part in runs that workers share.
 */
export interface Worker {
  /**
   * Its machine and process.
   */
  name: string;
  /**
   * Whether it takes part: it was heard of in the last 10 seconds, and has not left.
   */
  alive: boolean;
  /**
   * Seconds since it was heard of.
   */
  silent_seconds: number;
  /**
   * Requests that it began in the minute before it was heard of.
   */
  requests_in_last_minute: number;
  /**
   * Why it left, where it could not go on; null where it takes part, or was heard of no more.
   */
  why: string | null;
}
/**
 * One finding: what is wrong or worth knowing, where, and what to do about it.
 */
export interface Diagnostic {
  /**
   * error: nothing is sent until it is put right. warning: worth a look, changes no exit code.
   */
  severity: 'error' | 'warning';
  /**
   * The rule's stable code; .github/RULES.md has a section on each.
   */
  code: string;
  /**
   * What is wrong. Rows are named by their number; it holds no personal data and no secret.
   */
  message: string;
  /**
   * The file, relative to the workspace with forward slashes; null when it is about no file.
   */
  file: string | null;
  /**
   * The line, from 1; null when it is about the file as a whole.
   */
  line: number | null;
  /**
   * The column in the line, from 1; null when it is about the file as a whole.
   */
  column: number | null;
  /**
   * What to do about it; null where the message says it all.
   */
  help: string | null;
}
/**
 * All runs that the ledger of an environment knows, the newest first.
 */
export interface Runs {
  /**
   * The version of this format. A higher second number adds keys, a higher first number changes their meaning.
   */
  format_version: '1.0';
  /**
   * The runs, the newest first.
   */
  runs: Run[];
  /**
   * Findings about the ledger.
   */
  diagnostics: Diagnostic[];
}

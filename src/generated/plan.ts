// Generated from schema/ by `npm run generate`, do not edit.

/**
 * What `pushplan plan --json` prints and `pushplan plan --out FILE` saves: what apply would send now. It holds counts and stand-ins, no people.
 */
export interface Plan {
  /**
   * The version of this format. A higher second number adds keys, a higher first number changes their meaning.
   */
  format_version: '1.0';
  /**
   * The SHA-256 over the digests of all notifications that will be sent, after "pp1:". Two plans with one seal send exactly the same. It needs no ledger and no key to be made.
   */
  seal: string;
  /**
   * The name of the environment that it is for.
   */
  environment: string;
  /**
   * ledger: it is known who has been sent to. none: no ledger was looked at (there is none yet, or its variable is not set), so this plan counts as if nobody had been.
   */
  history: 'ledger' | 'none';
  base?: Base;
  /**
   * What was allowed for this plan with --allow, and would be refused otherwise: resend. An apply of the saved plan may do it too.
   *
   * Items: One thing that was allowed.
   */
  allowed: 'resend'[];
  totals: Totals;
  /**
   * One entry per campaign, in the order of their paths. They are sent in this order, those of high priority first.
   */
  campaigns: CampaignPlan[];
  /**
   * Findings about the plan as a whole; those about one campaign stand there.
   */
  diagnostics: Diagnostic[];
  saved?: SavedPlan;
}
/**
 * Only with --base: the commit that this plan is compared with, and whose policy guards it.
 */
export interface Base {
  /**
   * The base as it was named.
   */
  ref: string;
  /**
   * The id of its commit.
   */
  commit: string;
  /**
   * Campaigns of the base that are gone. Nothing is sent for them any more.
   */
  removed: RemovedCampaign[];
}
/**
 * A campaign that the base has and this plan has not.
 */
export interface RemovedCampaign {
  /**
   * The campaign's id.
   */
  id: string;
  /**
   * Where it was in the base, relative to the workspace.
   */
  file: string;
}
/**
 * The counts of all campaigns together.
 */
export interface Totals {
  /**
   * Rows read from all audiences. Always send + resend + settled + in_doubt + removed.
   */
  rows: number;
  /**
   * Notifications that apply would send now for the first time.
   */
  send: number;
  /**
   * Notifications that apply would send again, because they changed since and the campaign says resend: on_change.
   */
  resend: number;
  /**
   * Rows that have been sent to already, or were refused: nothing is done.
   */
  settled: number;
  /**
   * Rows of which an earlier run does not know whether they were received. Not sent again until that is settled: see `pushplan resolve`.
   */
  in_doubt: number;
  /**
   * Rows that are left out: invalid, duplicate, filtered or short of cards.
   */
  removed: number;
  /**
   * Requests that apply would make, of up to 20 notifications each.
   */
  requests: number;
  /**
   * How long sending them takes at the environment's pace, in whole seconds.
   */
  eta_seconds: number;
}
/**
 * What apply would do for one campaign.
 */
export interface CampaignPlan {
  /**
   * The campaign's id.
   */
  id: string;
  /**
   * The campaign's number at the vendor's; null when it is a template and so differs by recipient.
   */
  camp_id: number | null;
  /**
   * The campaign file, relative to the workspace with forward slashes.
   */
  file: string;
  /**
   * Whether it is sent before campaigns of normal priority. Plans of an older version do not say it: normal.
   */
  priority?: 'high' | 'normal';
  /**
   * What is done when nobody can tell whether a request arrived: not sent again, or sent again.
   */
  guarantee: 'at_most_once' | 'at_least_once';
  /**
   * Whether the API queues the requests: then it does not say who was refused, and those count as accepted. Plans of an older version do not say it: false.
   */
  async?: boolean;
  counts: CampaignCounts;
  /**
   * Requests for this campaign, of up to 20 notifications each.
   */
  requests: number;
  /**
   * How long sending this campaign takes at the environment's pace, in whole seconds.
   */
  eta_seconds: number;
  comparison?: Comparison;
  /**
   * Only with --base: what is different from it in what recipients get, each with its cause; empty otherwise.
   */
  changes: Change[];
  /**
   * The guards of this campaign: what each measured, its limit, and where that is set.
   */
  limits: Limit[];
  /**
   * What the copy audit found in the notifications that will be sent: all of them, not only the samples.
   */
  audit: AuditFinding[];
  /**
   * A few notifications, picked for being the likeliest to look wrong.
   */
  samples: Sample[];
  /**
   * Findings about this campaign and its audience.
   */
  diagnostics: Diagnostic[];
}
/**
 * The rows of one campaign's audience, by what is decided about them.
 */
export interface CampaignCounts {
  /**
   * Rows read from the audience. Always send + resend + settled + in_doubt + removed.
   */
  rows: number;
  /**
   * Notifications that apply would send now for the first time.
   */
  send: number;
  /**
   * Notifications that apply would send again, because they changed since and the campaign says resend: on_change.
   */
  resend: number;
  /**
   * Rows that have been sent to already, or were refused: nothing is done.
   */
  settled: number;
  /**
   * How many of the settled ones were sent this very text before their last one, and so do not get it again. 0 with `resend: never`, where texts are not compared.
   */
  settled_earlier: number;
  /**
   * Rows of which an earlier run does not know whether they were received. Not sent again until that is settled: see `pushplan resolve`.
   */
  in_doubt: number;
  removed: RemovedCounts;
}
/**
 * Rows that are left out, by reason.
 */
export interface RemovedCounts {
  /**
   * Rows that cannot become a notification: no identifier, a value of the wrong type, a template that fails.
   */
  invalid: number;
  /**
   * Rows whose notification key an earlier row has.
   */
  duplicate: number;
  /**
   * Rows that the campaign's where leaves out.
   */
  filtered: number;
  /**
   * Rows with fewer cards than `short` asks for, in a campaign that leaves them out (skip).
   */
  short: number;
}
/**
 * Only with --base: what merging does to this campaign.
 */
export interface Comparison {
  /**
   * new: the base has no campaign of this id. changed: what would be sent, or to whom, is different. unchanged: neither is. unknown: the base cannot be read as far as this campaign goes, see the diagnostics.
   */
  status: 'new' | 'changed' | 'unchanged' | 'unknown';
  /**
   * Recipients who were not in the audience of the base, or were removed there.
   */
  joins: number;
  /**
   * Recipients who were, and are not any more.
   */
  leaves: number;
  /**
   * Recipients in both.
   */
  stays: number;
  /**
   * Those of them whose notification is another one now.
   */
  changed: number;
  /**
   * What the base would send now.
   */
  send_before: number;
  /**
   * What the base would send again now.
   */
  resend_before: number;
}
/**
 * One thing that recipients get otherwise than with the base.
 */
export interface Change {
  /**
   * Where the value stands in the campaign file, its keys joined by dots; for a column of the audience, audience.NAME.
   */
  path: string;
  /**
   * The value before: the text of the template, or a stand-in of what it printed where the cause is not in the campaign file; null when there was none, and for a column.
   */
  before: string | number | boolean | null;
  /**
   * The value now, likewise; null when there is none any more.
   */
  after: string | number | boolean | null;
  /**
   * Of those who stay, how many get this value otherwise; null where that is not counted.
   */
  recipients: number | null;
  cause: Cause;
}
/**
 * What was edited.
 */
export interface Cause {
  /**
   * campaign: a line of the campaign file. partial: a template that it calls. column: values in a column of the audience. audience: its rows.
   */
  kind: 'campaign' | 'partial' | 'column' | 'audience';
  /**
   * The file, the partial or the column by name.
   */
  name: string;
  /**
   * The file, relative to the workspace.
   */
  file: string;
  /**
   * The first line that is different; null where that is not known, or many are.
   */
  line: number | null;
}
/**
 * One guard: measured, and held against its limit.
 */
export interface Limit {
  /**
   * Its name, as in pushplan.yaml or the campaign file.
   */
  guard: string;
  /**
   * What was measured, written as the limit is.
   */
  value: string;
  /**
   * The limit that the value is held against.
   */
  limit: string;
  /**
   * The file that sets it, relative to the workspace; the policy file where it is a default.
   */
  file: string;
  /**
   * The line there; null where it is a default.
   */
  line: number | null;
  /**
   * Whether the plan is within it.
   */
  passed: boolean;
}
/**
 * One thing that was found in the copy, and for how many.
 */
export interface AuditFinding {
  /**
   * What was looked for, named as in the policy.
   */
  check:
    | 'title_cut'
    | 'message_cut'
    | 'empty_slot'
    | 'default_used'
    | 'markup'
    | 'payload_size'
    | 'test_words'
    | 'links_differ'
    | 'emoji_cut'
    | 'placeholder'
    | 'encoding'
    | 'empty_word'
    | 'control'
    | 'unencoded';
  /**
   * Where it shows: a surface of a phone, or a field of the notification; null where it is about the whole.
   */
  surface: string | null;
  /**
   * info: only counted. warn and error: a diagnostic too; an error blocks the plan.
   */
  level: 'info' | 'warn' | 'error';
  /**
   * Notifications in which it was found.
   */
  count: number;
  /**
   * Notifications that were looked at.
   */
  of: number;
  /**
   * The row number of the worst of them; null where no one is worse than the others.
   */
  worst_row: number | null;
  /**
   * The worst case in words, without any of its data.
   */
  detail: string;
}
/**
 * One notification as an example, made of stand-ins for the recipient's cells, whose letters and digits are replaced. All else is as it will be sent: what the row decides, and what the campaign itself says.
 */
export interface Sample {
  /**
   * What it was picked for: longest_title, emptiest (the most empty values), most_cards, language (the first of a language that no other sample has), or first (the first that is sent).
   */
  why: 'longest_title' | 'emptiest' | 'most_cards' | 'language' | 'first';
  /**
   * The number of its row in the audience, from 1, the header not counted.
   */
  row: number;
  /**
   * The API's notification object, as in notification.schema.json.
   */
  notification: {
    [k: string]: unknown;
  };
  /**
   * The language of the recipient, where the audience has a column for it.
   */
  language?: string;
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
 * Only in a plan that was saved with --out: what apply needs to tell who was not in this plan. Still no people: the entries are salted.
 */
export interface SavedPlan {
  /**
   * The version of this part. Always 2. apply refuses version 1, which has no policy: plan again.
   */
  version: 2;
  /**
   * The version of pushplan that made the plan.
   */
  pushplan: string;
  /**
   * What the environment sent to when the plan was made: `sandbox`, `loopback` (this machine, whatever the port) or the host. apply refuses a plan that was made for another.
   */
  endpoint: string;
  /**
   * The `workspace_id` of pushplan.yaml when the plan was made; null where it has none. apply refuses a plan of another workspace.
   */
  workspace_id: string | null;
  policy: SavedPolicy;
  /**
   * Random bytes, in hexadecimal, with which the entries of the set are hashed.
   */
  salt: string;
  /**
   * One entry of 8 bytes per notification that was planned, sorted, all together in base64.
   */
  set: string;
  /**
   * The ledger that was looked at; null when none was. apply refuses another ledger, and one that has gone back in time.
   */
  ledger: {
    /**
     * The ledger's id.
     */
    id: string;
    /**
     * How far the ledger had come: it grows with every run and every resolution.
     */
    serial: number;
  } | null;
  /**
   * The files that the plan was made from. They only explain why a plan has gone stale.
   */
  files: FileDigest[];
  /**
   * The SHA-256 of this whole document without this value, by which a plan file that was cut or edited is told.
   */
  sha256: string;
}
/**
 * The limits that only apply can measure, as the policy had them that guarded the plan: the base's, where there was one. apply keeps the stricter of these and its own, so merging a plan does not loosen what guarded it. A limit that the policy did not set is not here.
 */
export interface SavedPolicy {
  /**
   * How many times as many recipients as in its last run a campaign may have.
   */
  max_growth?: string;
  /**
   * What a run stops at by itself, in the order of pushplan.yaml.
   */
  abort_if: AbortLimit[];
  /**
   * How old an audience file may be.
   */
  max_age?: string;
}
/**
 * The most of one kind of outcome.
 */
export interface AbortLimit {
  /**
   * refused, rejected or the reason of a refusal, as in pushplan.yaml.
   */
  of: string;
  /**
   * A count, or a share with a percent sign.
   */
  limit: number | string;
}
/**
 * One file as it was when the plan was made.
 */
export interface FileDigest {
  /**
   * The file, relative to the workspace with forward slashes.
   */
  path: string;
  /**
   * The SHA-256 of its bytes, in hexadecimal.
   */
  sha256: string;
}

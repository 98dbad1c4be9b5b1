// A campaign as the rest of the program uses it: the content of the file with defaults filled in, and the position of every value.
import type { Position } from '../diagnostic.ts';
import type { AudienceSource } from './audience-source.ts';
import type { RetryRules } from './schedule/retry-rules.ts';
import type { Every, Schedule } from './schedule/schedule.ts';
import type { Places } from './yaml/places.ts';
import type { Assignment } from './assignment.ts';
import type { CopyTest } from './copy-test.ts';
import type { DataTable } from './data-table.ts';
import type { LinkParams } from './link-params.ts';
import type { Variants } from './layers/variants.ts';

export const columnTypes = ['string', 'number', 'integer', 'boolean', 'json', 'date'] as const;

export type ColumnType = (typeof columnTypes)[number];

/** The form in which a column of dates is written. */
export interface DateColumn {
  /** The time zone of times without an offset. */
  readonly zone?: string;
  /** The form, such as dd.MM.yyyy. Without it, dates are in ISO 8601. */
  readonly format?: string;
}

/** The form of a csv or tsv file, as far as its name does not tell. */
export interface CsvForm {
  /** A single character. */
  readonly delimiter?: string;
  /** The decimal mark. The other of the two may group thousands. */
  readonly decimal?: '.' | ',';
  /** A label that TextDecoder knows. The default is UTF-8. */
  readonly encoding?: string;
}

/** Adjacent rows with the same value in the column `by` are one recipient, who has all of them in the list `into`. */
export interface GroupForm {
  readonly by: string;
  readonly into: string;
}

/** An upper limit, as a number of recipients or as a share of them (0.02 is 2%). */
export type Limit =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'share'; readonly share: number };

/** A limit that stops a run: how many recipients may have the outcome `of`, which is refused, rejected or the reason of a refusal, such as OptOut. */
export interface AbortLimit {
  readonly of: string;
  readonly limit: Limit;
  /** The origin of the limit, if it is neither the campaign nor the policy: "the saved plan". */
  readonly by?: string;
}

/** Whether a person who got the campaign before gets it again. `after` is in milliseconds. */
export type Resend = 'never' | 'on_change' | { readonly after: number };

export type Guarantee = 'at_most_once' | 'at_least_once';

/** What a policy can forbid to campaigns: a guarantee, an unusual number of cards, or columns that are shown unchanged. */
export type Forbidden = 'at_least_once' | 'cards' | 'public_columns';

/** Which campaign is sent first. Normal priority still gets its turn. */
export type Priority = 'high' | 'normal';

/** Finds the position of a value in the campaign file. `path` has its keys and indexes from the root. `offset` counts UTF-16 units into a string. */
export type Locate = (path: readonly (string | number)[], offset?: number) => Position;

/** How a value, a number or a date, is compared with a bound. */
export type BoundKind = 'gt' | 'gte' | 'lt' | 'lte';

/** The conditions of `where` on one column. All of them must hold. */
export interface WhereCondition {
  /** The value must equal one of these texts. */
  readonly any?: readonly string[];
  /** The value must equal none of these texts. */
  readonly not?: readonly string[];
  readonly bounds: readonly { readonly comparison: BoundKind; readonly bound: string | number }[];
}

/** The kind of identifier in the rows of a list. With `any`, the names of the columns or the form of each value decide. */
type ListMatch = 'email' | 'phone_number' | 'uuid' | 'any';

/** A list of people: a file, or the fetched result of a query. */
export interface ListFile {
  /** Path relative to the workspace, or to the data folder. */
  readonly file: string;
  /** The file of the query and the source that runs it. DuckDB runs it if there is no source. */
  readonly query?: { readonly file: string; readonly source?: AudienceSource };
  /** The sheet of a workbook, as for an audience. */
  readonly sheet?: string;
  readonly match: ListMatch;
  /** Whether its rows are SHA-256 digests of identifiers. */
  readonly isHashed: boolean;
}

/** A list of people whom a campaign leaves out. */
export interface ExcludedList extends ListFile {
  /** Its index in `exclude`. */
  readonly index: number;
}

/** How often one person may get notifications: at most `max` in any period of `within`, and at least `gap` apart. Both in milliseconds. */
export interface Cap {
  /** Only campaigns with this tag count. If undefined, all do. */
  readonly tag?: string;
  readonly max: number;
  readonly within: number;
  readonly gap?: number;
  /** With `defer`, people who have reached the cap get the notification as soon as the cap allows. If undefined, they are left out. */
  readonly when?: 'defer';
  /** Campaigns with one of these tags neither count nor are held back. */
  readonly exceptTags: readonly string[];
}

/** Recent notifications to a person: from the campaign with the id `sent`, or from any with the tag. `within` is in milliseconds. */
export interface RecentSend {
  readonly sent?: string;
  readonly tag?: string;
  readonly within: number;
}

/** A RecentSend that a campaign excludes, with its index in `exclude`. */
export type ExcludedSend = RecentSend & Pick<ExcludedList, 'index'>;

/** How long people rest after the API refused a notification to them: milliseconds by the reason of the refusal. */
export interface Rest {
  readonly after: Readonly<Record<string, number>>;
  /** Campaigns with one of these tags are sent regardless. */
  readonly exceptTags: readonly string[];
}

/** One SELECT whose result is the audience. It runs when the audience is fetched. */
export interface AudienceQuery {
  /** The file with the SQL text, relative to the workspace. */
  readonly file: string;
  /** The values of its parameters, without a prototype. */
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

/** An object of a source, which is fetched unchanged. */
export interface AudienceObject {
  /** The name as the campaign has it. `{{date}}` in it is the day of the fetch. */
  readonly name: string;
  /** The time zone of that day. */
  readonly zone: string;
  /** The SHA-256 digest that its bytes must have, in hexadecimal. */
  readonly sha256?: string;
}

export interface CampaignAudience {
  /**
   * The path relative to the workspace or the data folder. For a query, the path of the query. For an object, its name. Messages name the audience by
   * it.
   */
  readonly file: string;
  readonly query?: AudienceQuery;
  readonly object?: AudienceObject;
  /** The source of pushplan.yaml that the query or object is fetched from. `setting` is its definition, once it was looked up. */
  readonly source?: { readonly name: string; readonly setting?: AudienceSource };
  /** The format of the rows that a source returns for a query. The default is NDJSON. */
  readonly rows?: 'csv' | 'ndjson';
  /** A file of invented rows that stand for the audience, relative to the workspace. */
  readonly samples?: string;
  /** Set if `file` is the file of the samples. It may be looked at but not sent. */
  readonly isSample?: true;
  readonly csv?: CsvForm;
  /** The name of the sheet of a workbook. The default is the first sheet. */
  readonly sheet?: string;
  /** Lists that are made from numbered columns: the pattern of the column names, by the name of the list. */
  readonly lists?: Readonly<Record<string, string>>;
  readonly group?: GroupForm;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** The form of each column of dates, by column. */
  readonly dates: Readonly<Record<string, DateColumn>>;
  /** Conditions by column. A row must pass all of them. */
  readonly where: Readonly<Record<string, WhereCondition>>;
  /** Columns without personal data. They are shown as they are; other columns are shown as stand-ins. */
  readonly publicColumns: readonly string[];
  /** The largest age of the file when it is sent, in milliseconds. */
  readonly maxAge?: number;
}

/** The languages of a campaign, and how the language of a recipient is found. */
export interface Languages {
  /** The template of the recipient's language tag. */
  readonly locale?: string;
  /** The language of the campaign's own texts. */
  readonly own?: string;
  /** The languages that have texts of their own, in canonical form. */
  readonly tags: readonly string[];
  /** Whether people whose language has no texts get the campaign's own texts. */
  readonly fallsBack: boolean;
}

/** The terms of `approve: content`. */
interface ContentTerms {
  /** The largest share of new people that it allows. */
  readonly newcomers?: number;
}

/** Plain data without functions, so it can be sent to another thread. */
export interface Campaign {
  /** The campaign file, relative to the workspace with forward slashes. */
  readonly file: string;
  readonly id: string;
  readonly owner?: string;
  readonly tags: readonly string[];
  readonly audience: CampaignAudience;
  /** Lists of people whom the campaign leaves out, in addition to those of pushplan.yaml. */
  readonly exclude: readonly ExcludedList[];
  /** Recent notifications whose recipients the campaign leaves out. */
  readonly excludeRecent: readonly ExcludedSend[];
  /** The campaign's own caps, in addition to those of the policy. */
  readonly caps: readonly Cap[];
  /** The template of the notification key. Without it, the identifiers are the key. */
  readonly key?: string;
  readonly resend: Resend;
  /** Undefined if each person gets it only once. */
  readonly every?: Every;
  /** When notifications may leave. If undefined, at any time. */
  readonly schedule?: Schedule;
  /** The campaign's own retry rules. Only those that are slower than the policy's are in effect. */
  readonly retry?: RetryRules;
  readonly guarantee: Guarantee;
  readonly priority: Priority;
  /** The campaign's own guards; undefined if it has none. They are merged with the policy's in plan/guard. */
  readonly maxInvalid?: Limit;
  readonly maxRecipients?: number;
  /** The largest growth against the last run: 2 is twice as many recipients. */
  readonly maxGrowth?: number;
  /** The largest shrinkage against the last run: 2 is half as many recipients. */
  readonly maxShrink?: number;
  /** The smallest number of rows that the audience must have. */
  readonly atLeast?: number;
  /** Set if a review approves what is sent and not who gets it. */
  readonly content?: ContentTerms;
  /** Set if the campaign is a draft, which is never sent. */
  readonly isDraft?: true;
  /** Whether the author confirms that a large number of recipients is intended. */
  readonly broadcast: boolean;
  readonly failOn: { readonly refused?: Limit; readonly rejected?: Limit };
  readonly abortIf: readonly AbortLimit[];
  readonly async: boolean;
  /** Undefined if the campaign has no languages. */
  readonly languages?: Languages;
  /** Undefined if everybody gets the same. */
  readonly assignment?: Assignment;
  readonly variants: Variants;
  /** The tables in which its texts look up values. Undefined if there are none. */
  readonly tables?: readonly DataTable[];
  /** The parameters that are added to its https links. Undefined if there are none. */
  readonly linkParams?: LinkParams;
  /** Tests of what it sends to whom. Undefined if there are none. */
  readonly copyTests?: readonly CopyTest[];
  /** The camp_id for test sends. */
  readonly testCampId?: number;
  /** The attributes as written. The identifiers in use are added when the request is made. */
  readonly reportAttributes: readonly string[];
  /** The position of each value in the file. `locateIn` looks them up. */
  readonly places: Places;
}

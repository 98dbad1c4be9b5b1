// A campaign as the rest of the house knows it: the file's content with defaults filled in, and the place of every value.
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

/** How a column of dates is written. */
export interface DateColumn {
  /** The time zone of the times that have no offset of their own. */
  readonly zone?: string;
  /** As dd.MM.yyyy; without it dates are written in ISO 8601. */
  readonly format?: string;
}

/** How a csv or tsv file is written, where its name does not say it. */
export interface CsvForm {
  /** One character. */
  readonly delimiter?: string;
  /** What stands before the decimals of numbers; thousands may be grouped by the other one. */
  readonly decimal?: '.' | ',';
  /** A label that TextDecoder knows; UTF-8 without it. */
  readonly encoding?: string;
}

/** Neighbouring rows with one value in the column `by` are one recipient, with all of them in the list `into`. */
export interface GroupForm {
  readonly by: string;
  readonly into: string;
}

/** An upper limit, as a number of recipients or as a share of them (0.02 is 2%). */
export type Limit =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'share'; readonly share: number };

/** What may happen to how many while a run goes on. `of` is refused, rejected or the reason of a refusal, such as OptOut. */
export interface AbortLimit {
  readonly of: string;
  readonly limit: Limit;
  /** What it was kept by, where that is not the campaign or the policy: "the saved plan". */
  readonly by?: string;
}

/** What becomes of somebody who got the campaign before; `after` is in milliseconds. */
export type Resend = 'never' | 'on_change' | { readonly after: number };

export type Guarantee = 'at_most_once' | 'at_least_once';

/** What a policy can forbid campaigns to use: a guarantee, an unusual number of cards, columns that are shown as they are. */
export type Forbidden = 'at_least_once' | 'cards' | 'public_columns';

/** Which campaign is sent first. The other one is not kept waiting for ever. */
export type Priority = 'high' | 'normal';

/** Where a value is in the campaign file. `path` is its keys and indexes from the root; `offset` counts UTF-16 units into a string value. */
export type Locate = (path: readonly (string | number)[], offset?: number) => Position;

/** How a bound is held against a number or a date. */
export type BoundKind = 'gt' | 'gte' | 'lt' | 'lte';

/** What `where` asks of one column. All that is there must hold. */
export interface WhereCondition {
  /** Texts of which one must be equal. */
  readonly any?: readonly string[];
  /** Texts of which none may be equal. */
  readonly not?: readonly string[];
  readonly bounds: readonly { readonly comparison: BoundKind; readonly bound: string | number }[];
}

/** Which identifier the rows of a list hold; `any` is told by the names of columns, or by what each looks like. */
type ListMatch = 'email' | 'phone_number' | 'uuid' | 'any';

/** A list of people that is a file, or what a query gave when it was fetched. */
export interface ListFile {
  /** Path relative to the workspace, or to the data folder. */
  readonly file: string;
  /** The file of the query, and the source that it runs in: DuckDB when absent. */
  readonly query?: { readonly file: string; readonly source?: AudienceSource };
  /** As of an audience. */
  readonly sheet?: string;
  readonly match: ListMatch;
  /** Whether its rows hold SHA-256 sums of identifiers. */
  readonly isHashed: boolean;
}

/** A list that a campaign leaves out. */
export interface ExcludedList extends ListFile {
  /** Its place in `exclude`. */
  readonly index: number;
}

/** How often one person may get notifications: at most `max` in any span of `within`, and those `gap` apart. Milliseconds. */
export interface Cap {
  /** Campaigns with it count; all of them when absent. */
  readonly tag?: string;
  readonly max: number;
  readonly within: number;
  readonly gap?: number;
  /** `defer`: who has reached it gets it when a place is free; left out when absent. */
  readonly when?: 'defer';
  /** Campaigns with one of them neither count nor are held back. */
  readonly exceptTags: readonly string[];
}

/** What somebody was sent not long ago: by the campaign with the id `sent`, or by one with the tag. `within` is in milliseconds. */
export interface RecentSend {
  readonly sent?: string;
  readonly tag?: string;
  readonly within: number;
}

/** One that a campaign excludes, with its place in `exclude`. */
export type ExcludedSend = RecentSend & Pick<ExcludedList, 'index'>;

/** How long people rest after the API refused a notification to them, in milliseconds by the reason of the refusal. */
export interface Rest {
  readonly after: Readonly<Record<string, number>>;
  /** Campaigns with one of them are sent all the same. */
  readonly exceptTags: readonly string[];
}

/** One SELECT, which makes the audience when it is fetched. */
export interface AudienceQuery {
  /** The file with its text, relative to the workspace. */
  readonly file: string;
  /** Values of its parameters. Null prototype. */
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

/** What a source holds and is fetched as it is. */
export interface AudienceObject {
  /** As it is written; `{{date}}` in it is the day of the fetch. */
  readonly name: string;
  /** Of that day. */
  readonly zone: string;
  /** What its bytes must have, in hexadecimal. */
  readonly sha256?: string;
}

export interface CampaignAudience {
  /** Path relative to the workspace or the data folder; where there is a query, that of the query, and where there is an object, its name: messages call the audience by it. */
  readonly file: string;
  readonly query?: AudienceQuery;
  readonly object?: AudienceObject;
  /** Which query or object is fetched from a source of pushplan.yaml. `setting` is what that says of it, once it was looked up there. */
  readonly source?: { readonly name: string; readonly setting?: AudienceSource };
  /** How the rows are written that a source makes of a query; NDJSON without it. */
  readonly rows?: 'csv' | 'ndjson';
  /** Invented rows that stand for it, relative to the workspace. */
  readonly samples?: string;
  /** Where `file` is that of the samples, to be looked at and not to be sent. */
  readonly isSample?: true;
  readonly csv?: CsvForm;
  /** Of a workbook: the name of the sheet that is read; the first one without it. */
  readonly sheet?: string;
  /** Lists that are made of numbered columns: the pattern of their names, by the name of the list. */
  readonly lists?: Readonly<Record<string, string>>;
  readonly group?: GroupForm;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** How the columns of dates are written, by column. */
  readonly dates: Readonly<Record<string, DateColumn>>;
  /** By column; columns are joined by and. */
  readonly where: Readonly<Record<string, WhereCondition>>;
  /** Columns that hold nothing about a person: they are shown where others have stand-ins. */
  readonly publicColumns: readonly string[];
  /** How old the file may be when it is sent to, in milliseconds. */
  readonly maxAge?: number;
}

/** In which languages a campaign speaks, and how a recipient's is found. */
export interface Languages {
  /** Template of the recipient's tag. */
  readonly locale?: string;
  /** The language of the campaign's own texts. */
  readonly own?: string;
  /** The languages that have texts of their own, in canonical form. */
  readonly tags: readonly string[];
  /** Whether people without texts in their language get the campaign's own. */
  readonly fallsBack: boolean;
}

/** The terms of `approve: content`. */
interface ContentTerms {
  /** The share of new people that it allows. */
  readonly newcomers?: number;
}

/** Plain data, without a function in it: it can be sent to another thread. */
export interface Campaign {
  /** The campaign file, relative to the workspace with forward slashes. */
  readonly file: string;
  readonly id: string;
  readonly owner?: string;
  readonly tags: readonly string[];
  readonly audience: CampaignAudience;
  /** Lists of people whom it leaves out, besides those of pushplan.yaml. */
  readonly exclude: readonly ExcludedList[];
  /** And people who were sent something not long ago. */
  readonly excludeRecent: readonly ExcludedSend[];
  /** Besides those of the policy. */
  readonly caps: readonly Cap[];
  /** Template of the notification key; without it the identifiers are the key. */
  readonly key?: string;
  readonly resend: Resend;
  /** Absent where people get it once. */
  readonly every?: Every;
  /** When notifications may leave; at any time when absent. */
  readonly schedule?: Schedule;
  /** The rules that are slower than those of the policy. */
  readonly retry?: RetryRules;
  readonly guarantee: Guarantee;
  readonly priority: Priority;
  /** The campaign's own guards, absent where it has none; the policy's are joined in plan/guard. */
  readonly maxInvalid?: Limit;
  readonly maxRecipients?: number;
  /** How many times as many recipients as in the last run: 2 is twice as many. */
  readonly maxGrowth?: number;
  /** How many times fewer people than in the last run: 2 is half as many. */
  readonly maxShrink?: number;
  /** Rows that the audience has to have. */
  readonly atLeast?: number;
  /** Present where a review approves what is sent, and not who gets it. */
  readonly content?: ContentTerms;
  /** Nothing of it is sent. */
  readonly isDraft?: true;
  /** Says that so many recipients are meant. */
  readonly broadcast: boolean;
  readonly failOn: { readonly refused?: Limit; readonly rejected?: Limit };
  readonly abortIf: readonly AbortLimit[];
  readonly async: boolean;
  /** Absent where the campaign says nothing of languages. */
  readonly languages?: Languages;
  /** Absent where everybody gets the same. */
  readonly assignment?: Assignment;
  readonly variants: Variants;
  /** What its texts look things up in; absent where there is nothing. */
  readonly tables?: readonly DataTable[];
  /** What is put behind its https links; absent where nothing is. */
  readonly linkParams?: LinkParams;
  /** What it must say to whom; absent where it says nothing of that. */
  readonly copyTests?: readonly CopyTest[];
  /** The camp_id of test sends. */
  readonly testCampId?: number;
  /** As written; the identifiers in use are added where the request is made. */
  readonly reportAttributes: readonly string[];
  /** Where each of its values stands in the file: `locateIn` reads them. */
  readonly places: Places;
}

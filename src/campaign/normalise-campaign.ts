// Turns a campaign file that fits the schema into a campaign, with defaults filled in.
import type { CampaignFile } from '../generated/campaign.ts';
import { readAssignment } from './assignment.ts';
import {
  columnTypes,
  type Campaign,
  type CampaignAudience,
  type ColumnType,
  type CsvForm,
  type DateColumn,
  type Limit,
  type Resend,
  type WhereCondition,
} from './campaign.ts';
import { comparisonsIn } from './rules/comparisons.ts';
import { readLinkParams } from './link-params.ts';
import { readCopyTest } from './copy-test.ts';
import { readDataTables } from './data-table.ts';
import type { Places } from './yaml/places.ts';
import { readOften } from './schedule/often.ts';
import { readRetry } from './schedule/read-retry.ts';
import { readEvery, readSchedule } from './schedule/read-schedule.ts';
import { readVariants } from './layers/read-variants.ts';
import { parseAbortIf, parseAge, parseGrowth, parseLimit } from './limit.ts';

export function normaliseCampaign(file: string, written: CampaignFile, places: Places): Campaign {
  const { id, owner, tags = [], audience, key } = written;
  const {
    resend = 'never',
    guarantee = 'at_most_once',
    priority = 'normal',
    async = false,
    broadcast = false,
    report_attributes: reportAttributes = [],
  } = written;
  return {
    file,
    id,
    ...(owner === undefined ? {} : { owner }),
    tags,
    audience: readAudience(audience),
    ...readOften(written),
    ...(key === undefined ? {} : { key }),
    resend: readResend(resend),
    ...readTimes(written),
    guarantee,
    priority,
    ...readGuards(written),
    ...readContent(written),
    broadcast,
    failOn: readFailOn(written.fail_on ?? {}),
    abortIf: parseAbortIf(written.abort_if),
    async,
    ...readWords(written),
    ...readTests(written),
    reportAttributes,
    places,
  };
}

function readTests({ test_camp_id: testCampId, tests }: CampaignFile): Pick<Campaign, 'testCampId' | 'copyTests'> {
  return {
    ...(testCampId === undefined ? {} : { testCampId }),
    ...(tests === undefined ? {} : { copyTests: tests.map(readCopyTest) }),
  };
}

/** Reads whether and when the campaign is sent, and when it is sent again. */
function readTimes({
  draft,
  every,
  schedule,
  retry,
}: CampaignFile): Pick<Campaign, 'isDraft' | 'every' | 'schedule' | 'retry'> {
  return {
    ...(draft === true && { isDraft: true }),
    ...(every && { every: readEvery(every) }),
    ...(retry && { retry: readRetry(retry) }),
    ...(schedule && { schedule: readSchedule(schedule) }),
  };
}

function readResend(written: NonNullable<CampaignFile['resend']>): Resend {
  if (typeof written === 'object') return { after: parseAge(written.after) };
  return written === 'on_change' ? written : 'never';
}

function readAudience(written: CampaignFile['audience']): CampaignAudience {
  const {
    columns = {},
    where = {},
    public: publicColumns = [],
    max_age: maxAge,
    samples,
    csv,
    sheet,
    lists,
    group,
  } = written;
  return {
    ...readOrigin(written),
    ...(samples === undefined ? {} : { samples }),
    ...(csv && { csv: readCsvForm(csv) }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(lists && { lists }),
    ...(group && { group }),
    ...readColumns(columns),
    where: readWhere(where),
    publicColumns,
    ...(maxAge === undefined ? {} : { maxAge: parseAge(maxAge) }),
  };
}

type Origin = Pick<CampaignAudience, 'file' | 'query' | 'object' | 'source'>;

function readOrigin(written: CampaignFile['audience']): Origin {
  const { file, query, object, source, params = {}, zone = 'UTC', sha256 } = written;
  const from = source === undefined ? {} : { source: { name: source } };
  if (object !== undefined) {
    return { file: object, object: { name: object, zone, ...(sha256 === undefined ? {} : { sha256 }) }, ...from };
  }
  if (query === undefined) return { file: file ?? '' };
  const values: Record<string, string | number | boolean> = Object.create(null);
  for (const [name, value] of Object.entries(params)) values[name] = value;
  return { file: query, query: { file: query, params: values }, ...from };
}

function readCsvForm({ delimiter, ...form }: NonNullable<CampaignFile['audience']['csv']>): CsvForm {
  return { ...form, ...(delimiter === undefined ? {} : { delimiter: delimiter === 'tab' ? '\t' : delimiter }) };
}

/** Reads the columns. `t: date` means the same as `t: { type: date }`. */
function readColumns(
  written: NonNullable<CampaignFile['audience']['columns']>,
): Pick<CampaignAudience, 'columns' | 'dates'> {
  // A column may be named __proto__, which is an ordinary key only in an object without a prototype.
  const columns: Record<string, ColumnType> = Object.create(null);
  const dates: Record<string, DateColumn> = Object.create(null);
  for (const [name, column] of Object.entries(written)) {
    const { type, ...date } = typeof column === 'string' ? { type: column } : column;
    const known = columnTypes.find((one) => one === type);
    // The schema allows no other type.
    if (known === undefined) continue;
    columns[name] = known;
    if (known === 'date') dates[name] = date;
  }
  return { columns, dates };
}

function readGuards(
  written: CampaignFile,
): Pick<Campaign, 'maxInvalid' | 'maxRecipients' | 'maxGrowth' | 'maxShrink' | 'atLeast'> {
  const { max_invalid: maxInvalid, max_recipients: maxRecipients, max_growth: maxGrowth } = written;
  const { max_shrink: maxShrink, at_least: atLeast } = written;
  return {
    ...(maxInvalid === undefined ? {} : { maxInvalid: parseLimit(maxInvalid) }),
    ...(maxRecipients === undefined ? {} : { maxRecipients }),
    ...(maxGrowth === undefined ? {} : { maxGrowth: parseGrowth(maxGrowth) }),
    ...(maxShrink === undefined ? {} : { maxShrink: parseGrowth(maxShrink) }),
    ...(atLeast === undefined ? {} : { atLeast }),
  };
}

/** Reads what a review of the campaign approves. */
function readContent({ approve, newcomers }: CampaignFile): Pick<Campaign, 'content'> {
  if (approve !== 'content') return {};
  const share = newcomers === undefined ? undefined : parseLimit(newcomers);
  return { content: share?.kind === 'share' ? { newcomers: share.share } : {} };
}

/** Reads the texts of the campaign, and who gets which. */
function readWords(
  written: CampaignFile,
): Pick<Campaign, 'languages' | 'assignment' | 'variants' | 'tables' | 'linkParams'> {
  const assignment = readAssignment(written);
  const linkParams = readLinkParams(written);
  const tables = readDataTables(written, readTable);
  return {
    ...readLanguages(written),
    ...(assignment && { assignment }),
    variants: readVariants(written),
    ...(tables && { tables }),
    ...(linkParams && { linkParams }),
  };
}

function readTable({ file, csv, sheet, columns = {} }: NonNullable<CampaignFile['data']>[string]) {
  return {
    file,
    ...(csv && { csv: readCsvForm(csv) }),
    ...(sheet === undefined ? {} : { sheet }),
    ...readColumns(columns),
  };
}

function readLanguages({
  locale,
  default_locale: own,
  locales,
  locale_fallback: fallback,
}: CampaignFile): Pick<Campaign, 'languages'> {
  if (locale === undefined && own === undefined && locales === undefined) return {};
  const tags = Object.keys(locales ?? {});
  return {
    languages: {
      ...(locale === undefined ? {} : { locale }),
      ...(own === undefined ? {} : { own }),
      tags,
      fallsBack: fallback === 'allow',
    },
  };
}

function readFailOn({ refused, rejected }: NonNullable<CampaignFile['fail_on']>): {
  readonly refused?: Limit;
  readonly rejected?: Limit;
} {
  return {
    ...(refused === undefined ? {} : { refused: parseLimit(refused) }),
    ...(rejected === undefined ? {} : { rejected: parseLimit(rejected) }),
  };
}

type WrittenWhere = NonNullable<CampaignFile['audience']['where']>;

function readWhere(where: WrittenWhere): CampaignAudience['where'] {
  // A column may be named __proto__, which is an ordinary key only in an object without a prototype.
  const read: Record<string, WhereCondition> = Object.create(null);
  for (const [column, wanted] of Object.entries(where)) read[column] = readCondition(wanted);
  return read;
}

function readCondition(wanted: WrittenWhere[string]): WhereCondition {
  if (typeof wanted !== 'object' || Array.isArray(wanted)) return { any: readTexts(wanted), bounds: [] };
  const { not } = wanted;
  return { ...(not === undefined ? {} : { not: readTexts(not) }), bounds: comparisonsIn(wanted) };
}

function readTexts(values: string | number | boolean | readonly (string | number | boolean)[]): readonly string[] {
  return (Array.isArray(values) ? values : [values]).map(String);
}

// A campaign file that fits the schema -> a campaign, with defaults filled in.
import type { CampaignFile } from '../generated/campaign.ts';
import type { Campaign, Limit, Locate } from './campaign.ts';
import { parseAbortIf, parseLimit } from './limit.ts';

export function normaliseCampaign(file: string, written: CampaignFile, locate: Locate): Campaign {
  const { id, owner, tags = [], audience, key, notification } = written;
  const {
    resend = 'never',
    guarantee = 'at_most_once',
    async = false,
    report_attributes: reportAttributes = [],
  } = written;
  return {
    file,
    id,
    ...(owner === undefined ? {} : { owner }),
    tags,
    audience: { file: audience.file, columns: audience.columns ?? {}, where: readWhere(audience.where ?? {}) },
    ...(key === undefined ? {} : { key }),
    resend,
    guarantee,
    ...readGuards(written),
    failOn: readFailOn(written.fail_on ?? {}),
    abortIf: parseAbortIf(written.abort_if),
    async,
    notification,
    reportAttributes,
    locate,
  };
}

function readGuards(written: CampaignFile): Pick<Campaign, 'maxInvalid' | 'maxRecipients'> {
  const { max_invalid: maxInvalid, max_recipients: maxRecipients } = written;
  return {
    ...(maxInvalid === undefined ? {} : { maxInvalid: parseLimit(maxInvalid) }),
    ...(maxRecipients === undefined ? {} : { maxRecipients }),
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

function readWhere(where: NonNullable<CampaignFile['audience']['where']>): Campaign['audience']['where'] {
  // A column may be called __proto__, which only a map without prototype takes as a name.
  const read: Record<string, readonly string[]> = Object.create(null);
  for (const [column, wanted] of Object.entries(where)) {
    read[column] = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
  }
  return read;
}

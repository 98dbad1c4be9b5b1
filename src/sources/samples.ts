// Invented rows in place of an audience: where its data is not at hand, and wherever a fetch must change nothing.
import type { Campaign, ColumnType } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import { Refusal } from '../errors.ts';
import type { Files } from '../workspace/files.ts';
import { readLock } from './lock.ts';
import { openData } from './open-data.ts';
import { NoData, NotFetched } from './pinned-file.ts';

export interface SampledCampaign {
  /** With its samples as the audience, where these are read. */
  readonly campaign: Campaign;
  /** The types that the lock gives; empty where data is read. */
  readonly types: Readonly<Record<string, ColumnType>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** As it is, unless `files` has samples read. */
export async function takeSamples(files: Files, campaign: Campaign): Promise<SampledCampaign> {
  const { samples, ...audience } = campaign.audience;
  const asItIs = { campaign, types: {}, diagnostics: [] };
  if (samples === undefined || files.samples === undefined) return asItIs;
  const missing = files.samples === 'always' ? undefined : await findMissing(files, campaign);
  if (files.samples === 'where_missing' && missing === undefined) return asItIs;
  const {
    query: _query,
    object: _object,
    source: _source,
    rows: _rows,
    sheet: _sheet,
    csv: { decimal } = {},
    ...rest
  } = audience;
  // Written by hand or by us, so plain text; cells are written as in the data, which the decimal is a part of.
  const form = decimal === undefined ? {} : { csv: { decimal } };
  const lock = await readLock(files, campaign);
  return {
    campaign: { ...campaign, audience: { ...rest, ...form, file: samples, isSample: true } },
    types: lock?.columns ?? {},
    diagnostics: missing === undefined ? [] : [warnOfSamples(campaign, samples)],
  };
}

/** Why its data cannot be read here; undefined where it can, or where something is wrong with it. */
async function findMissing(files: Files, campaign: Campaign): Promise<Refusal | undefined> {
  try {
    // Opened to see it, and closed again.
    for await (const _ of await openData(files, campaign)) break;
    return undefined;
  } catch (error) {
    if (error instanceof NoData || error instanceof NotFetched) return error;
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function warnOfSamples(campaign: Campaign, samples: string): Diagnostic {
  const message = `the data of ${campaign.id} is not here, and ${samples} is read in its place`;
  const help = 'Real rows are looked at where the data is: pushplan fetch --locked.';
  return warningAt(locateIn(campaign, ['audience', 'samples']), 'PP269', message, help);
}

/** Samples say less of types than what was fetched: the lock's count for columns that are not declared. */
export function withLockTypes(
  campaign: Campaign,
  types: Readonly<Record<string, ColumnType>>,
  found: readonly string[],
): Campaign {
  if (campaign.audience.isSample !== true) return campaign;
  const columns: Record<string, ColumnType> = Object.create(null);
  for (const name of found) {
    const type = types[name];
    // A text is what a column is anyway, and a date says nothing of its zone.
    if (type !== undefined && type !== 'string' && type !== 'date') columns[name] = type;
  }
  Object.assign(columns, campaign.audience.columns);
  return { ...campaign, audience: { ...campaign.audience, columns } };
}

// Uses invented rows instead of an audience: if its data is not here, or always if the output must not depend on a fetch.
import type { Campaign, ColumnType } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import { Refusal } from '../errors.ts';
import type { Files } from '../workspace/files.ts';
import { readLock } from './lock.ts';
import { openData } from './open-data.ts';
import { NoData, NotFetched } from './pinned-file.ts';

export interface SampledCampaign {
  /** The campaign, with its samples as the audience if they are read. */
  readonly campaign: Campaign;
  /** The types in the lock; empty if data is read. */
  readonly types: Readonly<Record<string, ColumnType>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Returns the campaign unchanged, unless `files` is set to read samples. */
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
  // Samples are plain text, written by hand or by pushplan. Their cells are written as in the data, so its `decimal` applies.
  const form = decimal === undefined ? {} : { csv: { decimal } };
  const lock = await readLock(files, campaign);
  return {
    campaign: { ...campaign, audience: { ...rest, ...form, file: samples, isSample: true } },
    types: lock?.columns ?? {},
    diagnostics: missing === undefined ? [] : [warnOfSamples(campaign, samples)],
  };
}

/** Returns why the data cannot be read here; undefined if it can, or if it is invalid. */
async function findMissing(files: Files, campaign: Campaign): Promise<Refusal | undefined> {
  try {
    // Only checks that the data can be opened, and closes it again.
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

/** Adds the lock's types for columns that are not declared, since samples tell less about types than fetched data. */
export function withLockTypes(
  campaign: Campaign,
  types: Readonly<Record<string, ColumnType>>,
  found: readonly string[],
): Campaign {
  if (campaign.audience.isSample !== true) return campaign;
  const columns: Record<string, ColumnType> = Object.create(null);
  for (const name of found) {
    const type = types[name];
    // Columns are text by default, and the type date does not tell a time zone.
    if (type !== undefined && type !== 'string' && type !== 'date') columns[name] = type;
  }
  Object.assign(columns, campaign.audience.columns);
  return { ...campaign, audience: { ...campaign.audience, columns } };
}

// Reads the audience of a campaign while its file is being edited: only as many rows as are needed to preview its texts.
import type { Campaign } from '../campaign/campaign.ts';
import { Refusal } from '../errors.ts';
import type { Recipient } from '../message/recipient.ts';
import { takeSamples, withLockTypes } from '../sources/samples.ts';
import type { Files } from '../workspace/files.ts';
import { openAudienceOf } from './compile-campaigns.ts';

/** Enough to find a row for each language, and few enough to be read quickly. */
const mostRows = 200;

export interface EditedAudience {
  /** The campaign, with its samples as the audience if the data is not here. */
  readonly campaign: Campaign;
  readonly found: readonly string[];
  readonly rows: readonly Recipient[];
}

/** Undefined if the audience cannot be read. The findings say why. */
export async function readEditedAudience(files: Files, one: Campaign): Promise<EditedAudience | undefined> {
  try {
    const sampling = { ...files, samples: 'where_missing' } as const;
    const sampled = await takeSamples(sampling, one);
    await using audience = await openAudienceOf(sampling, sampled.campaign);
    const rows: Recipient[] = [];
    for await (const block of audience.blocks) {
      rows.push(...block.slice(0, mostRows - rows.length));
      if (rows.length === mostRows) break;
    }
    return {
      campaign: withLockTypes(sampled.campaign, sampled.types, audience.columns),
      found: audience.columns,
      rows,
    };
  } catch (error) {
    if (error instanceof Refusal) {
      return undefined;
    }
    throw error;
  }
}

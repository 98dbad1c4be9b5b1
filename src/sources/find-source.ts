// The source of a campaign's audience.
import type { Campaign } from '../campaign/campaign.ts';
import { fileSource } from './file-source.ts';
import { querySource } from './query-source.ts';
import type { Source } from './source.ts';

export function findSource({ audience }: Campaign): Source {
  return audience.query === undefined ? fileSource(audience.file) : querySource;
}

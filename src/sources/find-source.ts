// Finds the source of a campaign's audience.
import type { AudienceSource } from '../campaign/audience-source.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { bucketSource } from './downloads/bucket-source.ts';
import { commandSource } from './command-source.ts';
import { fileSource } from './file-source.ts';
import { httpsSource } from './downloads/https-source.ts';
import { postgresSource } from './postgres/postgres-source.ts';
import { originOf } from './open-data.ts';
import { querySource } from './engine/query-source.ts';
import { settingOf } from './setting-of.ts';
import type { Source } from './source.ts';

/** Throws a Refusal (PP213) if the name of a file or an object does not tell the format. */
export function findSource(campaign: Campaign): Source {
  const { audience } = campaign;
  const { file, query, object } = audience;
  const named = originOf(campaign);
  const setting = settingOf(audience);
  if (query !== undefined) return sourceOfQueries(setting);
  if (setting === undefined || object === undefined) return fileSource(file, named);
  switch (setting.kind) {
    case 'https':
      return httpsSource(setting, object, named);
    case 's3':
      return bucketSource(setting, object, named);
    case 'postgres':
    case 'command':
      throw wrongSource(setting);
  }
}

/** Returns DuckDB if there is no setting. */
export function sourceOfQueries(setting: AudienceSource | undefined): Source {
  switch (setting?.kind) {
    case undefined:
      return querySource;
    case 'postgres':
      return postgresSource(setting);
    case 'command':
      return commandSource(setting);
    case 'https':
    case 's3':
      throw wrongSource(setting);
  }
}

/** An error of the program: what a campaign wants from a source is already checked when the campaign is loaded. */
function wrongSource({ name }: AudienceSource): Error {
  return new Error(`the source ${name} was asked for what it has not`);
}

// The source of a campaign's audience.
import type { Campaign } from '../campaign/campaign.ts';
import { bucketSource } from './bucket-source.ts';
import { commandSource } from './command-source.ts';
import { fileSource } from './file-source.ts';
import { httpsSource } from './https-source.ts';
import { postgresSource } from './postgres-source.ts';
import { querySource } from './query-source.ts';
import { settingOf } from './setting-of.ts';
import type { Source } from './source.ts';

/** Throws a Refusal (PP213) for a file or an object whose name says no format. */
export function findSource({ audience }: Campaign): Source {
  const { file, query, object } = audience;
  const setting = settingOf(audience);
  if (setting === undefined) return query === undefined ? fileSource(file) : querySource;
  switch (setting.kind) {
    case 'postgres':
      return postgresSource(setting);
    case 'command':
      return commandSource(setting);
    case 'https':
      return httpsSource(setting, objectOf(object));
    case 's3':
      return bucketSource(setting, objectOf(object));
  }
}

function objectOf<Wanted>(object: Wanted | undefined): Wanted {
  if (object === undefined) throw new Error('a source of objects was asked for something else');
  return object;
}

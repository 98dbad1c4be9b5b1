// Files that a base does not have: read from this side, and reported by their use.
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Campaign } from '../../../src/campaign/campaign.ts';
import { openBaseAudience } from '../../../src/planning/base/base-audience.ts';
import type { Files } from '../../../src/workspace/files.ts';
import { refuseNoFile } from '../../../src/workspace/refuse-path.ts';
import { aCampaign } from '../../support/a-campaign.ts';

const nothing: Files = {
  root: '',
  readText: async () => '',
  stream: async (path) => {
    throw refuseNoFile({ path, message: 'not there' });
  },
  size: async () => undefined,
  list: async () => [],
  modifiedAt: async () => ({ kind: 'known', at: 0 }),
};

function looking(file: string): Campaign {
  return { ...aCampaign(), tables: [{ name: 'gifts', file, key: 'id', columns: {}, dates: {} }] };
}

test('a file is reported as a table if either side uses it as one', async () => {
  const here: Files = { ...nothing, stream: async () => Readable.from([]) };
  const { files, diagnostics } = openBaseAudience(nothing, here, 'main', looking('new.csv'), looking('former.csv'));
  for (const path of ['former.csv', 'new.csv', 'audience.ndjson']) await files.stream(path);
  expect(diagnostics().map(({ message }) => message.replace(/: .*/v, ''))).toEqual([
    'former.csv is not in main, so both sides look into the table that is here',
    'new.csv is not in main, so both sides look into the table that is here',
    'audience.ndjson is not in main, so it is not known who joins and who leaves',
  ]);
});

// A rollout whose campaign has no steps. Only a change by hand can cause that, and nothing of it is sent.
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { newRun, planned, runCampaign } from '../../contract/world.ts';
import { sqliteWorld } from '../../support/sqlite-world.ts';

test('a rollout has no steps if the settings of its campaign have none', async () => {
  await using world = await sqliteWorld();
  await using ledger = await world.open();
  const rollout = [{ upTo: 0.1, pause: null }, { upTo: 1 }];
  const { id } = await ledger.startRun(newRun(runCampaign('sale', { rollout })));
  await ledger.append(id, 0, [planned('u0', { step: 1 })]);
  await ledger.flush(id);
  {
    using database = new DatabaseSync(world.path);
    database.exec(`UPDATE run_campaign SET settings = replace(settings, '"rollout"', '"rolled"')`);
  }
  expect(await ledger.rollouts(id)).toMatchObject([{ steps: [], planned: [], step: 0, next: 1 }]);
});

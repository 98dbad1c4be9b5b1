// A ledger that cannot tell which campaign a request belongs to.
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { accepted, openAll, plannedMany, send, spoolRun } from '../../contract/world.ts';
import { sqliteWorld } from '../../support/sqlite-world.ts';

test('a request that no run can explain is not counted, and the other ones are', async () => {
  await using world = await sqliteWorld();
  {
    await using ledger = await world.open();
    const run = await spoolRun(ledger, plannedMany(1));
    await send(world, ledger, run.id, await openAll(ledger, run.id), [accepted]);
    expect(await ledger.past([['uuid=u0']], 0)).toMatchObject([[{ campaign: 'sale', became: 'accepted' }]]);
  }
  using database = new DatabaseSync(world.path);
  database.exec('DELETE FROM run_campaign');
  await using ledger = await world.look();
  expect(await ledger?.past([['uuid=u0']], 0)).toEqual([[]]);
});

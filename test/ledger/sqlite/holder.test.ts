// Whether the holder of a file may be alive, as far as this machine can tell.
import { expect, test } from 'vitest';
import { deadPid } from '../../support/dead-pid.ts';
import { sqliteWorld } from '../../support/sqlite-world.ts';
import { putThreeUnderWay } from '../../support/three-under-way.ts';

test.each([
  { holder: 'a living process of this machine', isDead: false, host: 'runner-1', notifications: 3 },
  { holder: 'a process of this machine that has died', isDead: true, host: 'runner-1', notifications: 0 },
  { holder: 'a process of another machine', isDead: true, host: 'runner-2', notifications: 3 },
])('$holder: $notifications under way', async ({ isDead, host, notifications }) => {
  await using world = await sqliteWorld();
  const ledger = await world.open(isDead ? { pid: deadPid() } : {});
  const run = await putThreeUnderWay(world, ledger);
  await using seen = await world.look({ host });
  expect(await seen?.activity(run, world.clock.now())).toMatchObject({
    underWay: [{ notifications }],
    isAbandoned: notifications === 0,
  });
  await world.kill(ledger);
});

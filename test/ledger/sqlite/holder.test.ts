// The holder of a file is known to the kernel. The stored process id may belong to another process by now.
import { expect, test } from 'vitest';
import { deadPid } from '../../support/dead-pid.ts';
import { sqliteWorld } from '../../support/sqlite-world.ts';
import { putThreeUnderWay } from '../../support/three-under-way.ts';

// In a container every first process has id 1, and the host has another name after each start.
test.each([
  { holder: 'a process that holds it', isGone: false, host: 'runner-1', pid: process.pid },
  { holder: 'a process whose number is not in use here', isGone: false, host: 'runner-1', pid: deadPid() },
  { holder: 'a process of another machine', isGone: false, host: 'runner-2', pid: process.pid },
  {
    holder: 'a process that is gone, and whose number another process has',
    isGone: true,
    host: 'runner-1',
    pid: process.pid,
  },
  {
    holder: 'a process that is gone, of a machine that had another name',
    isGone: true,
    host: 'runner-2',
    pid: process.pid,
  },
])('a ledger whose holder is $holder is abandoned: $isGone', async ({ isGone, host, pid }) => {
  await using world = await sqliteWorld();
  const ledger = await world.open({ pid });
  const run = await putThreeUnderWay(world, ledger);
  if (isGone) await world.kill(ledger);
  await using seen = await world.look({ host });
  expect(await seen?.activity(run, world.clock.now())).toMatchObject({
    underWay: [{ notifications: isGone ? 0 : 3 }],
    isAbandoned: isGone,
  });
  if (!isGone) await world.kill(ledger);
});

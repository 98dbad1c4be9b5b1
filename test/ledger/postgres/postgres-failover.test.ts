// A server that replaced another one: a replica that is read-only, or a successor that may lack some of the last commits.
import { expect, test } from 'vitest';
import { accepted, openAll, plannedMany, send, spoolRun } from '../../contract/world.ts';
import { startPostgres } from '../../support/postgres-server.ts';
import { postgresWorld } from '../../support/postgres-world.ts';

test('a run stops when another server takes over, and can be resumed there', async () => {
  await using server = await startPostgres();
  await using world = await postgresWorld(server);
  const ledger = await world.open();
  const run = await spoolRun(ledger, plannedMany(2));
  const [first, ...rest] = await openAll(ledger, run.id);
  if (first === undefined) throw new Error('nothing was spooled');
  await send(world, ledger, run.id, [first], [accepted]);
  await server.stop('SIGINT');
  await server.startAs('successor');
  const claiming = ledger.claim({ run: run.id, chunk: 0, campaign: 0, notifications: rest });
  await expect(claiming).rejects.toMatchObject({ exitCode: 8, diagnostics: [{ code: 'PP322' }] });
  await world.kill(ledger);
  await using next = await world.open();
  expect(next.findings).toMatchObject([{ severity: 'warning', code: 'PP322' }]);
  await next.adoptRun(run.id, { host: 'runner-2', pid: 7 });
  await send(world, next, run.id, rest, [accepted]);
  expect(await next.totals(run.id)).toMatchObject([{ buckets: { accepted: 2 } }]);
  await world.kill(next);
  await using later = await world.open();
  expect(later.findings).toEqual([]);
});

test('a replica can be used neither to send nor to look at a ledger', async () => {
  await using server = await startPostgres();
  await using world = await postgresWorld(server);
  await (await world.open())[Symbol.asyncDispose]();
  await server.stop('SIGINT');
  await server.startAs('replica');
  const refusal = { exitCode: 4, diagnostics: [{ code: 'PP323' }] };
  await expect(world.open()).rejects.toMatchObject(refusal);
  await expect(world.look()).rejects.toMatchObject(refusal);
});

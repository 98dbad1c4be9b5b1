// --expect-seal and --expect-sends: a script passes what was reviewed, and apply sends exactly that or nothing.
import { expect, test } from 'vitest';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(30) };

test('the right seal sends; the next time it belongs to a finished run and sends to nobody', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const { seal } = readPlan(await workspace.run('plan', '--json'));
  const first = await workspace.run('apply', '--yes', '--json', '--expect-seal', seal);
  expect(first.exitCode).toBe(0);
  const run = readRun(first);
  expect(run).toMatchObject({ seal, totals: { planned: 30, accepted: 30 } });
  const again = await workspace.run('apply', '--yes', '--json', '--expect-seal', seal);
  expect(again.exitCode).toBe(0);
  expect(readRun(again).run).toBe(run.run);
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 30, duplicates: 0 });
});

test('a different seal ends with 5, and the message names both', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const { seal } = readPlan(await workspace.run('plan', '--json'));
  await workspace.write('people.csv', people(31));
  const now = readPlan(await workspace.run('plan', '--json')).seal;
  const result = await workspace.run('apply', '--yes', '--json', '--expect-seal', seal);
  expect(result.exitCode).toBe(5);
  expect(readDiagnostics(result)).toMatchObject([
    { code: 'PP304', message: `the plan's seal is ${now}, and ${seal} was expected` },
  ]);
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test('the seal of a stopped run continues that run, even if the audience has changed since', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const { seal } = readPlan(await workspace.run('plan', '--json'));
  const first = await workspace.run('apply', '--yes', '--json', '--expect-seal', seal, '--max-sends', '12');
  expect(first.exitCode).toBe(8);
  await workspace.write('people.csv', people(40));
  const second = await workspace.run('apply', '--yes', '--json', '--expect-seal', seal);
  expect(second.exitCode).toBe(0);
  expect(readRun(second)).toMatchObject({
    run: readRun(first).run,
    state: 'finished',
    totals: { planned: 30, accepted: 30 },
  });
  expect(workspace.sandbox.stats()).toMatchObject({ deliveries: 30, duplicates: 0 });
});

test('a malformed seal is refused before anything is read', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const result = await workspace.run('apply', '--yes', '--json', '--expect-seal', 'abc');
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([{ code: 'PP502', message: '--expect-seal abc: not a seal' }]);
});

test('the right number of sends sends; any other number ends with 5', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const wrong = await workspace.run('apply', '--yes', '--json', '--expect-sends', '29');
  expect(wrong.exitCode).toBe(5);
  expect(readDiagnostics(wrong)).toMatchObject([
    { code: 'PP305', message: 'the plan has 30 sends, and 29 were expected' },
  ]);
  expect(workspace.sandbox.stats().requests).toBe(0);
  expect((await workspace.run('apply', '--yes', '--expect-sends', '30')).exitCode).toBe(0);
  expect((await workspace.run('apply', '--yes', '--expect-sends', '0')).exitCode).toBe(0);
  expect(workspace.sandbox.stats().deliveries).toBe(30);
});

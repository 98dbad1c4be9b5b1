// --json and --format: two different formats exclude each other.
import { expect, test } from 'vitest';
import { pushplan } from '../../support/cli.ts';
import { readDiagnostics, readPlan } from '../../support/documents.ts';
import { campaignText, makeWorkspace, people, sandboxOnly } from '../../support/workspace.ts';

test.each([
  ['plan', 'markdown'],
  ['plan', 'text'],
  ['validate', 'sarif'],
])('%s refuses --json together with --format %s', async (command, format) => {
  await using workspace = await makeWorkspace({ 'pushplan.yaml': sandboxOnly });
  const result = await pushplan([command, '--json', '--format', format], { cwd: workspace.root });
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([
    { code: 'PP502', message: `--json and --format ${format} exclude each other`, help: 'Leave one of them out.' },
  ]);
});

test('plan and validate accept --json together with --format json', async () => {
  await using workspace = await makeWorkspace({
    'pushplan.yaml': sandboxOnly,
    'people.csv': people(1),
    'a.campaign.yaml': campaignText(),
  });
  const ask = (command: string) => pushplan([command, '--json', '--format', 'json'], { cwd: workspace.root });
  expect(readPlan(await ask('plan')).totals.send).toBe(1);
  expect(readDiagnostics(await ask('validate'))).toEqual([]);
});

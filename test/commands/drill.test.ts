// pushplan drill on the built program: kills processes while they send the workspace's own campaigns in a sandbox.
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { campaignText, makeWorkspace, people, sandboxOnly } from '../support/workspace.ts';

const night = `${sandboxOnly}policy: { quiet_hours: { from: '00:00', to: '23:59', timezone: UTC } }\n`;

async function leftovers(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('pushplan-drill-'));
}

test('after processes are killed, everybody gets the notification once and no files are left', async () => {
  const before = await leftovers();
  const files = {
    'pushplan.yaml': night,
    'hello.campaign.yaml': campaignText({ more: 'rollout: [30%, { pause: manual }, 100%]' }),
    'people.csv': people(400),
  };
  await using workspace = await makeWorkspace(files);
  const result = await pushplan(['drill', '--kills', '2', '--json'], { cwd: workspace.root, env: { CI: 'true' } });
  expect(result.json()).toMatchObject({ kills: 2, twice: 0, lost: 0, diagnostics: [] });
  expect(result.exitCode).toBe(0);
  expect(await readdir(workspace.root)).toHaveLength(3);
  expect(await leftovers()).toEqual(before);
});

test('reports campaigns that cannot be sent, and kills no process', async () => {
  const draft = campaignText({ more: 'draft: true' });
  await using workspace = await makeWorkspace({ 'hello.campaign.yaml': draft, 'people.csv': people(2) });
  const result = await pushplan(['drill'], { cwd: workspace.root });
  expect(result.exitCode).toBe(3);
  expect(result.stderr).toContain('PP545');
  await workspace.write('hello.campaign.yaml', campaignText({ title: '{{nick}}' }));
  const faulty = await pushplan(['drill'], { cwd: workspace.root });
  expect(faulty.exitCode).toBe(3);
  expect(faulty.stderr).toContain('unknown column nick');
});

test('Ctrl-C cuts the drill short, even before the first kill', async () => {
  await using workspace = await makeWorkspace({ 'hello.campaign.yaml': campaignText(), 'people.csv': people(2) });
  const before = await leftovers();
  const result = await pushplan(['drill'], { cwd: workspace.root, interrupt: AbortSignal.abort() });
  expect(result.exitCode).toBe(1);
  expect(result.stderr).toContain('PP547 cut short after 0 kills of 20');
  expect(await leftovers()).toEqual(before);
});

// pushplan plan --watch: plans only the campaigns whose inputs changed.
import { once } from 'node:events';
import { watch } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Clock } from '../../../src/delivery/clock.ts';
import { pushplan } from '../../support/cli.ts';
import { realClock } from '../../support/real-clock.ts';
import { save, startWatching } from '../../support/watching.ts';
import { campaignText, makeWorkspace, people, sandboxOnly } from '../../support/workspace.ts';

const files = {
  'a.campaign.yaml': campaignText({ id: 'a', campId: 1, file: 'a.csv', message: '{{> footer}}' }),
  'b.campaign.yaml': campaignText({ id: 'b', campId: 2, file: 'b.csv' }),
  'c.campaign.yaml': campaignText({ id: 'c', campId: 3, file: 'b.csv' }),
  'partials/footer.hbs': '{{> line}}',
  'partials/line.hbs': 'See you',
  'a.csv': people(2),
  'b.csv': people(3),
};

/** The ids of the campaigns that a plan shows. */
function shownIn(text: string): readonly string[] {
  return [...text.matchAll(/^\+ (\w+) /gmv)].map(([, id = '']) => id);
}

test('each input triggers the campaigns that use it: campaign, audience, partial of a partial, pushplan.yaml', async () => {
  await using workspace = await makeWorkspace(files);
  const watching = await startWatching(['plan', '--watch'], { cwd: workspace.root });
  const first = await watching.until(/Watching/v);
  expect(shownIn(first)).toEqual(['a', 'b', 'c']);
  const { stdout } = await pushplan(['plan'], { cwd: workspace.root });
  expect(first.startsWith(stdout.slice(0, stdout.indexOf('Next:')))).toBe(true);

  const steps: readonly (readonly [string, string, string, readonly string[]])[] = [
    ['b.campaign.yaml', campaignText({ id: 'b', campId: 2, file: 'b.csv', title: 'Hi' }), 'b.campaign.yaml', ['b']],
    ['a.csv', people(4), 'a.campaign.yaml', ['a']],
    ['b.csv', people(5), 'b.campaign.yaml, c.campaign.yaml', ['b', 'c']],
    ['partials/line.hbs', 'So long', 'a.campaign.yaml', ['a']],
    [
      'pushplan.yaml',
      `${sandboxOnly}policy: { max_recipients: 9 }\n`,
      'a.campaign.yaml, b.campaign.yaml, c.campaign.yaml',
      ['a', 'b', 'c'],
    ],
  ];
  for (const [path, text, head, shown] of steps) {
    await save(workspace, path, text);
    const round = await watching.until(/^Seal: pp1:.*\n/mv);
    expect(round.split('\n')[0]).toBe(head);
    expect(shownIn(round)).toEqual(shown);
  }
  expect(await watching.end()).toMatchObject({ exitCode: 0 });
});

test('each round prints the plan of the changed files', async () => {
  await using workspace = await makeWorkspace(files);
  const watching = await startWatching(['plan', '--watch'], { cwd: workspace.root });
  await watching.until(/Watching/v);
  await save(workspace, 'a.csv', people(7));
  const round = await watching.until(/^Seal: .*\n[^]*Next/mv);
  const { stdout } = await pushplan(['plan', 'a.campaign.yaml'], { cwd: workspace.root });
  expect(round).toBe(`a.campaign.yaml\n${stdout}`);
  await watching.end();
});

test('a campaign that cannot be planned is reported, and the others are planned', async () => {
  await using workspace = await makeWorkspace({ ...files, 'a.campaign.yaml': 'version: 1\nid: [\n' });
  const watching = await startWatching(['plan', '--watch'], { cwd: workspace.root });
  const first = await watching.until(/Watching/v);
  expect(first).toContain('error PP103 a.campaign.yaml:');
  expect(shownIn(first)).toEqual(['b', 'c']);
  await save(workspace, 'b.csv', 'email,name\nx@example.com\n');
  const ragged = await watching.until(/\d warning/v);
  expect(ragged).toMatch(/^b\.campaign\.yaml, c\.campaign\.yaml\nerror PP203 b\.csv:2/v);
  expect(shownIn(ragged)).toEqual([]);
  await save(workspace, 'a.campaign.yaml', files['a.campaign.yaml']);
  expect(shownIn(await watching.until(/^Seal/mv))).toEqual(['a']);
  await save(workspace, 'b.csv', people(1));
  expect(shownIn(await watching.until(/^Seal/mv))).toEqual(['b', 'c']);
  await watching.end();
});

test('campaigns that conflict are planned as soon as one of them is changed', async () => {
  await using workspace = await makeWorkspace(files);
  const watching = await startWatching(['plan', '--watch'], { cwd: workspace.root });
  await watching.until(/Watching/v);
  const text = campaignText({ id: 'c', campId: 2, file: 'b.csv' });
  await save(workspace, 'c.campaign.yaml', text);
  const clash = await watching.until(/\d warning/v);
  expect(clash).toMatch(/^b\.campaign\.yaml, c\.campaign\.yaml\nerror PP120 b\.campaign\.yaml/v);
  await save(workspace, 'c.campaign.yaml', text.replace('camp_id: 2', 'camp_id: 3'));
  expect(shownIn(await watching.until(/^Seal/mv))).toEqual(['b', 'c']);
  await watching.end();
});

test('an invalid workspace is reported once, and the later plan covers what changed meanwhile', async () => {
  await using workspace = await makeWorkspace(files);
  const watching = await startWatching(['plan', '--watch'], { cwd: workspace.root });
  await watching.until(/Watching/v);
  await save(workspace, 'pushplan.yaml', 'version: 2\n');
  expect(await watching.until(/\d warning/v)).toContain('error PP101 pushplan.yaml:1');
  await save(workspace, 'b.campaign.yaml', campaignText({ id: 'b', campId: 2, file: 'a.csv' }));
  await save(workspace, 'pushplan.yaml', sandboxOnly);
  const fixed = await watching.until(/^Seal/mv);
  expect(fixed).toMatch(/^b\.campaign\.yaml\n/v);
  expect(fixed).not.toContain('PP101');
  await watching.end();
});

test('new campaigns are planned and deleted ones are named; a changed ledger makes it plan all of them again', async () => {
  await using workspace = await makeWorkspace(files);
  const watching = await startWatching(['plan', '--watch'], { cwd: workspace.root });
  await watching.until(/Watching/v);
  await save(workspace, 'd.campaign.yaml', campaignText({ id: 'd', campId: 4, file: 'a.csv' }));
  expect(shownIn(await watching.until(/^Seal/mv))).toEqual(['d']);
  await rm(join(workspace.root, 'd.campaign.yaml'));
  expect(await watching.until(/gone/v)).toBe('d.campaign.yaml (gone)\n');
  await pushplan(['apply', '--yes'], { cwd: workspace.root });
  await save(workspace, 'a.csv', people(3));
  const settled = await watching.until(/^Seal/mv);
  expect(settled).toMatch(/^a\.campaign\.yaml, b\.campaign\.yaml, c\.campaign\.yaml\n/v);
  expect(settled).toContain('Plan: 1 to send, 0 to resend, 8 settled');
  await watching.end();
});

test('files that an apply writes beside its ledger trigger no round; any other file does', async () => {
  await using workspace = await makeWorkspace(files);
  const begun = Promise.withResolvers<string>();
  let last = '';
  // The command sleeps until a save is complete before it looks again.
  const sleep: Clock['sleep'] = async () => begun.resolve(last);
  const clock: Clock = { ...realClock, sleep };
  const watching = await startWatching(['plan', '--watch'], { cwd: workspace.root, clock });
  await watching.until(/Watching/v);
  // All watchers of a folder are notified of a change in the same tick.
  const ears = watch(workspace.root);
  for (last of ['.pushplan', 'sent.db-wal', 'sent.db-shm', 'notes.md']) {
    const heard = once(ears, 'change');
    await workspace.write(last, '');
    await heard;
    await setImmediate();
  }
  ears.close();
  expect(await begun.promise).toBe('notes.md');
  await watching.end();
});

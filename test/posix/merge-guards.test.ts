// The policy of the base applies, even if links or the case of letters make two paths look like one.
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan } from '../support/documents.ts';
import { campaignIn, expectNothingSent, makeMergingWorld } from '../support/merging.ts';
import { makeWorkspace } from '../support/workspace.ts';

const strict = 'policy: { max_recipients: 3 }';
const loose = 'policy: { max_recipients: 100000 }';

test('a workspace whose folder changes the case of its name sends nothing', async () => {
  await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(strict) }));
  await world.merge({ 'Push/pushplan.yaml': world.settings(loose), ...campaignIn('Push/', 400) }, ['push']);
  expectNothingSent(await world.send('Push'), [4, 4]);
});

test('a workspace whose file was called Pushplan.yaml sends nothing', async () => {
  await using world = await makeMergingWorld((settings) => ({ 'push/Pushplan.yaml': settings(strict) }));
  await world.merge({ 'push/pushplan.yaml': world.settings(loose), ...campaignIn('push/', 400) }, ['push']);
  expectNothingSent(await world.send('push'), [4, 4]);
});

test('through a link to the workspace, the base is that of the workspace', async () => {
  await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(strict) }));
  await world.merge({ 'push/pushplan.yaml': world.settings(loose), ...campaignIn('push/', 4) });
  await using elsewhere = await makeWorkspace();
  await symlink(join(world.repository.root, 'push'), join(elsewhere.root, 'link'));
  for (const more of [[], ['--env', 'local']]) {
    const planned = await world.run('', ['plan', '--base', 'HEAD^1', '--json', join(elsewhere.root, 'link'), ...more]);
    expect(planned.exitCode).toBe(4);
    const [plan] = readPlan(planned).campaigns;
    expect(plan?.limits[0]).toMatchObject({ guard: 'max_recipients', limit: '3', passed: false });
  }
});

test('a link that a change puts in the place of its folder has no base', async () => {
  await using world = await makeMergingWorld((settings) => ({ 'push/pushplan.yaml': settings(strict) }));
  const files = { 'other/pushplan.yaml': world.settings(loose), ...campaignIn('other/', 400) };
  await world.merge(files, ['push'], { push: 'other' });
  expectNothingSent(await world.send('push'), [4, 4]);
});

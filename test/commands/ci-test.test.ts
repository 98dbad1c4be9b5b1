// ci test: what a change says anew, on the phones that the base names; with nothing of the change's own pushplan.yaml.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { initRepository, runGit } from '../support/git-repository.ts';
import { makeSendingWorkspace, type SendingOptions, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const phones = 'test_recipients: [{ name: desk, email_env: DESK }]\ntest_camp_id: 9001';
const tests = ['ci', 'test', '--base', 'main', '--yes'];

/** Two campaigns on main, and a branch for the change. */
async function makeReviewed(options: SendingOptions = {}): Promise<SendingWorkspace> {
  const workspace = await makeSendingWorkspace(
    {
      'hello.campaign.yaml': campaignText({ title: 'Hello {{> name}}' }),
      'other.campaign.yaml': campaignText({ id: 'other', campId: 8 }),
      'partials/name.hbs': '{{name}}',
      'people.csv': people(3),
    },
    { more: phones, env: { DESK: 'desk@office.example', OTHER: 'somebody@example.com' }, ...options },
  );
  initRepository(workspace.root);
  runGit(workspace.root, ['checkout', '-q', '-b', 'change']);
  return workspace;
}

function testedIn(text: string): readonly string[] {
  return [...text.matchAll(/^\| `(?<id>[^`]+)`.*\| (?<outcome>[^\|]+) \|$/gmv)].map(
    ({ groups }) => `${groups?.['id'] ?? ''} ${groups?.['outcome'] ?? ''}`,
  );
}

test('what says the same is not sent; a partial, a campaign that is new and one that has moved are', async () => {
  await using workspace = await makeReviewed();
  const nothing = await workspace.run(...tests);
  expect(nothing).toMatchObject({ exitCode: 0, stderr: '' });
  expect(nothing.stdout).toBe('#### Tested: nothing\n\nNo campaign differs from the base.\n');
  await workspace.write('people.csv', people(5));
  expect((await workspace.run(...tests)).stdout).toBe(nothing.stdout);
  await workspace.write('partials/name.hbs', 'dear {{name}}');
  await workspace.write('new.campaign.yaml', campaignText({ id: 'new', campId: 9 }));
  const tested = await workspace.run(...tests);
  expect(tested).toMatchObject({ exitCode: 0, stderr: '' });
  expect(testedIn(tested.stdout)).toEqual(['hello accepted', 'new accepted']);
  const arrivals = await workspace.arrivals();
  expect(arrivals.map(({ notification }) => notification['identifiers'])).toEqual(
    ['hello', 'new'].map(() => ({ 'INSIDER.email': 'desk@office.example' })),
  );
  expect(arrivals[0]?.notification).toMatchObject({
    camp_id: 9001,
    title: expect.stringMatching(/^\[test\] Hello dear/v),
  });
  expect(JSON.stringify(tested) + JSON.stringify(arrivals)).not.toMatch(/person\d|office\.example.*tested/v);
});

function looking(title: string): string {
  const more = 'data: { gifts: { file: tables/gifts.csv, key: name } }';
  return campaignText({ title: `${title} {{find 'gifts' name 'gift'}}`, more });
}

test('a table that is never committed is no change', async () => {
  const gifts = [0, 1, 2].map((number) => `Person ${number},Gift ${number}`);
  await using data = await makeWorkspace({ 'tables/gifts.csv': ['name,gift', ...gifts, ''].join('\n') });
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': looking('For you:'), 'people.csv': people(3) },
    { more: `${phones}\ndata_dir: ${data.root}`, env: { DESK: 'desk@office.example' } },
  );
  initRepository(workspace.root);
  runGit(workspace.root, ['checkout', '-q', '-b', 'change']);
  expect(await workspace.run(...tests)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('nothing') });
  await workspace.write('hello.campaign.yaml', looking('Only for you:'));
  expect(testedIn((await workspace.run(...tests)).stdout)).toEqual(['hello accepted']);
});

test('pushplan.yaml of the change decides nothing, and one that the base does not have is refused', async () => {
  await using workspace = await makeReviewed();
  await workspace.write('hello.campaign.yaml', campaignText());
  await workspace.write(
    'pushplan.yaml',
    'version: 1\nenvironments: { sandbox: { endpoint: sandbox } }\ntest_recipients: []\n',
  );
  expect(testedIn((await workspace.run(...tests)).stdout)).toEqual(['hello accepted']);
  expect(workspace.sandbox.stats().requests).toBe(1);
  await workspace.write(
    'campaigns/pushplan.yaml',
    `version: 1\nenvironments: { sandbox: { endpoint: sandbox } }\n${phones}\n`,
  );
  await workspace.write('campaigns/hello.campaign.yaml', campaignText());
  const nested = await workspace.run(...tests);
  expect(nested.exitCode).toBe(4);
  expect(nested.stdout).toMatch(/^#### Tested: nothing\n\n- \*\*main has no campaigns\/pushplan\.yaml.*error PP168\)/v);
  expect(workspace.sandbox.stats().requests).toBe(1);
});

test('what is wrong with one campaign keeps no other from its test; more than ten are not tried', async () => {
  await using workspace = await makeReviewed();
  const ids = Array.from({ length: 12 }, (_, index) => `c${String(index).padStart(2, '0')}`);
  for (const [index, id] of ids.entries()) {
    const audience = id === 'c00' ? 'nobody.csv' : 'people.csv';
    await workspace.write(`${id}.campaign.yaml`, campaignText({ id, campId: index + 20, file: audience }));
  }
  await workspace.write('nobody.csv', people(0));
  const tested = await workspace.run(...tests);
  expect(tested.exitCode).toBe(3);
  expect(testedIn(tested.stdout)).toEqual([...ids.slice(1, 10).map((id) => `${id} accepted`), 'c00 **not sent**']);
  expect(tested.stdout).toMatch(
    /^- \*\*c00 has no row that would be sent\*\* \(`c00\.campaign\.yaml:\d+`, error PP535\)/mv,
  );
  expect(tested.stdout).toContain('Not tried, since a test is of few: `c10`, `c11`.');
  const { json } = await workspace.run(...tests, '--json');
  expect(json()).toMatchObject({ format_version: '1.0', tests: { length: 9 }, untried: ['c10', 'c11'] });
});

test('a key that is refused ends it, with 10, and says so in the table', async () => {
  await using workspace = await makeReviewed({ apiKeys: ['another-key'] });
  await workspace.write('hello.campaign.yaml', campaignText());
  await workspace.write('other.campaign.yaml', campaignText({ id: 'other', campId: 8, title: 'Other' }));
  const refused = await workspace.run(...tests);
  expect(refused.exitCode).toBe(10);
  expect(testedIn(refused.stdout)).toEqual(['hello **not sent**']);
  expect(refused.stdout).toMatch(/error PP401[^]*`other`\.$/mv);
  expect(workspace.sandbox.stats().requests).toBe(1);
});

test.each([
  [['ci', 'test', '--yes'], 3, 'PP502'],
  [['ci', 'test', '--base', 'main'], 3, 'PP503'],
  [['ci', 'test', '--base', 'mian', '--yes'], 3, 'PP161'],
  [[...tests, '--to', 'dsk'], 3, 'PP532'],
] as const)('%j ends with %i, and nothing is sent', async (argv, exitCode, code) => {
  await using workspace = await makeReviewed();
  await workspace.write('hello.campaign.yaml', campaignText());
  const refused = await workspace.run(...argv);
  expect(refused.exitCode).toBe(exitCode);
  expect(refused.stderr).toContain(code);
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test('a campaign that the change removes is not tested', async () => {
  await using workspace = await makeReviewed();
  await rm(join(workspace.root, 'other.campaign.yaml'));
  expect((await workspace.run(...tests)).stdout).toContain('Tested: nothing');
});

// ci test: sends the changed texts of a pull request to the test phones of the base. The change's own pushplan.yaml has no effect.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readCiTest, readDiagnostics } from '../support/documents.ts';
import { initRepository, runGit } from '../support/git-repository.ts';
import {
  localKey,
  makeSendingWorkspace,
  type SendingOptions,
  type SendingWorkspace,
} from '../support/sending-workspace.ts';
import { untilRequests } from '../support/until-requests.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const phones = 'test_recipients: [{ name: desk, email_env: DESK }]\ntest_camp_id: 9001';
const tests = ['ci', 'test', '--base', 'main', '--yes'];

/** Creates two campaigns on main, and a branch for the change. */
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

test('an unchanged text is not sent; a changed partial and a new campaign are', async () => {
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

test('a table of the data folder is not a change', async () => {
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

function sampled(id: string, campId: number, samples: string, title = 'Hello {{name}}'): string {
  const audience = `{ file: people.csv, samples: ${samples} }`;
  return campaignText({ id, campId, title }).replace('{ file: people.csv }', audience);
}

function sampleOf(name: string): string {
  return `email,name\nada@example.com,${name}\n`;
}

test('samples that are never committed are not a change; samples in git are', async () => {
  await using data = await makeWorkspace({ 'samples/far.csv': sampleOf('Ada') });
  await using workspace = await makeSendingWorkspace(
    {
      'far.campaign.yaml': sampled('far', 8, 'samples/far.csv'),
      'hello.campaign.yaml': sampled('hello', 7, 'near.csv'),
      'near.csv': sampleOf('Ada'),
      'people.csv': people(3),
      '.gitignore': '.pushplan\nnear.csv\n',
    },
    { more: `${phones}\ndata_dir: ${data.root}`, env: { DESK: 'desk@office.example' } },
  );
  const repository = initRepository(workspace.root);
  expect(await workspace.run(...tests)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('nothing') });
  await workspace.write('hello.campaign.yaml', sampled('hello', 7, 'near.csv', 'Good day {{name}}'));
  expect(testedIn((await workspace.run(...tests)).stdout)).toEqual(['hello accepted']);
  repository.git('add', '--force', 'near.csv');
  repository.commit();
  await workspace.write('near.csv', sampleOf('Bo'));
  expect(testedIn((await workspace.run(...tests)).stdout)).toEqual(['hello accepted']);
});

test('pushplan.yaml of the change has no effect, and a workspace that the base does not have is refused', async () => {
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

test('an error in one campaign does not keep others from being tested; more than ten are not tried', async () => {
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
  expect(tested.stdout).toContain('Not tested, since a test covers 10 campaigns at most: `c10`, `c11`.');
  expect(readCiTest(await workspace.run(...tests, '--json'))).toMatchObject({
    environment: 'local',
    commit: null,
    tests: { length: 9 },
    failed: [{ campaign: 'c00', file: 'c00.campaign.yaml', diagnostics: [{ code: 'PP535' }] }],
    untested: ['c10', 'c11'],
    diagnostics: [],
  });
});

test('a file that cannot be parsed is listed and does not keep others from being tested; it is ignored if the base has it too', async () => {
  await using workspace = await makeReviewed();
  const torn = 'version: 1\nid: torn\n  - [\n';
  await workspace.write('torn.campaign.yaml', torn);
  expect(testedIn((await workspace.run(...tests)).stdout)).toEqual(['torn.campaign.yaml **not sent**']);
  await workspace.write('hello.campaign.yaml', campaignText({ title: 'Welcome' }));
  await workspace.write('bytes.campaign.yaml', Buffer.of(0xff, 0xfe, 0x00));
  const tested = await workspace.run(...tests);
  expect(tested.exitCode).toBe(3);
  expect(testedIn(tested.stdout)).toEqual([
    'hello accepted',
    'bytes.campaign.yaml **not sent**',
    'torn.campaign.yaml **not sent**',
  ]);
  expect(tested.stdout).toMatch(/\(`torn\.campaign\.yaml:\d+`, error PP\d+\)/v);
  const { tests: sent, failed } = readCiTest(await workspace.run(...tests, '--json'));
  expect(sent).toMatchObject([{ campaign: 'hello' }]);
  expect(failed).toMatchObject([
    { campaign: null, file: 'bytes.campaign.yaml' },
    { campaign: null, file: 'torn.campaign.yaml' },
  ]);
  runGit(workspace.root, ['add', '.']);
  runGit(workspace.root, ['commit', '-q', '-m', 'torn']);
  expect((await workspace.run('ci', 'test', '--base', 'HEAD', '--yes')).stdout).toContain('Tested: nothing');
});

test('Ctrl-C ends it with 8 after the pending answer, and reports what was not tested', async () => {
  await using workspace = await makeReviewed({ latency: { sent: 300, none: 300, jitter: 0 } });
  await workspace.write('hello.campaign.yaml', campaignText());
  await workspace.write('other.campaign.yaml', campaignText({ id: 'other', campId: 8, title: 'Other' }));
  await workspace.write('third.campaign.yaml', campaignText({ id: 'third', campId: 9 }));
  const interrupt = new AbortController();
  const env = { KEY: localKey, DESK: 'desk@office.example' };
  const running = pushplan([...tests, '--json'], { cwd: workspace.root, env, interrupt: interrupt.signal });
  await untilRequests(workspace.sandbox, 1, [running]);
  interrupt.abort();
  const result = await running;
  expect(result.exitCode).toBe(8);
  expect(readCiTest(result)).toMatchObject({
    tests: [{ campaign: 'hello', totals: { accepted: 1 } }],
    failed: [],
    untested: ['other', 'third'],
    diagnostics: [{ code: 'PP541', message: 'interrupted: 2 campaigns not tested' }],
  });
  expect(workspace.sandbox.stats().requests).toBe(1);
});

test('a table that git ignores is the same on both sides; a table in git is not', async () => {
  const data = 'data: { shops: { file: shops.csv, key: id } }';
  const title = "{{find 'shops' '1' 'name'}}";
  await using workspace = await makeReviewed();
  const git = (...words: readonly string[]): unknown => runGit(workspace.root, words);
  await workspace.write('.gitignore', 'shops.csv\n');
  await workspace.write('shops.csv', 'id,name\n1,Berlin\n');
  await workspace.write('shop.campaign.yaml', `${campaignText({ id: 'shop', campId: 9, title })}\n${data}\n`);
  git('add', '.');
  git('commit', '-q', '-m', 'shops');
  const since = ['ci', 'test', '--base', 'HEAD', '--yes'];
  expect((await workspace.run(...since)).stdout).toContain('Tested: nothing');
  git('add', '-f', 'shops.csv');
  git('commit', '-q', '-m', 'with its rows');
  await workspace.write('shops.csv', 'id,name\n1,Hamburg\n');
  expect(testedIn((await workspace.run(...since)).stdout)).toEqual(['shop accepted']);
});

test('outside of git the only advice is to use a clone', async () => {
  await using workspace = await makeSendingWorkspace({ 'hello.campaign.yaml': campaignText() }, { more: phones });
  const [refused] = readDiagnostics(await workspace.run(...tests, '--json'));
  expect(refused).toMatchObject({
    code: 'PP160',
    help: 'Run it in a clone. In CI, check the repository out with git.',
  });
});

test('a refused key ends it with 10 and is shown in the table', async () => {
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

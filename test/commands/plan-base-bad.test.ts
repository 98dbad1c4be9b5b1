// pushplan plan --base with a base that is missing, broken or different: reports the problem clearly, and plans what is possible.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readPlan } from '../support/documents.ts';
import { makeRepository, runGit } from '../support/git-repository.ts';
import { compareCampaign, planWithBase, runWithBase, tellFindings } from '../support/plan-with-base.ts';
import { campaignText, makeWorkspace, people, sandboxOnly } from '../support/workspace.ts';

const good = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(5) };
const other = {
  'other.campaign.yaml': campaignText({ id: 'other', campId: 8, file: 'others.csv' }),
  'others.csv': people(2),
};
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
function withPolicy(most: number): string {
  return `${sandboxOnly}policy: { max_recipients: ${most} }\n`;
}

const unknown = { status: 'unknown', joins: 0, leaves: 0, stays: 0, changed: 0, send_before: 0, resend_before: 0 };

describe('refused with exit code 3 and nothing on stdout', () => {
  test.each([
    ['no repository', ['plan', '--base', 'main'], 'PP160'],
    ['an unknown ref', ['plan', '--base', 'mian'], 'PP161'],
    ['an option for git', ['plan', '--base=--output=x'], 'PP161'],
  ])('%s', async (what, argv, code) => {
    await using place = what === 'no repository' ? await makeWorkspace(good) : await makeRepository(good);
    const result = await pushplan(argv, { cwd: place.root });
    expect(result.exitCode).toBe(3);
    expect(result.stdout).toBe('');
    expect(result.stderr).toContain(`error ${code}`);
    expect(result.stderr).toContain('help:');
  });

  test('a shallow clone', async () => {
    await using origin = await makeRepository(good);
    await origin.write('people.csv', people(6));
    origin.commit();
    await using clones = await makeWorkspace();
    runGit(clones.root, ['clone', '-q', '--depth', '1', `file://${origin.root}`, 'clone']);
    const result = await pushplan(['plan', '--base', 'HEAD~1'], { cwd: join(clones.root, 'clone') });
    expect(result.exitCode).toBe(3);
    expect(result.stderr).toContain('error PP162');
    expect(result.stderr).toContain('fetch-depth: 0');
  });
});

test.each(['validate', 'plan', 'apply --yes'])('%s refuses a Git LFS pointer as an audience', async (command) => {
  await using workspace = await makeWorkspace({ ...good, 'people.csv': pointer });
  const result = await pushplan(command.split(' '), { cwd: workspace.root });
  expect(result.exitCode).toBe(3);
  expect(result.stdout + result.stderr).toContain('error PP164 hello.campaign.yaml:4:19');
  expect(result.stdout + result.stderr).toContain('git lfs pull');
});

describe('a campaign of the base that cannot be read', () => {
  test.each([
    ['is not YAML', { 'hello.campaign.yaml': 'id: [' }, 'PP163', 'in main, hello.campaign.yaml:1:6:'],
    [
      'does not fit the schema',
      { 'hello.campaign.yaml': campaignText({ more: 'sond: x' }) },
      'PP163',
      'hello.campaign.yaml:3:1: unknown key "sond"',
    ],
    [
      'has a broken template',
      { 'hello.campaign.yaml': campaignText({ title: '{{#if name}}' }) },
      'PP163',
      'hello.campaign.yaml:9:11: the block {{#if}} is not closed',
    ],
    [
      'names an unknown column',
      { 'hello.campaign.yaml': campaignText({ title: '{{nmae}}' }) },
      'PP163',
      'unknown column nmae',
    ],
    [
      'calls a partial that is not UTF-8',
      { 'hello.campaign.yaml': campaignText({ title: '{{> p}}' }), 'partials/p.hbs': Buffer.from([0xff]) },
      'PP163',
      'there is no partial p',
    ],
    ['has a broken audience', { 'people.csv': 'email,name\na@example.com\n' }, 'PP163', 'in main, people.csv:2: row 1'],
    ['has an empty audience', { 'people.csv': '' }, 'PP163', 'the audience file is empty'],
    ['has a Git LFS pointer', { 'people.csv': pointer }, 'PP164', 'people.csv is a Git LFS pointer'],
  ])('one that %s', async (_, broken, code, words) => {
    await using repository = await makeRepository({ ...good, ...other, ...broken });
    if ('partials/p.hbs' in broken) await rm(join(repository.root, 'partials'), { recursive: true });
    for (const [path, text] of Object.entries(good)) await repository.write(path, text);
    const { campaigns } = await planWithBase(repository);
    const [hello, untouched] = campaigns;
    expect(hello).toMatchObject({ comparison: unknown, changes: [], counts: { send: 5 } });
    const [finding] = tellFindings(hello?.diagnostics ?? []);
    expect(finding).toContain(`warning ${code} hello.campaign.yaml: in main, `);
    expect(finding).toContain(words);
    expect(untouched?.comparison).toMatchObject({ status: 'unchanged', stays: 2 });
  });

  test('one whose audience is in a submodule', async () => {
    await using inner = await makeRepository({ 'people.csv': people(5) });
    await using repository = await makeRepository({ 'hello.campaign.yaml': campaignText({ file: 'data/people.csv' }) });
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'data');
    repository.commit();
    const { comparison, counts, diagnostics } = await compareCampaign(repository);
    expect({ comparison, send: counts.send }).toEqual({ comparison: unknown, send: 5 });
    expect(tellFindings(diagnostics)[0]).toContain(
      'warning PP165 hello.campaign.yaml: in main, hello.campaign.yaml:4:',
    );
    repository.git('submodule', '--quiet', 'deinit', '--force', 'data');
    const result = await runWithBase(repository);
    expect(result.exitCode).toBe(3);
    expect(result.stderr).toContain('error PP165 hello.campaign.yaml:4:');
  });
});

test('an audience that is never committed is taken from here on both sides', async () => {
  await using repository = await makeRepository({ 'hello.campaign.yaml': campaignText() });
  await repository.write('people.csv', people(5));
  const same = await compareCampaign(repository);
  expect(same.comparison).toMatchObject({ status: 'unchanged', stays: 5 });
  await repository.write('hello.campaign.yaml', campaignText({ title: 'Hi {{name}}' }));
  const changed = await compareCampaign(repository);
  expect(changed.comparison).toMatchObject({ status: 'changed', joins: 0, leaves: 0, stays: 5, changed: 5 });
  for (const { diagnostics } of [same, changed]) {
    expect(tellFindings(diagnostics)[0]).toContain('warning PP163 hello.campaign.yaml: people.csv is not in main');
  }
});

describe('the workspace of the base', () => {
  test('is missing: the plan is shown, everything is new, and it cannot send anything', async () => {
    await using repository = await makeRepository({ 'readme.txt': '' });
    repository.git('rm', '-q', '--cached', 'pushplan.yaml');
    repository.git('commit', '-q', '-m', 'without');
    for (const [path, text] of Object.entries(good)) await repository.write(path, text);
    const { campaigns, diagnostics } = await planWithBase(repository);
    expect(campaigns[0]).toMatchObject({ comparison: { status: 'new', joins: 5 }, counts: { send: 5 } });
    expect(tellFindings(diagnostics)).toEqual([
      'error PP168 pushplan.yaml: main has no pushplan.yaml, whose policy would guard this plan: it can send nothing',
    ]);
    const shown = await runWithBase(repository);
    expect(shown.exitCode).toBe(4);
    expect(shown.stdout.replaceAll(/\s+/gv, ' ')).toContain(
      'Merge pushplan.yaml first, in a pull request of its own; campaigns follow in the next.',
    );
    expect(shown.stdout).toContain('Blocked by 1 error: apply sends nothing of this plan.');
    const comment = await runWithBase(repository, '--format', 'markdown');
    expect(comment.stdout).toMatch(/^### Blocked: merging sends nothing until \*\*1 error\*\*/v);
  });

  test('cannot be read: no limit is looser than the default, and campaigns are compared', async () => {
    await using repository = await makeRepository({
      ...good,
      'people.csv': `${people(98)},Ana\n,Bo\n`,
      'pushplan.yaml': 'version: 2\n',
    });
    await repository.write('pushplan.yaml', `${sandboxOnly}policy: { max_invalid: 50%, max_recipients: 200000 }\n`);
    const result = await runWithBase(repository, '--json');
    expect(result.exitCode).toBe(4);
    const { campaigns, diagnostics } = readPlan(result);
    expect(campaigns[0]?.comparison).toMatchObject({ status: 'unchanged', stays: 98 });
    expect(campaigns[0]?.limits.find(({ guard }) => guard === 'max_recipients')?.limit).toBe('100000');
    expect(tellFindings(diagnostics)[0]).toContain('warning PP163 pushplan.yaml: in main, pushplan.yaml:');
  });

  test('has a stricter policy: a pull request cannot loosen its own guard', async () => {
    await using repository = await makeRepository({ ...good, 'pushplan.yaml': withPolicy(3) });
    await repository.write('pushplan.yaml', withPolicy(1000));
    expect((await pushplan(['plan'], { cwd: repository.root })).exitCode).toBe(0);
    const blocked = await runWithBase(repository);
    expect(blocked.exitCode).toBe(4);
    expect(blocked.stdout.replaceAll(/\s+/gv, ' ')).toContain('this is the policy of main');
    await repository.write('pushplan.yaml', withPolicy(1));
    expect((await pushplan(['plan'], { cwd: repository.root })).exitCode).toBe(4);
  });
});

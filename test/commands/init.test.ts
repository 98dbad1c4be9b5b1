// pushplan init: creates a workspace that works at once, and overwrites nothing.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics, readDocument, readPlan, readRun } from '../support/documents.ts';
import { readRepositoryFile, repositoryRoot } from '../support/repository.ts';
import { makeWorkspace } from '../support/workspace.ts';

test('the new workspace passes validate and is sent to the sandbox', async () => {
  await using folder = await makeWorkspace();
  const made = await pushplan(['init', 'demo'], { cwd: folder.root });
  expect(made.exitCode).toBe(0);
  expect(made.stdout).toContain('A workspace in demo:');
  expect(made.stdout).toContain('cd demo');
  const cwd = join(folder.root, 'demo');
  expect((await pushplan(['validate'], { cwd })).stdout).toBe('1 campaign, no findings\n');
  expect(readPlan(await pushplan(['plan', '--json'], { cwd })).totals).toMatchObject({ rows: 6, send: 5, removed: 1 });
  const applied = await pushplan(['apply', '--yes', '--json'], { cwd });
  expect(applied.exitCode).toBe(0);
  expect(readRun(applied).totals.planned).toBe(5);
});

test('the files that init copies are a valid workspace themselves', async () => {
  const checked = await pushplan(['validate'], { cwd: join(repositoryRoot, 'src/scaffold/files') });
  expect(checked).toMatchObject({ exitCode: 0, stdout: '1 campaign, no findings\n' });
});

test('the schemas are where the modelines point, and the ledger is ignored by git', async () => {
  await using folder = await makeWorkspace();
  await pushplan(['init', 'demo'], { cwd: folder.root });
  const read = (path: string): Promise<string> => readFile(join(folder.root, 'demo', path), 'utf8');
  for (const [file, schema] of [
    ['pushplan.yaml', 'workspace'],
    ['welcome.campaign.yaml', 'campaign'],
  ] as const) {
    const path = `schema/${schema}.schema.json`;
    expect((await read(file)).split('\n')[0]).toBe(`# yaml-language-server: $schema=${path}`);
    expect(await read(path)).toBe(readRepositoryFile(path));
  }
  expect(await read('.gitignore')).toContain('.pushplan/');
  expect(await read('.gitattributes')).toMatch(/^\*\.yaml text eol=lf$[^]*^\*\.csv -text$/mv);
  expect(JSON.parse(await read('.vscode/extensions.json'))).toEqual({ recommendations: ['redhat.vscode-yaml'] });
  expect(await read('README.md')).toContain('pushplan apply');
  expect(await read('pushplan.yaml')).toContain('ledger_env: PUSHPLAN_LEDGER');
});

test('the workspace gets an id of its own, and the first campaign the name of its folder', async () => {
  await using folder = await makeWorkspace();
  const ids = new Map<string, string>();
  for (const dir of ['push', 'Push & co', 'Étoile 2', '日本', 'init-branch', 'a'.repeat(120)]) {
    expect((await pushplan(['init', dir, '--json'], { cwd: folder.root })).exitCode).toBe(0);
    const read = (path: string): Promise<string> => readFile(join(folder.root, dir, path), 'utf8');
    const id = /^workspace_id: (?<id>\S+) # /mv.exec(await read('pushplan.yaml'))?.groups?.['id'] ?? '';
    const campaign = /^id: (?<id>\S+) # /mv.exec(await read('welcome.campaign.yaml'))?.groups?.['id'] ?? '';
    expect(await read('README.md')).toContain(`    npx pushplan render ${campaign}   the notifications`);
    const rendered = await pushplan(['render', campaign, '--limit', '1'], { cwd: join(folder.root, dir) });
    expect(rendered.exitCode, rendered.stderr).toBe(0);
    ids.set(id, campaign);
  }
  expect([...ids.values()]).toEqual([
    'push-welcome',
    'push-co-welcome',
    'etoile-2-welcome',
    'welcome',
    'init-branch-welcome',
    `${'a'.repeat(52)}-welcome`,
  ]);
  for (const id of ids.keys()) expect(id).toMatch(/^ws_[a-z0-9]{12}$/v);
});

test.each(['daily', '17 6 * *', '17 6 * * MON', '@daily', '17 6 * * * *'])('--cron %j is refused', async (cron) => {
  await using folder = await makeWorkspace();
  const refused = await pushplan(['init', 'demo', '--cron', cron, '--json'], { cwd: folder.root });
  expect(refused.exitCode).toBe(3);
  expect(readDiagnostics(refused)).toMatchObject([{ code: 'PP502' }]);
});

test('jobs that were asked for are explained, even if existing CI files are unchanged', async () => {
  await using folder = await makeWorkspace({ '.git/HEAD': '' });
  const options = ['--cron', '17 6 * * *', '--fetch-in-pull-requests'];
  const first = await pushplan(['init', 'push', ...options], { cwd: folder.root });
  expect(first.stdout).toContain('with the credentials of the environment push-data');
  expect(first.stdout).toContain('unless pushplan.yaml names a data_store');
  const page = await readFile(join(folder.root, 'push/README.md'), 'utf8');
  expect(page).toContain('The job `Scheduled` runs at `17 6 * * *` (UTC).');
  expect(page).toContain('`push-data`, **with required reviewers**');
  const second = await pushplan(['init', 'more', ...options], { cwd: folder.root });
  expect(second.stdout).toContain(`../${gitlab} lacks these jobs: `);
});

test('--json lists the files', async () => {
  await using folder = await makeWorkspace();
  const result = await pushplan(['init', 'demo', '--json'], { cwd: folder.root });
  const { files } = readDocument('init', result) as { files: readonly string[] };
  const made = await readdir(join(folder.root, 'demo'), { recursive: true, withFileTypes: true });
  expect(files).toHaveLength(made.filter((entry) => entry.isFile()).length);
  expect(files).toContain('welcome.campaign.yaml');
});

test('refuses to overwrite, names every file in the way, and writes nothing', async () => {
  await using folder = await makeWorkspace({ 'pushplan.yaml': 'mine', 'audiences/newcomers.csv': 'mine too' });
  const before = await readdir(folder.root, { recursive: true });
  const result = await pushplan(['init', '--json'], { cwd: folder.root });
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result).map(({ code, file }) => [code, file])).toEqual([
    ['PP505', 'pushplan.yaml'],
    ['PP505', 'audiences/newcomers.csv'],
  ]);
  expect(await readdir(folder.root, { recursive: true })).toEqual(before);
  expect(await readFile(join(folder.root, 'pushplan.yaml'), 'utf8')).toBe('mine');
});

test.each([
  ['.git', '.git, which is a folder of git'],
  ['.git/hooks/push', '.git, which is a folder of git'],
  ['node_modules/push', 'node_modules, which is a folder of npm'],
])('a workspace cannot be in %s', async (dir, place) => {
  await using folder = await makeWorkspace({ '.git/HEAD': 'ref: refs/heads/main\n' });
  const before = await readdir(folder.root, { recursive: true });
  const result = await pushplan(['init', dir], { cwd: folder.root });
  expect(result).toMatchObject({ exitCode: 3, stdout: '' });
  const said = result.stderr.replaceAll(/\s+/gv, ' ');
  expect(said).toContain(`error PP505 a workspace cannot be in ${place}`);
  expect(said).toContain('help: Nothing was written. Choose another folder: pushplan init DIR.');
  expect(await readdir(folder.root, { recursive: true })).toEqual(before);
});

test('folders with similar names are accepted', async () => {
  await using folder = await makeWorkspace();
  for (const dir of ['push.git', 'node_modules_push']) {
    expect((await pushplan(['init', dir], { cwd: folder.root })).exitCode).toBe(0);
  }
});

test('files of other tools stay unchanged, and the lines to add are printed', async () => {
  const mine = { 'README.md': 'mine', '.gitignore': 'node_modules/\r\n', '.vscode/settings.json': '{}' };
  await using folder = await makeWorkspace();
  for (const [path, text] of Object.entries(mine)) await folder.write(`push/${path}`, text);
  const { exitCode, stdout } = await pushplan(['init', 'push'], { cwd: folder.root });
  expect(exitCode).toBe(0);
  for (const [path, text] of Object.entries(mine)) {
    expect(stdout).toContain(`  ${path} already exists, and is unchanged\n`);
    expect(await readFile(join(folder.root, 'push', path), 'utf8')).toBe(text);
  }
  expect(stdout).toContain('Add to .gitignore:\n  .pushplan/\n');
  expect(stdout).toContain('\n  PUSHPLAN.md           how to let CI');
  expect(await readFile(join(folder.root, 'push/PUSHPLAN.md'), 'utf8')).toContain('pushplan');
});

const workflow = '.github/workflows/pushplan.yml';
const gitlab = '.gitlab/pushplan.gitlab-ci.yml';

test('in a repository the CI files go to its root, and the README and the output say so', async () => {
  await using folder = await makeWorkspace({ '.git/HEAD': '' });
  const made = await pushplan(['init', 'marketing/push'], { cwd: folder.root });
  expect(made.stdout).toContain(`  ../../${workflow}\n  ../../${gitlab}\n`);
  expect(await readFile(join(folder.root, workflow), 'utf8')).toContain('working-directory: "marketing/push"');
  expect(await readFile(join(folder.root, 'marketing/push/README.md'), 'utf8')).toContain(`../../${workflow}`);
});

test('without a repository, and in the root of one, they go into the workspace', async () => {
  await using folder = await makeWorkspace();
  for (const dir of ['alone', 'rooted']) {
    if (dir === 'rooted') await folder.write('rooted/.git', 'gitdir: elsewhere\n');
    const { stdout } = await pushplan(['init', dir], { cwd: folder.root });
    for (const path of [workflow, gitlab]) expect(stdout).toContain(`\n  ${path}\n`);
    expect(stdout.includes('There is no git repository here.')).toBe(dir === 'alone');
    const text = await readFile(join(folder.root, dir, workflow), 'utf8');
    expect(text).not.toContain('working-directory');
    expect(text).not.toContain('paths:');
  }
});

test.each([
  ['main', {}],
  ['main', { '.git/HEAD': 'ref: refs/heads/sale\n' }],
  ['master', { '.git/HEAD': 'ref: refs/heads/master\n' }],
  [
    'trunk',
    { '.git/HEAD': 'ref: refs/heads/master\n', '.git/refs/remotes/origin/HEAD': 'ref: refs/remotes/origin/trunk\n' },
  ],
  [
    'main',
    { '.git/HEAD': 'ref: refs/heads/master[x]\n', '.git/refs/remotes/origin/HEAD': 'ref: refs/remotes/origin/a*\n' },
  ],
])('sends from %s, which the workflow and the README name: %j', async (branch, files) => {
  await using folder = await makeWorkspace({ '.git/config': '', ...files });
  const { stdout } = await pushplan(['init', 'push'], { cwd: folder.root });
  expect(stdout).not.toContain('no git repository');
  expect(await readFile(join(folder.root, workflow), 'utf8')).toMatch(
    new RegExp(`^  push:\\n.*\\n    branches: \\[${branch}\\]$`, 'mv'),
  );
  expect(await readFile(join(folder.root, 'push/README.md'), 'utf8')).toContain(`protect \`${branch}\``);
});

test('existing CI files are not changed; a second workspace gets a workflow of its own', async () => {
  await using folder = await makeWorkspace({ '.git/HEAD': '', [workflow]: 'mine' });
  const second = await pushplan(['init', 'Push & co'], { cwd: folder.root });
  expect(second.stdout).toContain('../.github/workflows/pushplan-Push-co.yml\n');
  expect(second.stdout).not.toContain('stays as it is');
  const own = await readFile(join(folder.root, '.github/workflows/pushplan-Push-co.yml'), 'utf8');
  expect(own).toContain('push-Push-co-');
  expect(own).toContain("hashFiles('Push*co/package-lock.json')");
  expect(own).toContain('working-directory: "Push & co"');
  const third = await pushplan(['init', 'more', '--json'], { cwd: folder.root });
  const { files, kept } = third.json() as { readonly files: readonly string[]; readonly kept: readonly string[] };
  expect(kept).toEqual([`../${gitlab}`]);
  expect(files).toContain('../.github/workflows/pushplan-more.yml');
  await folder.write('root/.git', 'gitdir: elsewhere\n');
  await folder.write(`root/${workflow}`, 'mine');
  expect((await pushplan(['init', 'root'], { cwd: folder.root })).stdout).toContain(
    `  ${workflow} already exists, and is unchanged\n`,
  );
  for (const path of [workflow, `root/${workflow}`])
    expect(await readFile(join(folder.root, path), 'utf8')).toBe('mine');
});

test('workspaces with names in different scripts do not share a workflow, its groups or a comment', async () => {
  await using folder = await makeWorkspace({ '.git/HEAD': '', [workflow]: 'mine' });
  const names: (readonly string[])[] = [];
  for (const name of ['ü', 'ö', 'u', '日本', '東京', 'push/ü']) {
    const made = await pushplan(['init', name, '--json'], { cwd: folder.root });
    const { files, kept } = made.json() as { readonly files: readonly string[]; readonly kept: readonly string[] };
    expect(kept.filter((file) => file.includes('/workflows/'))).toEqual([]);
    const file = files.find((one) => one.includes('/workflows/')) ?? '';
    const text = await readFile(join(folder.root, name, file), 'utf8');
    const [, group = ''] = /^ +group: (?<group>\S+)-production$/mv.exec(text) ?? [];
    const [, comment = ''] = / --workspace (?<comment>\S+)/v.exec(text) ?? [];
    expect(comment).toMatch(/^[A-Za-z0-9]/v);
    names.push([file.replace(/^(?:\.\.\/)+/v, ''), group, comment]);
  }
  for (const kind of [0, 1, 2]) expect(new Set(names.map((one) => one[kind])).size).toBe(names.length);
  expect(names[2]).toEqual(['.github/workflows/pushplan-u.yml', 'push-u', 'u']);
  expect(names[0]?.[0]).toMatch(/\/pushplan-u-[0-9a-f]{8}\.yml$/v);
});

const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(readRepositoryFile('package.json'));
const engines = { pg: devDependencies['pg'], 'pg-boss': devDependencies['pg-boss'] };

test('npm installs exact versions and runs no scripts', async () => {
  await using folder = await makeWorkspace();
  const { stdout } = await pushplan(['init', 'demo'], { cwd: folder.root });
  expect(stdout).toContain('\n  npm install           installs pushplan; commit package-lock.json');
  const read = (path: string): Promise<string> => readFile(join(folder.root, 'demo', path), 'utf8');
  expect(JSON.parse(await read('package.json'))).toEqual({
    private: true,
    dependencies: { ...engines, pushplan: '0.0.0-test' },
  });
  expect(await read('.npmrc')).toBe('ignore-scripts=true\nsave-exact=true\n');
  expect(await read('.gitignore')).toContain('\nnode_modules/\n');
  const page = await read('README.md');
  expect(page).toContain('\n    npm install\n');
  expect(page).toContain('schema package.json package-lock.json .npmrc .github');
  // The owners of these files control what CI runs. The page of the workspace and our SECURITY.md both say so.
  const [, advice = ''] = /CODEOWNERS(?<advice>[^]*?)\n3\. /v.exec(page) ?? [];
  const security = readRepositoryFile('.github/SECURITY.md').split('## What to look at in a pull request')[1] ?? '';
  for (const text of [advice, security])
    for (const name of ['workflow', 'CODEOWNERS', 'pushplan.yaml', 'package.json', 'package-lock.json', '.npmrc'])
      expect(text).toContain(name);
});

test('an existing package.json is not changed, and the command that adds to it is printed', async () => {
  await using folder = await makeWorkspace();
  await folder.write('shop/package.json', '{ "name": "shop" }');
  const line = `npm install --save-exact pushplan@0.0.0-test pg@${engines.pg} pg-boss@${engines['pg-boss']}`;
  const made = await pushplan(['init', 'shop'], { cwd: folder.root });
  expect(made.exitCode).toBe(0);
  expect(made.stdout).toContain('  package.json already exists, and is unchanged\n');
  expect(made.stdout).toContain(`\n  ${line}   installs pushplan;`);
  const read = (path: string): Promise<string> => readFile(join(folder.root, 'shop', path), 'utf8');
  expect(await read('package.json')).toBe('{ "name": "shop" }');
  // pushplan does not decide what npm may do for the rest of that project.
  expect(await readdir(join(folder.root, 'shop'))).not.toContain('.npmrc');
  expect(await read('README.md')).toContain(`\n    ${line}\n`);
  await folder.write('brand/package.json', '{}');
  const again = await pushplan(['init', 'brand', '--json'], { cwd: folder.root });
  expect(again.json()).toMatchObject({ kept: ['package.json'], install: line });
});

test('an existing .npmrc is not changed', async () => {
  await using folder = await makeWorkspace();
  await folder.write('shop/.npmrc', 'registry=https://npm.example.com/\n');
  const made = await pushplan(['init', 'shop', '--json'], { cwd: folder.root });
  expect(made.json()).toMatchObject({ kept: ['.npmrc'], install: 'npm install' });
  expect(await readFile(join(folder.root, 'shop/.npmrc'), 'utf8')).toBe('registry=https://npm.example.com/\n');
});

// A ref becomes a commit, or a refusal that says what to do. No ref can become an option of git.
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openCommit } from '../../src/workspace/open-repository.ts';
import { refusalOf } from '../support/findings.ts';
import { makeRepository, runGit } from '../support/git-repository.ts';
import { makeWorkspace } from '../support/workspace.ts';

async function wordsOf(work: Promise<unknown>): Promise<string> {
  const { exitCode, diagnostics } = await refusalOf(work);
  const [diagnostic] = diagnostics;
  return `${exitCode} ${diagnostic?.code} ${diagnostic?.message} ${diagnostic?.help}`;
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a commit', () => {
  test('by branch, tag, id, a part of an id, and relative to another', async () => {
    await using repository = await makeRepository({ 'push/a.csv': 'email' });
    const first = repository.git('rev-parse', 'HEAD').trim();
    repository.git('tag', '-a', 'v1', '-m', 'first');
    repository.git('branch', 'topic/x');
    await repository.write('push/a.csv', 'other');
    const second = repository.commit();
    for (const ref of ['v1', 'topic/x', first, first.slice(0, 10), 'HEAD~1', 'main^']) {
      expect(await openCommit(repository.root, ref)).toMatchObject({ ref, id: first, prefix: '' });
    }
    expect(await openCommit(join(repository.root, 'push'), 'main')).toMatchObject({ id: second, prefix: 'push/' });
  });

  test('of the repository that the folder is in, whatever environment variables say', async () => {
    await using repository = await makeRepository({});
    await using other = await makeRepository({});
    vi.stubEnv('GIT_DIR', join(other.root, '.git'));
    vi.stubEnv('GIT_WORK_TREE', other.root);
    vi.stubEnv('GIT_NAMESPACE', 'x');
    expect((await openCommit(repository.root, 'main')).id).toBe(repository.git('rev-parse', 'main').trim());
  });
});

describe('PP160', () => {
  test('outside any repository', async () => {
    await using workspace = await makeWorkspace();
    vi.stubEnv('GIT_CEILING_DIRECTORIES', workspace.root);
    expect(await wordsOf(openCommit(workspace.root, 'main'))).toMatch(/^3 PP160 .* is in no git repository/v);
  });

  test('in a folder that only looks like a repository', async () => {
    await using workspace = await makeWorkspace();
    runGit(workspace.root, ['init', '-q', '--bare', 'bare']);
    expect(await wordsOf(openCommit(join(workspace.root, 'bare'), 'main'))).toMatch(/^3 PP160/v);
  });

  test('without git', async () => {
    await using repository = await makeRepository({});
    vi.stubEnv('PATH', join(repository.root, 'nothing'));
    expect(await wordsOf(openCommit(repository.root, 'main'))).toMatch(/^3 PP160 git cannot be run Install git/v);
  });
});

describe('PP161', () => {
  test.each(['mian', 'Main'])('an unknown ref: the help has a name like %j', async (ref) => {
    await using repository = await makeRepository({});
    expect(await wordsOf(openCommit(repository.root, ref))).toBe(
      `3 PP161 --base ${JSON.stringify(ref)}: git knows no such commit here Did you mean main?`,
    );
  });

  test('a branch that only the remote has', async () => {
    await using origin = await makeRepository({});
    origin.git('branch', 'release');
    await using clones = await makeRepository({});
    runGit(clones.root, ['clone', '-q', origin.root, 'clone']);
    const words = await wordsOf(openCommit(join(clones.root, 'clone'), 'release'));
    expect(words).toContain('Did you mean origin/release?');
  });

  test.each([
    '',
    ' ',
    '-',
    '--all',
    '--help',
    '--output=stolen',
    '--exec=touch stolen',
    '--upload-pack=touch stolen',
    '^main',
    'main..main',
    'main main',
    'main\nmain',
    'main:pushplan.yaml',
    'main^{tree}',
    '$(touch stolen)',
    '; touch stolen',
    '../../etc',
    '@{u}',
    '0'.repeat(39),
    'f'.repeat(64),
    '😀',
    'a'.repeat(5000),
  ])('%j is no commit, and does nothing else either', async (ref) => {
    await using repository = await makeRepository({});
    const before = await repository.snapshot();
    expect(await wordsOf(openCommit(repository.root, ref))).toMatch(/^3 PP161/v);
    expect(await repository.snapshot()).toEqual(before);
  });
});

test('PP162: a shallow clone that lacks the commit says how to get it; zeros are no commit at all', async () => {
  await using origin = await makeRepository({});
  const first = origin.git('rev-parse', 'HEAD').trim();
  await origin.write('a.csv', 'email');
  origin.commit();
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'pushplan-test-')));
  try {
    runGit(folder, ['clone', '-q', '--depth', '1', `file://${origin.root}`, 'shallow']);
    const clone = join(folder, 'shallow');
    for (const ref of [first, 'HEAD~1', 'no-such-branch']) {
      const words = await wordsOf(openCommit(clone, ref));
      expect(words).toMatch(/^3 PP162/v);
      expect(words).toContain('fetch-depth: 0');
      expect(words).toContain('git fetch --unshallow');
    }
    // More history would not help.
    for (const length of [40, 64]) {
      const words = await wordsOf(openCommit(clone, '0'.repeat(length)));
      expect(words).toMatch(/^3 PP161 --base 0+ is not a commit: CI gives zeros for the first push of a branch/v);
      expect(words).toContain('such as origin/main');
    }
    expect((await openCommit(clone, 'main')).prefix).toBe('');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

// Files of a commit: the same as in a checkout, with the same refusals, and without changing anything.
import { createHash } from 'node:crypto';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesInGit } from '../../src/workspace/files-in-git.ts';
import { filesOnDisk } from '../../src/workspace/files-on-disk.ts';
import type { Files } from '../../src/workspace/files.ts';
import { openCommit } from '../../src/workspace/open-repository.ts';
import { refusalOf } from '../support/findings.ts';
import { commitDate, makeRepository, runGit, type TestRepository } from '../support/git-repository.ts';

const limit = 10_000;

async function filesOf({ root }: TestRepository, ref = 'main', folder = ''): Promise<Files> {
  return filesInGit(await openCommit(join(root, folder), ref));
}

async function bytesOf(files: Files, path: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await files.stream(path)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function wordsOf(work: Promise<unknown>): Promise<string> {
  const { exitCode, diagnostics } = await refusalOf(work);
  const [diagnostic] = diagnostics;
  return `${exitCode} ${diagnostic?.code} ${diagnostic?.message}`;
}

const strangeNames = [
  'naïve größe.yaml',
  'with "quotes"\tand tab.yaml',
  ':(glob)*.yaml',
  '-n.yaml',
  'new\nline.yaml',
  '*.yaml',
];

describe('reading', () => {
  test('what was committed, whatever has changed since', async () => {
    await using repository = await makeRepository({ 'a/b.yaml': '\uFEFFtitle: Übergröße 👋\n' });
    await repository.write('a/b.yaml', 'title: other');
    await rm(join(repository.root, 'pushplan.yaml'));
    const files = await filesOf(repository);
    expect(await files.readText('a/b.yaml', limit)).toBe('title: Übergröße 👋\n');
    expect(await files.readText('./x/../a/b.yaml', limit)).toBe('title: Übergröße 👋\n');
    expect(await files.readText('pushplan.yaml', limit)).toContain('version: 1');
  });

  test.each(strangeNames)('a file called %j', async (name) => {
    await using repository = await makeRepository({ [name]: `text of ${name}`, [`folder/${name}`]: 'another' });
    const files = await filesOf(repository);
    expect(await files.readText(name, limit)).toBe(`text of ${name}`);
    expect(await files.list()).toEqual(await filesOnDisk(repository.root).list());
    expect(await files.modifiedAt(name)).toEqual({ kind: 'known', at: commitDate });
  });

  test('a large file, all of it or only a part', async () => {
    const bytes = Buffer.alloc(3_000_000, 'abcdefg');
    await using repository = await makeRepository({ 'a.csv': bytes, 'empty.csv': '' });
    const files = await filesOf(repository);
    expect((await bytesOf(files, 'a.csv')).equals(bytes)).toBe(true);
    expect(await bytesOf(files, 'empty.csv')).toHaveLength(0);
    for await (const chunk of await files.stream('a.csv')) {
      expect(chunk.length).toBeLessThan(bytes.length);
      break;
    }
  });

  test('files of every size, many at once, and two with the same content', async () => {
    const sizes = [0, 1, 100, 64 * 1024, 256 * 1024, 256 * 1024 + 1];
    const contents = Object.fromEntries(
      sizes.flatMap((size) => {
        const content = Buffer.alloc(size, `${size}\n\0 blob 5\n`);
        return [[`a${size}.bin`, content] as const, [`same${size}.bin`, content] as const];
      }),
    );
    await using repository = await makeRepository(contents);
    const files = await filesOf(repository);
    const read = await Promise.all(Object.keys(contents).map((path) => bytesOf(files, path)));
    expect(read.map((bytes, index) => Object.values(contents)[index]?.equals(bytes))).toEqual(read.map(() => true));
  });

  test('only the folder of the workspace, if it is below the root of the repository', async () => {
    await using repository = await makeRepository({
      'secret.csv': 'email',
      'push/pushplan.yaml': 'version: 1',
      'push/a.csv': 'mine',
    });
    const files = await filesOf(repository, 'main', 'push');
    expect(await files.list()).toEqual(['a.csv', 'pushplan.yaml']);
    expect(await files.readText('a.csv', limit)).toBe('mine');
    expect(await wordsOf(files.readText('../secret.csv', limit))).toMatch(/^3 PP151/v);
  });

  test('the objects of the commit, not the replacements of git replace', async () => {
    await using repository = await makeRepository({ 'a.yaml': 'the real one' });
    await repository.write('b.yaml', 'another');
    repository.commit();
    repository.git(
      'replace',
      repository.git('rev-parse', 'HEAD:a.yaml').trim(),
      repository.git('rev-parse', 'HEAD:b.yaml').trim(),
    );
    expect(await (await filesOf(repository)).readText('a.yaml', limit)).toBe('the real one');
  });

  test('lists what a checkout lists', async () => {
    await using repository = await makeRepository({
      'b.campaign.yaml': 'b',
      'a/b/c.hbs': 'c',
      'node_modules/x/y.yaml': 'no',
      'a/.hidden/y.yaml': 'no',
      '.gitignore': 'no',
      'other/pushplan.yaml': 'version: 1',
      'other/deep/z.campaign.yaml': 'no',
    });
    await symlink('b.campaign.yaml', join(repository.root, 'linked.campaign.yaml'));
    await symlink('a', join(repository.root, 'linked-folder'));
    await symlink('nowhere', join(repository.root, 'broken.yaml'));
    repository.commit();
    const listed = await (await filesOf(repository)).list();
    expect(listed).toEqual(await filesOnDisk(repository.root).list());
    expect(listed).toContain('linked.campaign.yaml');
    expect(listed.filter((path) => /linked-folder|hidden|node_modules|other/v.test(path))).toEqual([]);
  });
});

describe('links', () => {
  test('are followed inside the workspace, also in the folders of a path', async () => {
    await using repository = await makeRepository({ 'data/2026/a.csv': 'email', 'x/y/z.txt': '' });
    await symlink('../data/2026', join(repository.root, 'x/now'));
    await symlink('x/now/a.csv', join(repository.root, 'a.csv'));
    repository.commit();
    const files = await filesOf(repository);
    expect(await files.readText('x/now/a.csv', limit)).toBe('email');
    expect(await files.readText('a.csv', limit)).toBe('email');
  });

  test.each([
    ['out of it', '../outside.csv', 'PP151'],
    ['to an absolute path', '/etc/hostname', 'PP151'],
    ['to nothing', 'nothing.csv', 'PP150'],
    ['in circles', 'a.csv', 'PP150'],
    ['to a folder', 'folder', 'PP152'],
  ])('one that leads %s is refused', async (_, target, code) => {
    await using repository = await makeRepository({ 'push/pushplan.yaml': 'version: 1', 'push/folder/x': '' });
    await repository.write('outside.csv', 'email\nsomebody@example.com');
    await symlink(target, join(repository.root, 'push/a.csv'));
    repository.commit();
    const files = await filesOf(repository, 'main', 'push');
    expect(await wordsOf(files.stream('a.csv'))).toContain(code);
  });
});

describe('refused', () => {
  test.each([
    ['', 'PP150'],
    ['a\0b', 'PP150'],
    ['missing.csv', 'PP150 missing.csv is not there'],
    ['folder', 'PP152 folder is a folder'],
    ['../up.csv', 'PP151'],
    ['/etc/passwd', 'PP151'],
    ['folder/../../up.csv', 'PP151'],
    ['.', 'PP152'],
  ])('the path %j', async (path, words) => {
    await using repository = await makeRepository({ 'folder/a.csv': 'email' });
    const files = await filesOf(repository);
    expect(await wordsOf(files.stream(path))).toContain(`3 ${words}`);
    expect(await wordsOf(files.readText(path, limit))).toContain(`3 ${words}`);
  });

  test('a text that is too large, or not UTF-8', async () => {
    await using repository = await makeRepository({
      'large.yaml': 'x'.repeat(limit + 1),
      'latin.yaml': Buffer.from('Gr\xf6\xdfe', 'latin1'),
    });
    const files = await filesOf(repository);
    expect(await wordsOf(files.readText('large.yaml', limit))).toBe('3 PP106 large.yaml is larger than 10,000 bytes');
    expect(await wordsOf(files.readText('latin.yaml', limit))).toContain('PP109');
  });

  test('a Git LFS pointer, in a commit and on disk', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
    await using repository = await makeRepository({ 'a.csv': pointer, 'b.yaml': pointer });
    const inGit = await filesOf(repository);
    const onDisk = filesOnDisk(repository.root);
    expect(await wordsOf(bytesOf(inGit, 'a.csv'))).toBe(
      '3 PP164 a.csv is a Git LFS pointer, not the file that it stands for',
    );
    expect(await wordsOf(onDisk.stream('a.csv'))).toContain('3 PP164 a.csv');
    for (const files of [inGit, onDisk]) expect(await wordsOf(files.readText('b.yaml', limit))).toContain('3 PP164');
  });

  test('not: a Git LFS pointer whose file has been fetched, which is read instead', async () => {
    const content = Buffer.from(`email\n${'a@example.com\n'.repeat(20_000)}`);
    const oid = createHash('sha256').update(content).digest('hex');
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
    await using repository = await makeRepository({
      'push/pushplan.yaml': 'version: 1',
      'push/a.csv': pointer,
      'push/long.csv': `${pointer}${'x'.repeat(2000)}`,
    });
    await repository.write(`.git/lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`, content);
    const files = await filesOf(repository, 'main', 'push');
    expect((await bytesOf(files, 'a.csv')).equals(content)).toBe(true);
    expect((await bytesOf(files, 'long.csv')).length).toBe(pointer.length + 2000);
    expect(await wordsOf(filesOnDisk(join(repository.root, 'push')).stream('a.csv'))).toContain('3 PP164');
  });

  test('a file of a submodule, in a commit and if it was not fetched', async () => {
    await using inner = await makeRepository({ 'people.csv': 'email' });
    await using repository = await makeRepository({});
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'shared/data');
    repository.commit();
    const files = await filesOf(repository);
    expect(await wordsOf(files.stream('shared/data/people.csv'))).toBe(
      '3 PP165 shared/data/people.csv is in the git submodule shared/data, whose files are not in this repository',
    );
    expect(await files.list()).not.toContain('shared/data');
    expect((await bytesOf(filesOnDisk(repository.root), 'shared/data/people.csv')).toString()).toBe('email');
    repository.git('submodule', '--quiet', 'deinit', '--force', 'shared/data');
    await mkdir(join(repository.root, 'shared/data'), { recursive: true });
    expect(await wordsOf(filesOnDisk(repository.root).stream('shared/data/people.csv'))).toContain('3 PP165');
    expect(await wordsOf(filesOnDisk(repository.root).stream('shared/missing.csv'))).toContain('3 PP150');
  });

  test('files that a partial clone has not fetched, without fetching them', async () => {
    await using origin = await makeRepository({ 'a.csv': 'email' });
    origin.git('config', 'uploadpack.allowFilter', 'true');
    await origin.write('a.csv', 'email\nb@example.com');
    origin.commit();
    await using clones = await makeRepository({});
    runGit(clones.root, ['clone', '-q', '--filter=blob:none', `file://${origin.root}`, 'partial']);
    const files = await filesInGit(await openCommit(join(clones.root, 'partial'), 'HEAD~1'));
    expect(await wordsOf(bytesOf(files, 'a.csv'))).toContain('3 PP162');
  });
});

describe('when a file was last changed', () => {
  test('is the date of its commit if it is as committed, otherwise that of the file itself', async () => {
    await using repository = await makeRepository({
      'old.csv': 'email',
      'edited.csv': 'email',
      '.gitignore': 'ignored.csv',
    });
    await repository.write('new.csv', 'email');
    await repository.write('edited.csv', 'email\nsomebody@example.com');
    await repository.write('ignored.csv', 'email');
    const files = filesOnDisk(repository.root);
    expect(await files.modifiedAt('old.csv')).toEqual({ kind: 'known', at: commitDate });
    for (const path of ['new.csv', 'edited.csv', 'ignored.csv']) {
      const modified = await files.modifiedAt(path);
      expect(modified.kind === 'known' && modified.at > commitDate).toBe(true);
    }
    for (const one of [files, await filesOf(repository)])
      expect(await one.modifiedAt('missing.csv')).toMatchObject({ kind: 'unknown' });
  });
});

test('reading changes nothing, neither in .git nor beside it', async () => {
  await using repository = await makeRepository({ 'a.csv': 'email', 'b.yaml': 'b' });
  await repository.write('b.yaml', 'c');
  const before = await repository.snapshot();
  const files = await filesOf(repository);
  await bytesOf(files, 'a.csv');
  await files.readText('b.yaml', limit);
  await files.modifiedAt('a.csv');
  await filesOnDisk(repository.root).modifiedAt('a.csv');
  await filesOnDisk(repository.root).modifiedAt('b.yaml');
  expect(await repository.snapshot()).toEqual(before);
});

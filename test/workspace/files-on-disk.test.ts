// Files of a workspace: only regular ones inside it, only UTF-8, listed in one order.
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesOnDisk } from '../../src/workspace/files-on-disk.ts';
import { refusalOf, showFindings } from '../support/findings.ts';
import { makeWorkspace } from '../support/workspace.ts';

const limit = 1000;

describe('reading', () => {
  test('text, without its byte order mark', async () => {
    await using workspace = await makeWorkspace({ 'a/b.yaml': '\uFEFFtitle: Übergröße 👋\n' });
    const files = filesOnDisk(workspace.root);
    expect(await files.readText('a/b.yaml', limit)).toBe('title: Übergröße 👋\n');
    expect(await files.readText('./x/../a/b.yaml', limit)).toBe('title: Übergröße 👋\n');
  });

  test('bytes, in order', async () => {
    const bytes = Buffer.alloc(700_000, 'abcdefg');
    await using workspace = await makeWorkspace({ 'a.csv': bytes });
    const chunks: Uint8Array[] = [];
    for await (const chunk of await filesOnDisk(workspace.root).stream('a.csv')) chunks.push(chunk);
    expect(chunks.length).toBeGreaterThan(1);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
  });

  test('a file of exactly the limit', async () => {
    await using workspace = await makeWorkspace({ 'a.yaml': 'x'.repeat(limit), 'b.yaml': 'x'.repeat(limit + 1) });
    const files = filesOnDisk(workspace.root);
    expect(await files.readText('a.yaml', limit)).toHaveLength(limit);
    const { diagnostics, exitCode } = await refusalOf(files.readText('b.yaml', limit));
    expect(showFindings(diagnostics)).toEqual(['PP106 -:- b.yaml is larger than 1,000 bytes']);
    expect(exitCode).toBe(3);
  });
});

describe('refused', () => {
  test.each([
    ['missing.csv', 'PP150 -:- missing.csv is not there'],
    ['pushplan.yaml/a.csv', 'PP150 -:- pushplan.yaml/a.csv is not there'],
    ['', 'PP150 -:- "" is not a path'],
    ['a\0.csv', String.raw`PP150 -:- "a\u0000.csv" is not a path`],
    ['folder', 'PP152 -:- folder is a folder, not a file'],
    ['.', 'PP152 -:- . is a folder, not a file'],
    ['..', 'PP151 -:- .. leads out of the workspace'],
    ['../other/a.csv', 'PP151 -:- ../other/a.csv leads out of the workspace'],
    ['folder/../../a.csv', 'PP151 -:- folder/../../a.csv leads out of the workspace'],
    ['/etc/passwd', 'PP151 -:- /etc/passwd leads out of the workspace'],
    ['C:\\people.csv', 'PP151 -:- C:\\people.csv leads out of the workspace'],
    ['\\\\server\\share\\a.csv', 'PP151 -:- \\\\server\\share\\a.csv leads out of the workspace'],
  ])('%j', async (path, expected) => {
    await using workspace = await makeWorkspace({ 'folder/a.csv': '' });
    const files = filesOnDisk(workspace.root);
    expect(showFindings((await refusalOf(files.readText(path, limit))).diagnostics)).toEqual([expected]);
    expect(showFindings((await refusalOf(files.stream(path))).diagnostics)).toEqual([expected]);
  });

  test('at the place that names the path', async () => {
    await using workspace = await makeWorkspace();
    const at = { file: 'a.campaign.yaml', line: 3, column: 9 };
    const { diagnostics } = await refusalOf(filesOnDisk(workspace.root).stream('people.csv', at));
    expect(diagnostics).toEqual([
      expect.objectContaining({ ...at, code: 'PP150', message: 'people.csv is not there' }),
    ]);
  });

  test.each([
    [
      'Latin-1',
      Buffer.from('title: x\nname: M\u00fcller\n', 'latin1'),
      'PP109 2:1 a.yaml is not UTF-8 (line 2); it looks like Latin-1 or Windows-1252',
    ],
    [
      'UTF-16 with a mark',
      Buffer.from('\uFEFFa: 1', 'utf16le'),
      'PP109 1:1 a.yaml is not UTF-8 (line 1); it looks like UTF-16',
    ],
    [
      'UTF-16 big-endian',
      Buffer.from('\uFEFFa: 1', 'utf16le').swap16(),
      'PP109 1:1 a.yaml is not UTF-8 (line 1); it looks like UTF-16',
    ],
    [
      'a cut character',
      Buffer.from('a: 1\nb: 2\n\u00fc').subarray(0, -1),
      'PP109 3:1 a.yaml is not UTF-8 (line 3); it looks like Latin-1 or Windows-1252',
    ],
  ])('%s', async (_name, bytes, expected) => {
    await using workspace = await makeWorkspace({ 'a.yaml': bytes });
    const { diagnostics } = await refusalOf(filesOnDisk(workspace.root).readText('a.yaml', limit));
    expect(showFindings(diagnostics)).toEqual([expected]);
  });
});

describe('links', () => {
  test('within the workspace are read, and links out of it refused', async () => {
    await using outside = await makeWorkspace({ 'people.csv': 'secret' });
    await using workspace = await makeWorkspace({ 'people.csv': 'inside' });
    await symlink(join(workspace.root, 'people.csv'), join(workspace.root, 'inner.csv'));
    await symlink(join(outside.root, 'people.csv'), join(workspace.root, 'outer.csv'));
    await symlink(outside.root, join(workspace.root, 'folder'), 'dir');
    const files = filesOnDisk(workspace.root);
    expect(await files.readText('inner.csv', limit)).toBe('inside');
    for (const path of ['outer.csv', 'folder/people.csv']) {
      const { diagnostics } = await refusalOf(files.readText(path, limit));
      expect(showFindings(diagnostics)).toEqual([`PP151 -:- ${path} leads out of the workspace`]);
    }
  });

  test('the workspace itself may be reached through one', async () => {
    await using workspace = await makeWorkspace({ 'real/pushplan.yaml': 'version: 1' });
    await symlink(join(workspace.root, 'real'), join(workspace.root, 'link'), 'dir');
    expect(await filesOnDisk(join(workspace.root, 'link')).readText('pushplan.yaml', limit)).toBe('version: 1');
  });
});

test('the list is in the order of code units, without files that do not belong to the workspace', async () => {
  await using workspace = await makeWorkspace({
    'b.campaign.yaml': '',
    'B.campaign.yaml': '',
    'a/z.campaign.yaml': '',
    'a.campaign.yaml': '',
    'ä.campaign.yaml': '',
    'node_modules/x/a.campaign.yaml': '',
    '.git/a.campaign.yaml': '',
    '.pushplan/sandbox.db': '',
    'other/pushplan.yaml': '',
    'other/a.campaign.yaml': '',
  });
  await mkdir(join(workspace.root, 'empty'));
  await symlink(workspace.root, join(workspace.root, 'loop'), 'dir');
  await symlink(join(workspace.root, 'gone.yaml'), join(workspace.root, 'c.campaign.yaml'));
  expect(await filesOnDisk(workspace.root).list()).toEqual([
    'B.campaign.yaml',
    'a.campaign.yaml',
    'a/z.campaign.yaml',
    'b.campaign.yaml',
    'c.campaign.yaml',
    'pushplan.yaml',
    'ä.campaign.yaml',
  ]);
});

// Files that a command is told to write: it writes over what it wrote before, and over nothing else.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readDiagnostics, readRun } from '../support/documents.ts';
import { localKey, makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const files = { 'hello.campaign.yaml': campaignText(), 'people.csv': people(5) };

/** Files of somebody else. Each is a little like one that pushplan writes. */
const others: Readonly<Record<string, string>> = {
  'README.md': '# Campaigns\n\n### `run_4k2m9x0c7bqd` went well\n',
  'index.html':
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n<title>Shop</title>\n</head>\n</html>\n',
  'customers.csv': 'email,campaign,reason\nada@example.com,hello,birthday\n',
  'events.ndjson': '{"at":"2026-11-30T10:00:00Z","campaign":"hello","row":1,"outcome":"sent"}\n',
  'package.json': '{ "name": "shop" }\n',
};

const isPlan = 'is not a plan';
const isPage = 'is not a page of pushplan';
const isOfRun = 'is not a report of a run';
const isExport = 'is not an export of recipients';

test.each([
  [['plan', '--out'], isPlan],
  [['plan', '--page'], isPage],
  [['preview', '--out'], isPage],
  [['report', 'RUN', '--out'], isOfRun],
  [['report', 'RUN', '--format', 'markdown', '--out'], isOfRun],
  [['status', 'RUN', '--export', 'accepted', '--out'], isExport],
  [['status', 'RUN', '--export', 'accepted', '--format', 'ndjson', '--out'], isExport],
  [['apply', '--yes', '--max-sends', '1', '--report'], 'is not such a report'],
  [['resume', 'RUN', '--max-sends', '1', '--report'], 'is not such a report'],
  [['sandbox', '--log'], 'is not a log of the sandbox'],
])('%j writes again over what it wrote, and over nothing else', async (words, says) => {
  await using workspace = await makeSendingWorkspace({ ...files, ...others });
  const { run } = readRun(await workspace.run('apply', '--yes', '--max-sends', '1', '--json'));
  const isSandbox = words[0] === 'sandbox';
  const write = (name: string) =>
    pushplan([...words.map((word) => (word === 'RUN' ? run : word)), name], {
      cwd: workspace.root,
      env: { KEY: localKey },
      // The sandbox answers until it is interrupted.
      ...(isSandbox && { interrupt: AbortSignal.abort() }),
    });
  const read = (name: string) => readFile(join(workspace.root, name), 'utf8');
  for (const [name, text] of Object.entries(others)) {
    const { exitCode, stderr } = await write(name);
    expect({ name, exitCode }).toEqual({ name, exitCode: 3 });
    const said = stderr.replaceAll(/\s+/gv, ' ');
    expect(said).toMatch(/error PP505 the \w+ cannot be written to /v);
    expect(said).toContain(`${name}: it exists and ${says} help: `);
    expect(said).toContain('Name another file, or remove this one.');
    expect(await read(name)).toBe(text);
  }
  expect(workspace.sandbox.stats().requests).toBe(1);

  // The test's own sandbox has already written this one.
  const own = isSandbox ? 'arrivals.log' : 'own';
  const done = { exitCode: ['apply', 'resume'].includes(words[0] ?? '') ? 8 : 0 };
  expect(await write(own)).toMatchObject(done);
  expect(await read(own)).not.toBe('');
  expect(await write(own)).toMatchObject(done);
});

test('a page of version 0.2.0, which names no generator, is replaced too', async () => {
  await using workspace = await makeSendingWorkspace(files);
  const made = (await workspace.run('preview')).stdout;
  const former = made.replace('<meta name="generator" content="pushplan"/>\n', '');
  expect(former).not.toBe(made);
  for (const text of [former, former.replaceAll('\n', '\r\n')]) {
    await workspace.write('page.html', text);
    expect(await workspace.run('preview', '--out', 'page.html')).toMatchObject({ exitCode: 0 });
    expect(await readFile(join(workspace.root, 'page.html'), 'utf8')).toBe(made);
  }
});

test('a file with nothing in it is written to, as mktemp and forget leave it', async () => {
  await using workspace = await makeSendingWorkspace({ ...files, empty: '', blank: '\n' });
  for (const name of ['empty', 'blank']) {
    expect(await workspace.run('preview', '--out', name)).toMatchObject({ exitCode: 0 });
  }
});

test.each([
  ['plan', '--out'],
  ['plan', '--page'],
  ['preview', '--out'],
])('%s %s refuses a file before it reads the rows', async (...words) => {
  // The third row has too many cells, which only a reader of the rows finds.
  const torn = `${people(2)}a,b,c\n`;
  await using workspace = await makeSendingWorkspace({ ...files, ...others, 'people.csv': torn });
  const codesOf = async (name: string): Promise<readonly string[]> =>
    readDiagnostics(await workspace.run(...words, name, '--json')).map(({ code }) => code);
  const torns = await codesOf('new');
  expect(torns).not.toContain('PP505');
  expect(torns).not.toEqual([]);
  expect(await codesOf('package.json')).toEqual(['PP505']);
  expect(await codesOf('none/new')).toEqual(['PP505']);
});

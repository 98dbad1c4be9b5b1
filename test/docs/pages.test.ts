// Follows every page literally: runs its commands, and compares their exit codes and output with what the page shows.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readPageBlocks, listPageLines } from '../support/page-blocks.ts';
import { pageWorlds } from '../support/page-worlds.ts';
import { playedLines } from '../support/played-lines.ts';
import { listRepositoryFiles, readRepositoryFile } from '../support/repository.ts';
import { describePage, runPage } from '../support/run-page.ts';
import { servedWorlds } from '../support/served-worlds.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

/** The pages of usual jobs share one workspace, as for a team. */
const jobs = ['order-update', 'announcement', 'wishlist', 'silent-refresh', 'ab-test', 'ci', 'bad-day'];

/** Pages that other tests follow. */
const elsewhere: Readonly<Record<string, string>> = {
  'CONTRIBUTING.md': 'its one line that can be run is in the README',
  'OPERATIONS.md': 'postgres-pages.test.ts',
  'docs/moving-the-ledger.md': 'postgres-pages.test.ts',
  'docs/warehouse.md': 'postgres-pages.test.ts',
  'RULES.md': 'test/rules.test.ts',
  'docs/birthdays.md': 'test/marketer/pages.test.ts',
  'docs/cart.md': 'test/marketer/pages.test.ts',
  'docs/flash-sale.md': 'test/marketer/pages.test.ts',
};

const pages = listRepositoryFiles().filter((path) =>
  /^(?:README|\.github\/(?!HELPERS|docs\/reference).*)\.md$/v.test(path),
);

describe('usual jobs', () => {
  let workspace: TestWorkspace;
  beforeAll(async () => {
    workspace = await makeWorkspace({ '.git/HEAD': 'ref: refs/heads/main\n' });
    expect((await pushplan(['init', 'push'], { cwd: workspace.root })).exitCode).toBe(0);
  });
  afterAll(() => workspace[Symbol.asyncDispose]());

  test.each(jobs)('%s', async (name) => {
    expect(describePage(await runPage(`.github/docs/${name}.md`, workspace, { begin: 'push' }, playedLines))).toBe('');
  });
});

test.each(Object.entries(pageWorlds))('%s', async (name, { files = {}, ...world }) => {
  await using workspace = await makeWorkspace(files);
  expect(describePage(await runPage(`.github/${name}`, workspace, world, playedLines))).toBe('');
});

test.each(Object.entries(servedWorlds))('%s', async (name, start) => {
  await using served = await start();
  const { files = {}, ...world } = served.world;
  await using workspace = await makeWorkspace(files);
  expect(describePage(await runPage(`.github/${name}`, workspace, world, playedLines))).toBe('');
});

/** Whether all of its lines are in the list of those that a test cannot run. */
function isPlayedWhole(page: string): boolean {
  return listPageLines(readRepositoryFile(page)).every((line) =>
    playedLines.some((rule) => rule.as === undefined && rule.line.test(line)),
  );
}

describe('no page is left out', () => {
  const followed = new Set(
    [...jobs.map((name) => `docs/${name}.md`), ...Object.keys({ ...pageWorlds, ...servedWorlds, ...elsewhere })].map(
      (name) => (name.startsWith('../') ? name.slice(3) : `.github/${name}`),
    ),
  );
  const lines = pages.flatMap((page) => listPageLines(readRepositoryFile(page)));

  test('every page with commands or their output is followed', () => {
    const showing = pages.filter((page) =>
      readPageBlocks(readRepositoryFile(page)).some(({ kind }) => kind === 'sh' || kind === 'text'),
    );
    const idle = [...followed].filter((page) => !pages.includes(page));
    expect({ left: showing.filter((page) => !followed.has(page) && !isPlayedWhole(page)), idle }).toEqual({
      left: [],
      idle: [],
    });
  });

  test('no command is in a block that is not run', () => {
    const found = pages.flatMap((page) => {
      const text = readRepositoryFile(page);
      const blocks = readPageBlocks(text).filter(({ kind }) => kind !== 'sh' && kind !== 'text');
      const hidden = blocks
        .filter((block) => /^(?:\$ |npx |pushplan )/mv.test(block.text))
        .map(({ text: block }) => block);
      const indented = text
        .replaceAll(/^(?<margin> *)```[^]*?^\k<margin>```$/gmv, '')
        .match(/^ {4}(?:\$ |npm |npx |pushplan )?.*$/gmv);
      return [...hidden, ...(indented ?? []).filter((line) => /^ {4}(?:npm|npx|pushplan) /v.test(line))].map(
        (one) => `${page}: ${one}`,
      );
    });
    expect(found).toEqual([]);
  });

  test('every block has a known kind', () => {
    const kinds = new Set(pages.flatMap((page) => readPageBlocks(readRepositoryFile(page)).map(({ kind }) => kind)));
    const known = ['sh', 'text', 'quote', 'yaml', 'sql', 'csv', 'json', 'ts', 'lua', 'mermaid'];
    // A terminal that changes during a run. The tests of the screen draw it.
    expect([...kinds].filter((kind) => ![...known, 'screen'].includes(kind))).toEqual([]);
  });

  test('every line in the list of played lines is on a page', () => {
    expect(lines.length).toBeGreaterThan(100);
    expect(playedLines.filter((rule) => !lines.some((line) => rule.line.test(line))).map(({ line }) => line)).toEqual(
      [],
    );
  });
});

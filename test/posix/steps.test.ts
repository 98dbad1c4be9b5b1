// Deaths at labelled steps: a small part of `npm run prove -- steps`. No step is missing, and users get none.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prove } from '../proof/steps.ts';
import { countAwaits, markSteps, stepFunction } from '../support/mark-steps.ts';
import { listRepositoryFiles, readRepositoryFile, repositoryRoot } from '../support/repository.ts';

test('with kills at steps of its whole life, repeated applies lose nobody and send no duplicates', async () => {
  const { trials, violations, notes } = await prove({ count: 6, seed: 3, log: () => undefined });
  expect({ violations, first: notes['first'] }).toEqual({ violations: 0, first: undefined });
  expect(trials).toBeGreaterThanOrEqual(6);
  expect(notes['steps'], 'steps of an apply of three batches').toBeGreaterThan(100);
});

describe('steps', () => {
  // Deaths are tested with SQLite here. Those with PostgreSQL, whose server survives, and those of workers have tests of their own. A ledger
  // that is moved is written to a separate file until it is complete.
  const elsewhere = /^src\/(?:ledger\/(?:postgres|moving)\/|delivery\/(?:jobs\/work|close-run))/v;
  const sources = listRepositoryFiles()
    .filter((path) => /^src\/(?:delivery|ledger|insider)\/.*\.ts$/v.test(path))
    .filter((path) => !elsewhere.test(path));
  const marked = sources
    .map((path) => ({ path, text: readRepositoryFile(path) }))
    .map(({ path, text }) => ({
      path,
      awaits: countAwaits(text),
      labels: markSteps(text, path).labels,
    }));

  test('are before every await of delivery, ledger and insider', () => {
    const lacking = marked.filter(
      ({ awaits, labels }) => labels.filter((one) => / (?:for )?await/v.test(one)).length !== awaits,
    );
    expect(sources.length).toBeGreaterThan(40);
    expect(lacking).toEqual([]);
  });

  test('are around the only place where the ledger commits', () => {
    const commits = marked.flatMap(({ labels }) => labels.filter((label) => label.includes('COMMIT')));
    expect(commits).toHaveLength(2);
    const others = sources.filter((path) => /\b(?:COMMIT|END TRANSACTION)\b/v.test(readRepositoryFile(path)));
    expect(others).toEqual(['src/ledger/sqlite/database.ts']);
  });

  test('change nothing except where a process may die', () => {
    const { text } = markSteps(
      '  const a = await b(c);\n  if (d) await e.f();\n  // never await\n  return (await g).h;\n',
      'x.ts',
    );
    expect(text).toBe(
      '  const a = pushplanStep("x.ts:1 await b") && await b(c);\n  if (d) pushplanStep("x.ts:2 await e.f") && await e.f();\n' +
        '  // never await\n  return (pushplanStep("x.ts:4 await g") && await g).h;\n',
    );
  });

  test('are added when a test loads the program: neither the sources nor the package contain them', () => {
    const sources = listRepositoryFiles().filter((path) => path.startsWith('src/'));
    const built = readdirSync(join(repositoryRoot, 'dist'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(repositoryRoot, join(parentPath, name)));
    expect([...sources, ...built].filter((path) => readRepositoryFile(path).includes(stepFunction))).toEqual([]);
  });
});

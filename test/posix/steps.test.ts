// Deaths at labelled steps: a few of what `npm run prove -- steps` does; that no place lacks its step, and that users get none.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prove } from '../proof/steps.ts';
import { countAwaits, markSteps, stepFunction } from '../support/mark-steps.ts';
import { listRepositoryFiles, readRepositoryFile, repositoryRoot } from '../support/repository.ts';

test('killed at steps all over its life and applied again, nobody gets it twice and nobody is lost', async () => {
  const { trials, violations, notes } = await prove({ count: 6, seed: 3, log: () => undefined });
  expect({ violations, first: notes['first'] }).toEqual({ violations: 0, first: undefined });
  expect(trials).toBeGreaterThanOrEqual(6);
  expect(notes['steps'], 'steps of an apply of three batches').toBeGreaterThan(100);
}, 180_000);

describe('steps', () => {
  // The deaths are played over SQLite; those over PostgreSQL, whose server lives on, are in the tests named after it, and so are
  // those of workers. A ledger that is moved keeps to a file of its own until it is whole.
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

  test('stand before every await of delivery, ledger and insider', () => {
    const lacking = marked.filter(
      ({ awaits, labels }) => labels.filter((one) => / (?:for )?await/v.test(one)).length !== awaits,
    );
    expect(sources.length).toBeGreaterThan(40);
    expect(lacking).toEqual([]);
  });

  test('stand around the one place where the ledger commits', () => {
    const commits = marked.flatMap(({ labels }) => labels.filter((label) => label.includes('COMMIT')));
    expect(commits).toHaveLength(2);
    const others = sources.filter((path) => /\b(?:COMMIT|END TRANSACTION)\b/v.test(readRepositoryFile(path)));
    expect(others).toEqual(['src/ledger/sqlite/database.ts']);
  });

  test('change nothing but where a process may die', () => {
    const { text } = markSteps(
      '  const a = await b(c);\n  if (d) await e.f();\n  // never await\n  return (await g).h;\n',
      'x.ts',
    );
    expect(text).toBe(
      '  const a = pushplanStep("x.ts:1 await b") && await b(c);\n  if (d) pushplanStep("x.ts:2 await e.f") && await e.f();\n' +
        '  // never await\n  return (pushplanStep("x.ts:4 await g") && await g).h;\n',
    );
  });

  test('are put in as a test loads the program: neither the sources nor what is packed holds one', () => {
    const sources = listRepositoryFiles().filter((path) => path.startsWith('src/'));
    const built = readdirSync(join(repositoryRoot, 'dist'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(repositoryRoot, join(parentPath, name)));
    expect([...sources, ...built].filter((path) => readRepositoryFile(path).includes(stepFunction))).toEqual([]);
  });
});

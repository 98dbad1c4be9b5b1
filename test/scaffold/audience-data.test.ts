// Audience data goes neither into artifacts nor into caches of CI, where anybody who can see a pipeline could read it.
import { expect, test } from 'vitest';
import { listRepositoryFiles, readRepositoryFile } from '../support/repository.ts';

const workflows = listRepositoryFiles().filter((path) =>
  /^src\/scaffold\/files\/(?:github|gitlab)\/.*\.yml$/v.test(path),
);

test('the jobs that init writes keep plans and their texts, and cache nothing', () => {
  expect(workflows.length).toBeGreaterThan(1);
  const texts = workflows.map(readRepositoryFile);
  const kept = texts.flatMap((text) =>
    [...text.matchAll(/^\s+(?:path|paths): (.*)$/gm)].flatMap(([, paths = '']) =>
      paths.replaceAll(/\[|\]/g, '').split(', '),
    ),
  );
  // Paths in quotation marks say when jobs run.
  const artifacts = kept.filter((path) => !path.startsWith('"'));
  expect(artifacts.length).toBeGreaterThan(3);
  expect(
    artifacts.filter(
      (path) => !/(?:(?:plan|result)\.json|plan\.md|test\.md|report\.md|plan\.html|text|approved)$/v.test(path),
    ),
  ).toEqual([]);
  for (const text of texts) {
    expect(text).not.toMatch(/actions\/cache|^\s*cache:/m);
    expect(text).not.toMatch(/\.pushplan\/data/);
    // Only jobs that init writes on request get data at all.
    const always = text.replaceAll(/^ *# (?<word>init-\w+) begin\n[^]*?^ *# \k<word> end\n/gm, '');
    expect(always).not.toMatch(/pushplan fetch/);
  }
});

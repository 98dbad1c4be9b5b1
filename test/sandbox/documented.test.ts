// .github/SANDBOX.md names every answer that the API documents, and only faults and options that exist.
import { expect, test } from 'vitest';
import { sendAnswers } from '../../src/sandbox/answers.ts';
import { faultNamed } from '../../src/sandbox/fault-kinds.ts';
import { reasons } from '../../src/sandbox/reasons.ts';
import { parseUsers } from '../../src/sandbox/users-file.ts';
import { pushplan } from '../support/cli.ts';
import { readRepositoryFile } from '../support/repository.ts';

const page = readRepositoryFile('.github/SANDBOX.md');

test('the page names every reason and every code', () => {
  const codes = Object.values(sendAnswers).flatMap(
    ({ body }) => /"error":"(?<code>\w+)"/u.exec(body)?.groups?.['code'] ?? [],
  );
  expect(codes.length).toBeGreaterThan(8);
  expect([...reasons, ...codes].filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
});

test('the page names only faults that exist', () => {
  const kinds = [...page.matchAll(/--fault (?<kind>[a-z0-9][\w-]*)/gu)].map(({ groups }) => groups?.['kind'] ?? '');
  expect(kinds.length).toBeGreaterThan(8);
  expect(kinds.filter((kind) => faultNamed(kind) === undefined)).toEqual([]);
});

test('the page names only options that the help has', async () => {
  const { stdout } = await pushplan(['sandbox', '--help'], { cwd: '.' });
  const options = [...page.matchAll(/(?<!-)--[a-z][a-z-]*/gu)].map(([option]) => option);
  expect(options.filter((option) => option !== '--help' && !stdout.includes(option))).toEqual([]);
});

test('the page has a users file that can be read', () => {
  const [, text = ''] = /```json users\.json\n(?<text>[^]*?)```/u.exec(page) ?? [];
  expect(parseUsers(text)).toHaveLength(3);
});

// Checks the program's messages in its sources: they must be short, use words that everybody knows, and come with help.
import { expect, test } from 'vitest';
import { rules } from '../../src/diagnostic.ts';
import { readMessages } from '../support/read-messages.ts';
import { listRepositoryFiles, readRepositoryFile } from '../support/repository.ts';

const sources = listRepositoryFiles().filter((path) => /^src\/(?!generated|scaffold).*\.tsx?$/v.test(path));

const read = sources.map((path) => ({ path, ...readMessages(readRepositoryFile(path), path) }));
const messages = read.flatMap(({ path, messages: ours }) => ours.map((message) => ({ ...message, path })));

/** Words that readers have to look up or read twice. */
const odd =
  /\b(?:whoever|anew|nobody is sent to|whom it (?:knows|was)|looks? on(?! (?:phones|a ))|is no more|mend(?:s|ed|ing)?|as it comes|is kept no more|for want of|whence|thereby|hitherto|lets? .* lie)\b/iv;

test('the messages are found', () => {
  expect(messages.length).toBeGreaterThan(400);
  const known = messages.filter(({ code }) => code in rules);
  expect(new Set(known.map(({ code }) => code)).size).toBeGreaterThan(150);
});

test('a message says what happened in at most 200 characters', () => {
  expect(messages.filter(({ text }) => text.length > 200)).toEqual([]);
});

test('every finding has help', () => {
  const without = messages.filter(({ hasHelp }) => !hasHelp).map(({ path, code, text }) => `${path} ${code} ${text}`);
  expect(without).toEqual([]);
});

test('no message has a word of the list', () => {
  const found = read.flatMap(({ path, texts }) =>
    texts.filter((text) => odd.test(text)).map((text) => `${path}: ${text}`),
  );
  expect(found).toEqual([]);
});

// In handwritten forms, the singular or the grouping of digits is sooner or later missing.
const byHand = [
  /=== 1 \? \W1 /v,
  /\$\{(?:formatCount\()?([\w.#]+)\)?\} \$\{\1 === 1 \?/v,
  /\$\{countOf\(([\w.#]+),[^\}]*\)\} \$\{\1 === 1 \? '(?:is|are|was|were)'/v,
  /\$\{(?!countOf|formatCount)[^\{\}]*\} (?:addresses|arguments|bytes?|campaigns|cells|characters?|days|fields?|levels|lines|notifications?|parts|people|recipients?|requests?|rows|statements?|steps|values)\b/v,
];

test('a count and what it counts come from numbers.ts', () => {
  const others = sources.filter((path) => path !== 'src/numbers.ts');
  const found = others.flatMap((path) =>
    readRepositoryFile(path)
      .split('\n')
      .filter((line) => byHand.some((form) => form.test(line)))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

test('no comment and no test title has a word of the list', () => {
  const files = listRepositoryFiles().filter((path) =>
    /^(?:src\/(?!generated|scaffold)|test\/(?!fixtures\/)|schema\/).*\.tsx?$/v.test(path),
  );
  const isRead = /^\s*(?:\/\/|\/\*\*| \*|(?:test|it|describe)(?:\.\w+(?:\(.*\))?)?\(|\]\)\()/v;
  const found = files.flatMap((path) =>
    readRepositoryFile(path)
      .split('\n')
      .filter((line) => isRead.test(line) && odd.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(files.filter((path) => !path.startsWith('src/')).length).toBeGreaterThan(500);
  expect(found).toEqual([]);
});

/** More words that pages no longer have. */
const oddInPages =
  /\b(?:lest|heed(?:s|ed|ing)?|at hand|of nobody|unseen|would else|as (?:it|they) stands?|without a word|a word (?:from|with)|says? no\b|is said to\b|is told by|puts? (?:them|people|somebody) off|put off until|by its own)\b/iv;

test('no page has a word of the lists, except in the output of commands', () => {
  const pages = listRepositoryFiles().filter((path) =>
    /^(?:README|src\/scaffold\/files\/README|\.github\/.+)\.md$/v.test(path),
  );
  const found = pages.flatMap((path) =>
    readRepositoryFile(path)
      .replaceAll(/^ *```[^]*?^ *```$/gmv, '')
      .split('\n')
      .filter((line) => odd.test(line) || oddInPages.test(line))
      .map((line) => `${path}: ${line}`),
  );
  expect(pages.length).toBeGreaterThan(50);
  expect(found).toEqual([]);
});

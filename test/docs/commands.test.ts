// Checks every command line on every page: its verbs and options exist, and its values fit.
import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../src/commands/program/parse-arguments.ts';
import { allCommands, allGroups } from '../support/all-commands.ts';
import { listRepositoryFiles, readRepositoryFile } from '../support/repository.ts';

const pages = listRepositoryFiles().filter(
  (path) => /^(?:README|\.github\/.*)\.md$/v.test(path) && !/HELPERS/v.test(path),
);

/** Reads command lines from blocks, and between backticks in prose; of each, the part before a pipe, a redirection or a comment. */
function readCommandLines(page: string): readonly string[] {
  const blocks = [...page.matchAll(/^(?: {4}| *\$ | *)(?:npx )?(?<line>pushplan [a-z].*)$/gmv)];
  const spans = [...page.matchAll(/`(?:npx )?(?<line>pushplan [a-z][^`]*)`/gv)];
  return [...blocks, ...spans]
    .map(({ groups }) => (groups?.['line'] ?? '').replaceAll(/\s+/gv, ' '))
    .flatMap((line) => line.split(/ && | \| |; /v).filter((part) => part.startsWith('pushplan ')))
    .map((line) => line.replace(/ #.*$| > .*$|  .*$|\.\.\.$/v, '').trim());
}

/** Placeholders fit everywhere: N is a number, A|B stands for one of both. */
function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/gv)].map(([, a, b, c]) => a ?? b ?? c ?? '');
  return words
    .slice(1)
    .filter((word) => word !== '[options]')
    .map((word) => (/^[A-Z]$/v.test(word) ? '1' : (word.split('|')[0] ?? word)));
}

/** Whether these are the words of a command, and not prose that goes on after a name, a group alone, or a choice of verbs. */
function isLine(words: readonly string[]): boolean {
  const [verb = ''] = words;
  const isKnown = [...allCommands, ...allGroups].some(({ name }) => name.split(' ')[0] === verb);
  return isKnown && !(allGroups.some(({ name }) => name === verb) && /^[A-Z\|]+$|\||^$/v.test(words[1] ?? ''));
}

function faultOf(line: string): string | undefined {
  const words = wordsOf(line);
  const twoWords = allCommands.find(({ name }) => name === words.slice(0, 2).join(' '));
  const command = twoWords ?? allCommands.find(({ name }) => name === words[0]);
  if (command === undefined) return `${line}: no such command`;
  // In prose, a command may be named without its arguments.
  const rest = words.slice(command.name.split(' ').length);
  if (rest.length === 0) return undefined;
  try {
    parseArguments({ ...command, least: 0 }, rest);
    return undefined;
  } catch (error) {
    // An option may be named without its value, too.
    if (/^--[\w\-]+$/v.test(rest.at(-1) ?? '') && String(error).includes('needs a value')) return undefined;
    return `${line}: ${String(error)}`;
  }
}

describe.each(pages)('%s', (page) => {
  test('names only commands that exist', () => {
    const lines = readCommandLines(readRepositoryFile(page));
    expect(
      lines.filter((line) => !isLine(wordsOf(line)) && !/^pushplan (?:does|looks|finds|needs|sends)\b/v.test(line)),
    ).toEqual([]);
    expect(lines.filter((line) => isLine(wordsOf(line))).flatMap((line) => faultOf(line) ?? [])).toEqual([]);
  });
});

test('all pages name only npm scripts that exist', () => {
  const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
    readRepositoryFile('package.json'),
  );
  const named = pages.flatMap((page) => [...readRepositoryFile(page).matchAll(/\bnpm run (?<name>[a-z][\w:]*)/gv)]);
  expect(named.length).toBeGreaterThan(20);
  expect(named.map(({ groups }) => groups?.['name'] ?? '').filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test('finds many command lines', () => {
  expect(pages.flatMap((page) => readCommandLines(readRepositoryFile(page))).length).toBeGreaterThan(200);
});

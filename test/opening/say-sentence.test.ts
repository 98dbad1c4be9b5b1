// Sentences beside the output: wrapped at words on a terminal, one line elsewhere.
import { expect, test } from 'vitest';
import { saySentence } from '../../src/opening/say-sentence.ts';
import type { Output } from '../../src/opening/context.ts';
import { pushplan } from '../support/cli.ts';
import { makeWorkspace } from '../support/workspace.ts';

function said(isTerminal: boolean, columns: number): string {
  let text = '';
  const write = (more: string): void => void (text += more);
  const output: Pick<Output, 'write' | 'isTerminal' | 'columns'> = { write, isTerminal, columns };
  saySentence(output, 'guarantee at_least_once: sent again if in doubt.');
  return text;
}

function flow(text: string): string {
  return text.replaceAll(/\s+/gv, ' ').replaceAll('two', 'one');
}

test('a sentence is wrapped on a terminal only', () => {
  expect(said(false, 30)).toBe('guarantee at_least_once: sent again if in doubt.\n');
  expect(said(true, 30)).toBe('guarantee at_least_once: sent\nagain if in doubt.\n');
  expect(said(true, 80)).toBe(said(false, 80));
});

test('the output of init fits a terminal, and a script gets each sentence in one line', async () => {
  await using folder = await makeWorkspace();
  const shown = await pushplan(['init', 'one'], { cwd: folder.root, isTerminal: true });
  const piped = await pushplan(['init', 'two'], { cwd: folder.root });
  expect(flow(shown.stdout)).toBe(flow(piped.stdout));
  expect(shown.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(piped.stdout).toContain(
    '\n  npm install           installs pushplan; commit package-lock.json, which CI installs from\n',
  );
  expect(shown.stdout).toContain('\n  cd one\n');
});

import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askNumber } from '../../src/tui/ask-number.ts';
import { askWord } from '../../src/tui/ask-word.ts';

async function answer(typed: string): Promise<{ yes: boolean; shown: string }> {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const asked = askNumber({ stdin, stdout, question: ['How many?'], expected: 41_230 });
  stdin.end(typed);
  const yes = await asked;
  stdout.end();
  return { yes, shown: String(await stdout.toArray().then((chunks) => Buffer.concat(chunks))) };
}

test.each(['41230\n', '41,230\n', ' 41.230 \n', '41 230\r\n'])('%j is accepted as the number', async (typed) => {
  expect(await answer(typed)).toEqual({ yes: true, shown: 'How many? ' });
});

test.each(['41231\n', 'yes\n', '\n', '4123\n', '-41230\n', '0x41230\n'])('%j counts as no', async (typed) => {
  expect(await answer(typed)).toEqual({ yes: false, shown: 'How many? ' });
});

test('the end of the input counts as no, and later output starts on a new line', async () => {
  expect(await answer('')).toEqual({ yes: false, shown: 'How many? \n' });
});

test('a question is wrapped to the width of the terminal, with room for the answer after the prompt', async () => {
  const stdin = new PassThrough();
  const stdout = Object.assign(new PassThrough(), { columns: 40 });
  const question = [
    'Send 41,230 notifications to \u001B[31mproduction (mobile.useinsider.com)?',
    'Type 41230 to send, anything else to leave:',
  ];
  const asked = askNumber({ stdin, stdout, question, expected: 41_230 });
  stdin.end('41230\n');
  expect(await asked).toBe(true);
  expect(String(stdout.read())).toBe(
    [
      'Send 41,230 notifications to',
      '␛[31mproduction (mobile.useinsider.com)?',
      'Type 41230 to send, anything else to',
      'leave: ',
    ].join('\n'),
  );
});

test('an answer that does not fit there gets its own row', async () => {
  const stdin = new PassThrough();
  const stdout = Object.assign(new PassThrough(), { columns: 40 });
  const expected = 'push-2.example.com';
  const asked = askWord({ stdin, stdout, question: [`Type ${expected} to go:`], expected });
  stdin.end(` ${expected}\n`);
  expect(await asked).toBe(true);
  expect(String(stdout.read())).toBe('Type push-2.example.com to go:\n> ');
});

test('on a terminal of unknown size, lines are not wrapped', async () => {
  const stdin = new PassThrough();
  const stdout = Object.assign(new PassThrough(), { columns: 0 });
  const asked = askWord({ stdin, stdout, question: ['Type staging to go:'], expected: 'staging' });
  stdin.end('staging\n');
  expect(await asked).toBe(true);
  expect(String(stdout.read())).toBe('Type staging to go: ');
});

import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askNumber } from '../../src/tui/ask-number.ts';

async function answer(typed: string, expected = 41_230): Promise<{ yes: boolean; shown: string }> {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const asked = askNumber({ stdin, stdout, question: 'How many? ', expected });
  stdin.end(typed);
  const yes = await asked;
  stdout.end();
  return { yes, shown: String(await stdout.toArray().then((chunks) => Buffer.concat(chunks))) };
}

test.each(['41230\n', '41,230\n', ' 41.230 \n', '41 230\r\n'])('%j is the number', async (typed) => {
  expect(await answer(typed)).toEqual({ yes: true, shown: 'How many? ' });
});

test.each(['41231\n', 'yes\n', '\n', '4123\n', '-41230\n', '0x41230\n'])('%j is a no', async (typed) => {
  expect(await answer(typed)).toEqual({ yes: false, shown: 'How many? ' });
});

test('the end of the input is a no, and what follows begins on its own line', async () => {
  expect(await answer('')).toEqual({ yes: false, shown: 'How many? \n' });
});

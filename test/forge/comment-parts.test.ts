// The parts of one comment: each is written by a job of its own, and found again among the others.
import { expect, test } from 'vitest';
import { commentParts, readParts, writeParts } from '../../src/forge/comment-parts.ts';
import { composeComment } from '../../src/forge/keep-comment.ts';

const marker = '<!-- pushplan:plan env=production -->';

test('a plan alone has no part marker, and comments from before there were parts count as plans', () => {
  expect(composeComment({ text: 'A plan\n', part: 'plan', marker })).toBe(`A plan\n\n${marker}`);
  expect([...readParts('A plan\n\nof two lines')]).toEqual([['plan', 'A plan\n\nof two lines']]);
});

test('each part that is written keeps the others, in reading order, with the marker last', () => {
  for (const order of [commentParts, commentParts.toReversed()]) {
    let body = '';
    for (const part of order) body = composeComment({ text: `${part} 1`, part, marker }, body);
    expect(body).toBe(
      `<!-- pushplan:part report -->\n\nreport 1\n\n<!-- pushplan:part plan -->\n\nplan 1\n\n<!-- pushplan:part test -->\n\ntest 1\n\n${marker}`,
    );
    const again = composeComment({ text: 'plan 2', part: 'plan', marker }, body.replaceAll('\n', '\r\n'));
    expect(again).toBe(body.replace('plan 1', 'plan 2'));
  }
});

test('a comment may have no plan, and empty and unknown parts are dropped', () => {
  const body = composeComment({ text: 'T', part: 'test', marker });
  expect(body).toBe(`<!-- pushplan:part test -->\n\nT\n\n${marker}`);
  expect(composeComment({ text: 'P', part: 'plan', marker }, body)).toBe(
    `P\n\n<!-- pushplan:part test -->\n\nT\n\n${marker}`,
  );
  const odd = 'P\n<!-- pushplan:part other -->\nx\n<!-- pushplan:part report -->\n\n<!-- pushplan:part test -->\nT';
  expect([...readParts(odd)]).toEqual([
    ['plan', 'P'],
    ['test', 'T'],
  ]);
  expect(writeParts(new Map())).toBe('');
});

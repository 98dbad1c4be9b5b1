import { expect, test } from 'vitest';
import { judgeCase, type Evidence } from './fault-case-verdict.ts';
import type { FaultCase } from './fault-case.ts';
import { describeCase, faultCases, formatMatrix, runFaultCases } from './matrix.ts';

/** A third of all cases: each kind in one place, for each concurrency. */
test('after any fault in any place, everybody is in the expected bucket, nobody gets two, and nobody is lost', async () => {
  const all = faultCases(1);
  const verdicts = await runFaultCases(all.slice(0, all.length / 3));
  expect(verdicts.flatMap(({ given, wrong }) => wrong.map((finding) => `${describeCase(given)}: ${finding}`))).toEqual(
    [],
  );
  expect(verdicts.filter(({ duplicates, lost, falseAccepted }) => duplicates + lost + falseAccepted > 0)).toEqual([]);
  expect(formatMatrix(verdicts)).toContain('| connect | N |');
});

test('there are more than 360 different cases', () => {
  const names = faultCases(1).map(describeCase);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(360);
  expect(faultCases(2).map(describeCase).toSorted()).toEqual(names.toSorted());
});

const doubtful = faultCases(1).find(({ kind }) => kind.kind === 'no answer');

function judge(changed: Partial<Evidence>) {
  const standings = new Map([
    ['u0', 'accepted' as const],
    ['u1', 'in_doubt' as const],
  ]);
  return judgeCase(doubtful as FaultCase, {
    target: 'u1',
    isFinished: true,
    isStruck: true,
    longestWait: 0,
    before: standings,
    after: standings,
    struck: new Set(['u1']),
    sent: [['u0'], ['u1']],
    delivered: ['u0', 'u1'],
    totals: { planned: 2, accepted: 1, in_doubt: 1 },
    ...changed,
  });
}

test.each<[string, Partial<Evidence>, Record<string, unknown>]>([
  ['all is well', {}, { wrong: [], duplicates: 0, lost: 0, falseAccepted: 0, inDoubt: 1 }],
  ['a copy', { delivered: ['u0', 'u1', 'u1'] }, { duplicates: 1, wrong: ['1 people got two pushes'] }],
  ['accepted, but no push', { delivered: ['u1'] }, { falseAccepted: 1 }],
  ['the fault struck nobody', { isStruck: false }, { wrong: ['the fault never struck'] }],
  ['stopped', { isFinished: false }, { wrong: ['the run ended early'] }],
  ['a sum', { totals: { planned: 2, accepted: 1 } }, { wrong: ['the buckets do not add up'] }],
  [
    'doubt that was settled by itself',
    { after: new Map([['u0', 'accepted'] as const, ['u1', 'accepted'] as const]) },
    { wrong: expect.arrayContaining(['u1, in the struck request, is accepted, not in_doubt']) },
  ],
  [
    'somebody who is left',
    { after: new Map([['u0', 'unknown'] as const, ['u1', 'in_doubt'] as const]), delivered: ['u1'] },
    { lost: 1 },
  ],
])('the judge finds exactly what is wrong: %s', (_name, changed, expected) => {
  expect(judge(changed)).toMatchObject(expected);
});

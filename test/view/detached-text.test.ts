// What is printed about a run that was handed over to workers.
import { expect, test } from 'vitest';
import { formatDetachedText } from '../../src/view/detached-text.ts';
import { plainStyle } from '../../src/view/style.ts';
import { makeRun, makeTotals } from '../support/sample-documents.ts';

const layout = { style: plainStyle, columns: 100 };

test('a run with something to send', () => {
  const run = makeRun({ state: 'running', totals: makeTotals(0, 0, 0, 0, 12) });
  expect(formatDetachedText(run, 'production', layout)).toContain('12 notifications to be sent by workers');
});

test.each([
  [0, 'nothing to send'],
  [12, 'nothing is left to send'],
])('a run of %d that has finished needs no worker', (accepted, nothing) => {
  const run = makeRun({ state: 'finished', totals: makeTotals(accepted, 0, 0, 0, 0) });
  expect(formatDetachedText(run, 'production', layout)).toBe(
    `${run.run} in production: finished\n  ${nothing}\n\nNext: pushplan status ${run.run} --env production\n`,
  );
});

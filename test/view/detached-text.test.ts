// What is told of a run that was handed over to workers.
import { expect, test } from 'vitest';
import { formatDetachedText } from '../../src/view/detached-text.ts';
import { plainStyle } from '../../src/view/style.ts';
import { makeRun, makeTotals } from '../support/sample-documents.ts';

const layout = { style: plainStyle, columns: 100 };

test('a run with something to send', () => {
  const run = makeRun({ state: 'running', totals: makeTotals(0, 0, 0, 0, 12) });
  expect(formatDetachedText(run, 'production', layout)).toContain('12 notifications to be sent by workers');
});

test('a run without anything to send does not say that everybody was sent to', () => {
  const run = makeRun({ state: 'finished', totals: makeTotals(0, 0, 0, 0, 0) });
  const text = formatDetachedText(run, 'production', layout);
  expect(text).toContain('finished, detached\n  nothing is left to send\n');
  expect(text).not.toContain('everybody');
});

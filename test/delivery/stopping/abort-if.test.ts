import { expect, test } from 'vitest';
import { AbortWatch } from '../../../src/delivery/stopping/abort-if.ts';
import type { Outcome } from '../../../src/delivery/outcome.ts';

const accepted: Outcome = { kind: 'accepted' };
const optedOut: Outcome = { kind: 'refused', reason: 'OptOut' };
const noCertificate: Outcome = { kind: 'refused', reason: 'InvalidCertificate' };

function times(count: number, outcome: Outcome): readonly Outcome[] {
  return Array.from({ length: count }, () => outcome);
}

test('a share is judged from the first 200 on, and exactly the share is allowed', () => {
  const watch = new AbortWatch([{ of: 'refused', limit: { kind: 'share', share: 0.3 } }]);
  expect(watch.record(times(199, optedOut))).toBeUndefined();
  expect(watch.record([accepted])).toMatchObject({ of: 'refused', count: 199, settled: 200 });
  const exact = new AbortWatch([{ of: 'refused', limit: { kind: 'share', share: 0.3 } }]);
  expect(exact.record([...times(140, accepted), ...times(60, optedOut)])).toBeUndefined();
  expect(exact.record([optedOut])).toMatchObject({ count: 61, settled: 201 });
});

test('a count holds at once', () => {
  const watch = new AbortWatch([{ of: 'InvalidCertificate', limit: { kind: 'count', count: 5 } }]);
  expect(watch.record(times(5, noCertificate))).toBeUndefined();
  expect(watch.record([accepted, noCertificate])).toMatchObject({ of: 'InvalidCertificate', count: 6, settled: 7 });
});

test('a reason is counted for itself and as refused; the first limit that is exceeded is given', () => {
  const watch = new AbortWatch([
    { of: 'OptOut', limit: { kind: 'count', count: 1 } },
    { of: 'refused', limit: { kind: 'count', count: 2 } },
  ]);
  expect(watch.record([noCertificate, optedOut])).toBeUndefined();
  expect(watch.record([noCertificate])).toMatchObject({ of: 'refused', count: 3 });
  expect(watch.record([optedOut])).toMatchObject({ of: 'OptOut', count: 2 });
});

test('the rejected and the doubtful are settled too; who goes back to be sent again is not', () => {
  const watch = new AbortWatch([{ of: 'rejected', limit: { kind: 'share', share: 0 } }]);
  watch.record([...times(150, { kind: 'not_sent' }), ...times(150, { kind: 'repeated' })]);
  expect(watch.record([...times(198, accepted), { kind: 'rejected', code: 'x' }])).toBeUndefined();
  expect(watch.record([{ kind: 'in_doubt' }])).toMatchObject({ of: 'rejected', count: 1, settled: 200 });
});

test('without a limit nothing is too much', () => {
  expect(new AbortWatch([]).record(times(1_000, optedOut))).toBeUndefined();
});

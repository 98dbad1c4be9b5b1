import { expect, test } from 'vitest';
import { AbortWatch } from '../../../src/delivery/stopping/abort-if.ts';
import type { Outcome } from '../../../src/delivery/outcome.ts';

const accepted: Outcome = { kind: 'accepted' };
const optedOut: Outcome = { kind: 'refused', reason: 'OptOut' };
const noCertificate: Outcome = { kind: 'refused', reason: 'InvalidCertificate' };

function times(count: number, outcome: Outcome): readonly Outcome[] {
  return Array.from({ length: count }, () => outcome);
}

test('a share is judged after 200 outcomes, and exactly the share is allowed', () => {
  const watch = new AbortWatch([{ of: 'refused', limit: { kind: 'share', share: 0.3 } }]);
  expect(watch.record(times(199, optedOut))).toBeUndefined();
  expect(watch.record([accepted])).toMatchObject({ of: 'refused', count: 199, settled: 200 });
  const exact = new AbortWatch([{ of: 'refused', limit: { kind: 'share', share: 0.3 } }]);
  expect(exact.record([...times(140, accepted), ...times(60, optedOut)])).toBeUndefined();
  expect(exact.record([optedOut])).toMatchObject({ count: 61, settled: 201 });
});

test('a count is judged at once', () => {
  const watch = new AbortWatch([{ of: 'InvalidCertificate', limit: { kind: 'count', count: 5 } }]);
  expect(watch.record(times(5, noCertificate))).toBeUndefined();
  expect(watch.record([accepted, noCertificate])).toMatchObject({ of: 'InvalidCertificate', count: 6, settled: 7 });
});

test('a reason counts for its own limit and for refused; the first exceeded limit is returned', () => {
  const watch = new AbortWatch([
    { of: 'OptOut', limit: { kind: 'count', count: 1 } },
    { of: 'refused', limit: { kind: 'count', count: 2 } },
  ]);
  expect(watch.record([noCertificate, optedOut])).toBeUndefined();
  expect(watch.record([noCertificate])).toMatchObject({ of: 'refused', count: 3 });
  expect(watch.record([optedOut])).toMatchObject({ of: 'OptOut', count: 2 });
});

test('rejected and in doubt count as settled, and notifications that will be sent again do not', () => {
  const watch = new AbortWatch([{ of: 'rejected', limit: { kind: 'share', share: 0 } }]);
  watch.record([...times(150, { kind: 'not_sent' }), ...times(150, { kind: 'repeated' })]);
  expect(watch.record([...times(198, accepted), { kind: 'rejected', code: 'x' }])).toBeUndefined();
  expect(watch.record([{ kind: 'in_doubt' }])).toMatchObject({ of: 'rejected', count: 1, settled: 200 });
});

test('without limits nothing is exceeded', () => {
  expect(new AbortWatch([]).record(times(1_000, optedOut))).toBeUndefined();
});

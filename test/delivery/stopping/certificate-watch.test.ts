import { expect, test } from 'vitest';
import { CertificateWatch } from '../../../src/delivery/stopping/certificate-watch.ts';
import type { Outcome } from '../../../src/delivery/outcome.ts';
import { makeWorld } from '../../support/delivery-world.ts';
import { madeSender, settledAs } from '../../support/made-sender.ts';
import { payloadsTo } from '../../support/payloads.ts';
import { insider } from '../../../src/insider/insider.ts';

const certificate: Outcome = { kind: 'refused', reason: 'InvalidCertificate' };
const optOut: Outcome = { kind: 'refused', reason: 'OptOut' };
const notSent: Outcome = { kind: 'not_sent' };
const repeated: Outcome = { kind: 'repeated' };

function many(count: number): readonly Outcome[] {
  return Array.from({ length: count }, () => certificate);
}

test.each<[string, readonly (readonly Outcome[])[], boolean]>([
  ['twenty certificate errors', [many(1), many(19)], true],
  ['nineteen certificate errors', [many(19)], false],
  ['the first outcome is another one', [[optOut], many(30)], false],
  ['the twentieth outcome is another one', [[...many(19), optOut], many(5)], false],
  ['the twenty-first outcome is another one', [[...many(20), optOut]], true],
  ['some outcomes that do not count in between', [many(5), [notSent, repeated], many(15)], true],
])('stops a run only if its first twenty outcomes are certificate errors: %s', (_name, requests, expected) => {
  const watch = new CertificateWatch(insider);
  expect(requests.map((outcomes) => watch.record(outcomes)).at(-1)).toBe(expected ? 'InvalidCertificate' : undefined);
});

test('a run stops after the first twenty, before anybody else is claimed', async () => {
  await using world = await makeWorld({ campaigns: [{ payloads: payloadsTo(300) }], requestsPerMinute: 60_000 });
  const sender = madeSender(async ({ notifications }) => settledAs(many(notifications.length)));
  const end = await world.deliver(sender);
  expect(end).toMatchObject({
    kind: 'stopped',
    why: 'all of the first 20 of campaign campaign-0 were refused (InvalidCertificate)',
    diagnostic: { code: 'PP425', file: 'campaign-0.campaign.yaml' },
  });
  expect(await world.totals()).toMatchObject({ refused: 20, not_sent: 280, requests: 2 });
});

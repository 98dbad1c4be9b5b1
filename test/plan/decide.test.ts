import { describe, expect, it } from 'vitest';
import type { Resend } from '../../src/campaign/campaign.ts';
import { decide, needsPayload, timelessRules, type AgainRules, type Decision } from '../../src/plan/decide.ts';
import { slowerRetry, usualRetry } from '../../src/campaign/schedule/retry-rules.ts';
import type { Known } from '../../src/plan/history.ts';
import type { PastRefusal } from '../../src/plan/may-retry.ts';

const same = 'a'.repeat(32);
const other = 'b'.repeat(32);
const third = 'c'.repeat(32);
const settled: Decision = { kind: 'settled', earlier: false };
const earlier: Decision = { kind: 'settled', earlier: true };

/** A history of what was sent, newest first, with its outcome. */
function known(
  kind: 'accepted' | 'refused' | 'rejected',
  digests: readonly string[],
  got = kind === 'accepted',
): Extract<Known, { readonly got: boolean }> {
  return { kind, generation: 3, digests, got };
}

type Row = readonly [title: string, known: Known, resend: Resend, digest: string | undefined, decision: Decision];

const unsent: Known = { kind: 'unknown', generation: 0 };
const send: Decision = { kind: 'send', generation: 4 };
const resend: Decision = { kind: 'resend', generation: 4 };

const table: readonly Row[] = [
  ['sends to somebody unknown', unsent, 'never', same, { kind: 'send', generation: 0 }],
  ['uses the given generation', { ...unsent, generation: 2 }, 'on_change', same, { kind: 'send', generation: 2 }],
  ['does not resend what was accepted', known('accepted', [other]), 'never', undefined, settled],
  ['does not resend what was refused', known('refused', [other]), 'never', undefined, settled],
  ['resends a changed payload if resend is on_change', known('accepted', [other]), 'on_change', same, resend],
  ['resends a changed payload after a refusal too', known('refused', [other]), 'on_change', same, resend],
  ['resends no unchanged payload', known('accepted', [same]), 'on_change', same, settled],
  [
    'does not resend a payload that was sent before the last one',
    known('accepted', [other, same]),
    'on_change',
    same,
    earlier,
  ],
  [
    'does not resend a payload that was sent long before the last one',
    known('accepted', [other, third, other, same]),
    'on_change',
    same,
    earlier,
  ],
  ['compares with the last payload first', known('accepted', [same, other, same]), 'on_change', same, settled],
  [
    'does not resend a payload that was refused before another one was accepted',
    known('accepted', [other, same]),
    'on_change',
    same,
    earlier,
  ],
  [
    'resends a payload that differs from all earlier ones',
    known('accepted', [other, third]),
    'on_change',
    same,
    resend,
  ],
  ['sends another payload after a rejection', known('rejected', [other]), 'never', same, send],
  ['sends another payload after a rejection, with any resend', known('rejected', [other]), 'on_change', same, send],
  ['does not repeat a rejected payload', known('rejected', [same]), 'on_change', same, settled],
  [
    'does not repeat a payload that was rejected before another one was',
    known('rejected', [other, same]),
    'never',
    same,
    earlier,
  ],
  [
    'does not resend a payload that was accepted before a rejection',
    known('rejected', [other, same], true),
    'on_change',
    same,
    earlier,
  ],
  ['resends a new payload after a rejection', known('rejected', [other, third], true), 'on_change', same, resend],
  ['resends a new payload after a refusal', known('refused', [other, third], true), 'on_change', same, resend],
  [
    'does not resend to somebody who got a payload before',
    known('rejected', [other, third], true),
    'never',
    undefined,
    settled,
  ],
  ['never sends what is in doubt', { kind: 'in_doubt', generation: 0 }, 'on_change', undefined, { kind: 'in_doubt' }],
];

/** Rules that do not depend on the time. */
function rulesOf(mode: Resend): AgainRules {
  return timelessRules({ resend: mode });
}

describe('decide', () => {
  it.each(table)('%s', (_title, history, mode, digest, decision) => {
    expect(decide(history, rulesOf(mode), digest === undefined ? undefined : { same: [digest] })).toEqual(decision);
    expect(needsPayload(history, rulesOf(mode))).toBe(digest !== undefined);
  });

  it('treats the same payload under a former key as the same, whatever its outcome', () => {
    for (const kind of ['accepted', 'refused', 'rejected'] as const) {
      expect(decide(known(kind, [other]), rulesOf('on_change'), { same: [same, other] })).toEqual(settled);
    }
  });

  it('treats a payload with identifiers in another spelling as the same, unless it was rejected and nobody received it', () => {
    const digests = { same: [same], rewritten: other };
    expect(decide(known('accepted', [other]), rulesOf('on_change'), digests)).toEqual(settled);
    expect(decide(known('refused', [other]), rulesOf('on_change'), digests)).toEqual(settled);
    expect(decide(known('rejected', [other], true), rulesOf('on_change'), digests)).toEqual(settled);
    expect(decide(known('rejected', [other]), rulesOf('on_change'), digests)).toEqual(send);
    expect(decide(known('rejected', [other]), rulesOf('never'), digests)).toEqual(send);
    expect(decide(known('accepted', [third]), rulesOf('on_change'), digests)).toEqual(resend);
  });
});

describe('a refused notification', () => {
  const at = Date.UTC(2026, 11, 1);
  const day = 86_400_000;
  const refusedFor = (reason: string, change: Partial<PastRefusal> = {}): Known => ({
    ...known('refused', [same]),
    refusal: { reason, at, isOpened: false, got: [], ...change },
  });
  const later: Decision = { kind: 'settled', earlier: false, isLater: true };
  const retry: Decision = { kind: 'retry', generation: 4 };

  it.each<readonly [string, Known, number, Decision]>([
    ['waits until it may be retried', refusedFor('UserGloballyCapped'), at + day - 1, later],
    ['is retried at that time', refusedFor('UserGloballyCapped'), at + day, retry],
    ['for another reason waits until somebody reopens it', refusedFor('InvalidCertificate'), at + 9 * day, settled],
    ['is retried once it is reopened', refusedFor('InvalidCertificate', { isOpened: true }), at, retry],
    ['for an unknown reason is retried once it is reopened', refusedFor('Mystery', { isOpened: true }), at, retry],
    [
      'that is never retried stays refused, even if it is reopened',
      refusedFor('OptOut', { isOpened: true }),
      at + 9 * day,
      settled,
    ],
    [
      'is not retried if the person has got the same payload',
      refusedFor('UserGloballyCapped', { got: [same] }),
      at + day,
      settled,
    ],
  ])('%s', (_title, history, now, decision) => {
    const rules = { ...rulesOf('never'), now };
    const digests = needsPayload(history, rules) ? { same: [same] } : undefined;
    expect(decide(history, rules, digests)).toEqual(decision);
  });

  it('may be retried later by a campaign than by the policy, but never sooner', () => {
    expect(slowerRetry(usualRetry, { UserGloballyCapped: 2 * day, InvalidCertificate: day })).toEqual({
      ...usualRetry,
      UserGloballyCapped: 2 * day,
    });
    expect(slowerRetry(usualRetry, { UserGloballyCapped: 'never', Mystery: 'never', OptOut: 'manual' })).toMatchObject({
      UserGloballyCapped: 'never',
      Mystery: 'never',
      OptOut: 'never',
    });
  });
});

describe('resend after a time', () => {
  const acceptedAt = Date.UTC(2026, 11, 1);
  const week = 7 * 86_400_000;
  const got: Known = { ...known('accepted', [same]), acceptedAt };
  const rulesAt = (now: number): AgainRules => ({ ...rulesOf({ after: week }), now });

  it('sends any text again once the time is over', () => {
    expect(decide(got, rulesAt(acceptedAt + week), { same: [same] })).toEqual(resend);
    expect(decide(got, rulesAt(acceptedAt + week - 1), { same: [other] })).toEqual({ ...settled, isLater: true });
  });

  it('counts from what was accepted, not from what was refused, and sends as usual what nobody received', () => {
    expect(decide(known('refused', [other]), rulesAt(acceptedAt + week), { same: [same] })).toEqual(settled);
    expect(decide(known('rejected', [other]), rulesAt(acceptedAt), { same: [same] })).toEqual(send);
    expect(decide(known('rejected', [same]), rulesAt(acceptedAt + week), { same: [same] })).toEqual(settled);
  });
});

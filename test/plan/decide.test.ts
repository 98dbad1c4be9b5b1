import { describe, expect, it } from 'vitest';
import { decide, needsPayload, type Decision, type Resend } from '../../src/plan/decide.ts';
import type { Known } from '../../src/plan/history.ts';

const same = 'a'.repeat(32);
const other = 'b'.repeat(32);

const table: readonly [title: string, known: Known, resend: Resend, digest: string | undefined, decision: Decision][] =
  [
    ['sends to somebody unknown', { kind: 'unknown', generation: 0 }, 'never', same, { kind: 'send', generation: 0 }],
    [
      'keeps the generation that a send would take',
      { kind: 'unknown', generation: 2 },
      'on_change',
      same,
      { kind: 'send', generation: 2 },
    ],
    [
      'leaves the accepted alone',
      { kind: 'accepted', generation: 0, digest: other },
      'never',
      undefined,
      { kind: 'settled' },
    ],
    [
      'leaves the refused alone',
      { kind: 'refused', generation: 0, digest: other },
      'never',
      undefined,
      { kind: 'settled' },
    ],
    [
      'resends a change when asked to',
      { kind: 'accepted', generation: 3, digest: other },
      'on_change',
      same,
      { kind: 'resend', generation: 4 },
    ],
    [
      'resends no unchanged payload',
      { kind: 'accepted', generation: 3, digest: same },
      'on_change',
      same,
      { kind: 'settled' },
    ],
    [
      'sends another payload after a rejection',
      { kind: 'rejected', generation: 0, digest: other },
      'never',
      same,
      { kind: 'send', generation: 1 },
    ],
    [
      'does not repeat a rejected payload',
      { kind: 'rejected', generation: 0, digest: same },
      'on_change',
      same,
      { kind: 'settled' },
    ],
    [
      'does not send somebody again what he had before a change that was rejected',
      { kind: 'rejected', generation: 1, digest: other, got: same },
      'on_change',
      same,
      { kind: 'settled' },
    ],
    [
      'resends what is new to somebody who was refused since he got something else',
      { kind: 'refused', generation: 1, digest: other, got: 'c'.repeat(32) },
      'on_change',
      same,
      { kind: 'resend', generation: 2 },
    ],
    [
      'leaves alone who got something before a rejection, unless asked to resend',
      { kind: 'rejected', generation: 1, digest: other, got: 'c'.repeat(32) },
      'never',
      undefined,
      { kind: 'settled' },
    ],
    ['never sends what is in doubt', { kind: 'in_doubt', generation: 0 }, 'on_change', undefined, { kind: 'in_doubt' }],
  ];

describe('decide', () => {
  it.each(table)('%s', (_title, known, resend, digest, decision) => {
    expect(decide(known, resend, digest)).toEqual(decision);
    expect(needsPayload(known, resend)).toBe(digest !== undefined);
  });
});

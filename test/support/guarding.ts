// A campaign, a policy and counts for tests of guards. The line of a place is the number of keys that lead to a value.
import type { Campaign, Limit } from '../../src/campaign/campaign.ts';
import { guardCampaign, type GuardJudgement } from '../../src/plan/guards/guard.ts';
import type { Facts, GuardPolicy } from '../../src/plan/guards/guard-measure.ts';
import { aCampaign } from './a-campaign.ts';

const aPolicy: GuardPolicy = {
  maxRecipients: 100,
  maxInvalid: { kind: 'share', share: 0.01 } satisfies Limit,
  forbid: [],
  locate: (path) => ({ file: 'pushplan.yaml', line: path.length, column: 1 }),
};

export function countsOf(send: number, invalid = 0, filtered = 0): Facts['counts'] {
  const rows = send + invalid + filtered;
  const removed = { invalid, duplicate: 0, filtered, short: 0 };
  return { rows, send, resend: 0, retry: 0, deferred: 0, settled: 0, settled_earlier: 0, in_doubt: 0, removed };
}

export function resending(resend: number): Facts['counts'] {
  return { ...countsOf(0), rows: resend, resend };
}

export const now = Date.UTC(2026, 2, 9, 12);

export interface GuardedParts {
  readonly campaign?: Partial<Campaign>;
  readonly counts?: Facts['counts'];
  readonly facts?: Partial<Facts>;
  readonly policy?: Partial<GuardPolicy>;
}

/** Facts of a campaign whose key, settings and workspace have not changed. */
const sameAsBefore: Pick<
  Facts,
  'key' | 'formerKey' | 'settingChanges' | 'tagChanges' | 'owner' | 'rememberedOwner' | 'version' | 'formerVersion'
> = {
  key: 'key: "{{email}}"',
  formerKey: 'key: "{{email}}"',
  settingChanges: [],
  tagChanges: [],
  owner: { id: undefined, at: { file: 'pushplan.yaml', line: 1, column: 1 }, isShared: false },
  rememberedOwner: undefined,
  version: '0.2.0',
  formerVersion: '0.2.0',
};

/** By default: one recipient, a first run, and nothing allowed. */
export function guarded({ campaign, counts = countsOf(1), facts, policy }: GuardedParts): GuardJudgement {
  const modifiedAt = { kind: 'known', at: now } as const;
  const found: Facts = { counts, sentLast: undefined, modifiedAt, now, allowed: [], ...sameAsBefore, ...facts };
  return guardCampaign({ ...aCampaign(), ...campaign }, found, { ...aPolicy, ...policy });
}

/** Returns the limits of one guard as "VALUE of LIMIT at FILE:LINE", each with "ok" or "no" in front. */
export function limitsOf(parts: GuardedParts, guard: string): string[] {
  return guarded(parts)
    .limits.filter((limit) => limit.guard === guard)
    .map(({ value, limit, file, line, passed }) => `${passed ? 'ok' : 'no'} ${value} of ${limit} at ${file}:${line}`);
}

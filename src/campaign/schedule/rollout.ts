// In which steps a campaign is sent: shares of its people, and what is waited for between them.
import type { CampaignFile } from '../../generated/campaign.ts';
import { parseDuration } from './parse-duration.ts';

/** Milliseconds; null until somebody ends it. */
export type Pause = number | null;

export interface RolloutStep {
  /** The share of those who have it when the step is over, from 0 to 1. */
  readonly upTo: number;
  /** After it; absent where the next step follows at once. */
  readonly pause?: Pause;
}

/** The rules have made sure that shares rise to all, and that a pause stands between two of them. */
export function readRollout(written: NonNullable<CampaignFile['rollout']>): readonly RolloutStep[] {
  return written.flatMap((item, index): RolloutStep[] => {
    if (typeof item !== 'string') return [];
    const upTo = Number(item.slice(0, -1)) / 100;
    const next = written[index + 1];
    return [typeof next === 'object' ? { upTo, pause: parseDuration(next.pause) ?? null } : { upTo }];
  });
}

/** In the largest unit that it is a whole number of. */
export function showPause(pause: Pause): string {
  if (pause === null) return 'manual';
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
  ] as const;
  const [unit, length] = units.find(([, one]) => pause % one === 0) ?? ['s', 1_000];
  return `${pause / length}${unit}`;
}

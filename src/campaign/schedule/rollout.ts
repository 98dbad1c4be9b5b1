// The steps of a rollout: shares of the campaign's people, and the pauses between them.
import type { CampaignFile } from '../../generated/campaign.ts';
import { parseDuration } from './parse-duration.ts';

/** Milliseconds. Null lasts until a person ends it. */
export type Pause = number | null;

export interface RolloutStep {
  /** The share of people who have it when the step ends, from 0 to 1. */
  readonly upTo: number;
  /** The pause after the step. Undefined if the next step follows at once. */
  readonly pause?: Pause;
}

/** Reads a rollout. Rules ensure that shares rise to 100% and that each pause is between two of them. */
export function readRollout(written: NonNullable<CampaignFile['rollout']>): readonly RolloutStep[] {
  return written.flatMap((item, index): RolloutStep[] => {
    if (typeof item !== 'string') return [];
    const upTo = Number(item.slice(0, -1)) / 100;
    const next = written[index + 1];
    return [typeof next === 'object' ? { upTo, pause: parseDuration(next.pause) ?? null } : { upTo }];
  });
}

/** Shows a pause in the largest unit that gives a whole number. */
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

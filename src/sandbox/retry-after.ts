// Whether a 429 says how long to wait: the vendor's "sometimes" there, by seeded chance.
import { chanceOf } from './chance.ts';
import type { Settings } from './options.ts';

/** Whole seconds until the window has room, if this answer is one of those that say so. `fact` tells one answer from another. */
export function retryAfterOf(settings: Settings, waitMs: number, fact: number): string | undefined {
  const says =
    settings.retryAfter === 'always' ||
    (settings.retryAfter === 'sometimes' && chanceOf(settings.seed, 'retry-after', fact) < 0.5);
  return says ? String(Math.max(1, Math.ceil(waitMs / 1000))) : undefined;
}

// Decides whether a 429 has a Retry-After header: the vendor's "sometimes", by seeded chance.
import { chanceOf } from './chance.ts';
import type { Settings } from './options.ts';

/** Returns the whole seconds until the window admits a request, or undefined if this answer has no header. `fact` identifies the answer. */
export function retryAfterOf(settings: Settings, waitMs: number, fact: number): string | undefined {
  const says =
    settings.retryAfter === 'always' ||
    (settings.retryAfter === 'sometimes' && chanceOf(settings.seed, 'retry-after', fact) < 0.5);
  return says ? String(Math.max(1, Math.ceil(waitMs / 1000))) : undefined;
}

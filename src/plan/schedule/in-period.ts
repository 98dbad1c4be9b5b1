// A renderer whose keys include the period, so that people who got the campaign in another period are new in this one.
import type { Renderer } from '../../message/renderer.ts';
import type { Period } from './period-at.ts';

/** A key is JSON text, so that text after it cannot be confused with it. */
function keyInPeriod(key: string, period: Pick<Period, 'name'>): string {
  return `${key} ${period.name}`;
}

/** Returns the same renderer if there are no periods. */
export function renderInPeriod(renderer: Renderer, period: Pick<Period, 'name'> | undefined): Renderer {
  if (period === undefined) return renderer;
  return {
    ...renderer,
    key: (recipient) => {
      const made = renderer.key(recipient);
      if (made.kind !== 'key') return made;
      const former = made.formerKey === undefined ? undefined : keyInPeriod(made.formerKey, period);
      return { ...made, key: keyInPeriod(made.key, period), formerKey: former };
    },
  };
}

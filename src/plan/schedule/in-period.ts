// A renderer whose keys are those of one period: who got the campaign in another one is new in this one.
import type { Renderer } from '../../message/renderer.ts';
import type { Period } from './period-at.ts';

/** A key is JSON text, which what stands behind it does not touch. */
export function keyInPeriod(key: string, period: Pick<Period, 'name'>): string {
  return `${key} ${period.name}`;
}

/** The same renderer where there are no periods. */
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

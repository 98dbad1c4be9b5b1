// Draws parts of a whole as a bar in a cell of a table. The figures are beside it, so that no reader depends on the bar.
import type { BucketName } from '../buckets.ts';
import { markup, type Markup } from '../markup.ts';
import { roundHundredth } from './time-axis.ts';

export const shareBarStyle = `
.share { display: block; width: clamp(2rem, 16vw, 13rem); height: 0.75rem; margin-top: 0.35rem; border-radius: 0.25rem; } .share .rest { fill: var(--panel); } .share .bar { stroke: var(--page); stroke-width: 1px; vector-effect: non-scaling-stroke; }
`;

export interface ShareOfBar {
  readonly count: number;
  /** Empty if the part is neither good nor bad. */
  readonly look: BucketName | '';
}

/** Draws the parts one after the other. Each part is visible: it takes at least 1% of the bar, from its neighbours if necessary. */
export function drawShares(parts: readonly ShareOfBar[], whole: number): Markup {
  const shown = parts.filter(({ count }) => count > 0);
  let before = 0;
  let least = 0;
  const bars = shown.map(({ count, look }, index) => {
    const room = 100 - (shown.length - index);
    const x = Math.min(room, Math.max(least, roundHundredth((before / whole) * 100)));
    before += count;
    least = x + 1;
    const width = Math.max(1, roundHundredth((count / whole) * 100));
    return markup`<rect class="bar ${look}" x="${x}" width="${width}" height="12"/>`;
  });
  return markup`<svg class="share" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="100" height="12"/>${bars}</svg>`;
}

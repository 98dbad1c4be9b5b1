// Picks the variant of a campaign that a recipient gets.
import type { VariantCondition, Variants } from '../campaign/layers/variants.ts';

/** The texts that a recipient gets, null for the campaign's own, and their arm if there are arms. */
interface Choice {
  readonly locale: string | null;
  readonly arm: number | undefined;
}

const noChoice: Choice = { locale: null, arm: undefined };

/** Returns the first variant whose condition holds, or the first of all if none does. */
export function pickVariant<V extends { readonly when: VariantCondition }>(
  variants: Variants<V>,
  choice = noChoice,
): V {
  return variants.find(({ when }) => isFor(when, choice)) ?? variants[0];
}

function isFor(when: VariantCondition, { locale, arm }: Choice): boolean {
  switch (when.kind) {
    case 'always':
      return true;
    case 'for':
      return when.locale === locale && when.arm === arm;
  }
}

// Which variant of a campaign a recipient gets.
import type { VariantCondition, Variants } from '../campaign/layers/variants.ts';

/** What is known of a recipient: whose texts they get, null for the campaign's own, and their arm where there are arms. */
interface Choice {
  readonly locale: string | null;
  readonly arm: number | undefined;
}

const noChoice: Choice = { locale: null, arm: undefined };

/** The first whose condition holds; the first of all where none does. */
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

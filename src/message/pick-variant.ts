// Which variant of a campaign a recipient gets.
import type { VariantCondition, Variants } from '../campaign/variants.ts';

/** The first whose condition holds; the first of all where none does. */
export function pickVariant<V extends { readonly when: VariantCondition }>(variants: Variants<V>): V {
  return variants.find(({ when }) => isFor(when)) ?? variants[0];
}

function isFor(when: VariantCondition): boolean {
  switch (when.kind) {
    case 'always':
      return true;
  }
}

// Which arms of a test say something else after a change: those whose own words differ, and those that take the words that differ from below.
import { writtenAt } from '../../campaign/layers/overlay.ts';
import type { Variant } from '../../campaign/layers/variants.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import type { Change } from '../../generated/plan.ts';
import type { Partials } from '../../message/compile-campaign.ts';
import { findCallingFields, findLookingFields } from './compare-fields.ts';

/** Lowest first: each is laid over those before it. */
const layers = ['notification', 'locales', 'variants'];

/** `arm` is its number and its name. */
export function isArmEdited(
  { variants: all }: Pick<Campaign, 'variants'>,
  [arm, name]: readonly [number, string],
  { path, cause }: Change,
  partials: Partials,
): boolean {
  const variants = all.filter(({ when }) => when.kind === 'for' && when.arm === arm);
  switch (cause.kind) {
    case 'campaign':
      return variants.some((variant) => takesFrom(variant, stepsOf(path, name)));
    case 'partial':
      return findCallingFields({ variants }, partials).some(
        (field) => field.path.join('.') === path && field.calls.has(cause.name),
      );
    case 'table':
      return findLookingFields({ variants }, partials).some(
        (field) => field.path.join('.') === path && field.tables.has(cause.name),
      );
    case 'column':
    case 'audience':
      return false;
  }
}

/** A name may have dots in it. The arm itself is written as a star. */
function stepsOf(path: string, arm: string): readonly string[] {
  const own = `variants.${arm}.`;
  return path.startsWith(own) ? ['variants', '*', ...path.slice(own.length).split('.')] : path.split('.');
}

/** Whether nothing is laid over the value at this path of the campaign file, or over the place where it was. */
function takesFrom({ when, overlays }: Variant, path: readonly string[]): boolean {
  const steps = when.kind === 'for' ? stepsFor(when, path) : undefined;
  // Who somebody is does not depend on what they read.
  if (steps === undefined || steps[0] === 'identifiers') return false;
  const [top] = writtenAt(overlays, ['notification', ...steps]);
  return layers.indexOf(String(top)) <= layers.indexOf(path[0] ?? '');
}

/** From the notification on; undefined for what is of another language or arm, or of no notification. */
function stepsFor(
  { locale }: Extract<Variant['when'], { readonly kind: 'for' }>,
  path: readonly string[],
): readonly string[] | undefined {
  const [root, first, second] = path;
  if (root === 'notification') return path.slice(1);
  if (root === 'locales') return first === locale ? path.slice(2) : undefined;
  return root === 'variants' && first === '*' && second === 'notification' ? path.slice(3) : undefined;
}

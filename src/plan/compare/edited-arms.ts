// Finds the arms of a test that a change affects: those whose own texts differ, and those that inherit the changed text from a layer below.
import { writtenAt } from '../../campaign/layers/overlay.ts';
import type { Variant } from '../../campaign/layers/variants.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import type { Change } from '../../generated/plan.ts';
import type { Partials } from '../../message/compile-campaign.ts';
import { findCallingFields, findLookingFields } from './compare-fields.ts';

/** Lowest first. Each layer overrides the layers before it. */
const layers = ['notification', 'locales', 'variants'];

/** `arm` is the number of the arm, and its name. */
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

/** Splits a path into steps. The name of the arm may contain dots and is replaced by a star. */
function stepsOf(path: string, arm: string): readonly string[] {
  const own = `variants.${arm}.`;
  return path.startsWith(own) ? ['variants', '*', ...path.slice(own.length).split('.')] : path.split('.');
}

/** Whether no higher layer overrides the value at this path of the campaign file, also if the value was removed. */
function takesFrom({ when, overlays }: Variant, path: readonly string[]): boolean {
  const steps = when.kind === 'for' ? stepsFor(when, path) : undefined;
  // The identity of a person does not depend on the text they get.
  if (steps === undefined || steps[0] === 'identifiers') return false;
  const [top] = writtenAt(overlays, ['notification', ...steps]);
  return layers.indexOf(String(top)) <= layers.indexOf(path[0] ?? '');
}

/** The steps below the notification. Undefined for a value of another language or arm, or outside of a notification. */
function stepsFor(
  { locale }: Extract<Variant['when'], { readonly kind: 'for' }>,
  path: readonly string[],
): readonly string[] | undefined {
  const [root, first, second] = path;
  if (root === 'notification') return path.slice(1);
  if (root === 'locales') return first === locale ? path.slice(2) : undefined;
  return root === 'variants' && first === '*' && second === 'notification' ? path.slice(3) : undefined;
}

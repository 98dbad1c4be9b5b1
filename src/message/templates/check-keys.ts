// Checks that no key of a notification is written as a template: only values are rendered.
import type { Campaign, Locate } from '../../campaign/campaign.ts';
import { writtenAt } from '../../campaign/layers/overlay.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { isTemplate } from '../../campaign/template-text.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import type { ValuePath } from '../fragments/build-fragment.ts';

export function checkTemplateKeys(campaign: Campaign): readonly Diagnostic[] {
  return campaign.variants.flatMap(({ notification, overlays }) =>
    checkKeysIn(notification, ['notification'], (path) => locateIn(campaign, writtenAt(overlays, path))),
  );
}

function checkKeysIn(value: unknown, path: ValuePath, locate: Locate): readonly Diagnostic[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const inside = [...path, Array.isArray(value) ? Number(key) : key];
    const found = checkKeysIn(part, inside, locate);
    if (!isTemplate(key)) return found;
    const message = `the key ${key} looks like a template, and keys are not rendered`;
    return [errorAt(locate(inside), 'PP115', message, 'Only values are templates.'), ...found];
  });
}

// Checks that no key of a notification is written as a template: only values are rendered.
import type { Campaign } from '../../campaign/campaign.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { isTemplate } from '../../campaign/template-text.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import type { ValuePath } from '../build-fragment.ts';

export function checkTemplateKeys(campaign: Campaign): readonly Diagnostic[] {
  return campaign.variants.flatMap(({ notification }) => checkKeysIn(notification, ['notification'], campaign));
}

function checkKeysIn(value: unknown, path: ValuePath, campaign: Campaign): readonly Diagnostic[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const inside = [...path, Array.isArray(value) ? Number(key) : key];
    const found = checkKeysIn(part, inside, campaign);
    if (!isTemplate(key)) return found;
    const message = `the key ${key} looks like a template, and keys are not rendered`;
    return [errorAt(locateIn(campaign, inside), 'PP115', message, 'Only values are templates.'), ...found];
  });
}

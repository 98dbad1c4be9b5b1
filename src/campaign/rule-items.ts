// Rules about the cards of a carousel or slider.
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import { mapAt, valueAt } from './is-map.ts';
import type { ParsedYaml } from './parse-yaml.ts';

/** The API takes 3 to 6 (vendor's page on bulk pushes, the only one that gives numbers). */
export function checkItemCount(yaml: ParsedYaml): readonly Diagnostic[] {
  const path = ['notification', 'advanced_push_payload', 'advanced_push_items'];
  const items = valueAt(yaml.data, ...path);
  if (!Array.isArray(items) || (items.length >= 3 && items.length <= 6)) return [];
  const message = `a carousel or slider takes 3 to 6 items, here are ${items.length}`;
  return [
    errorAt(yaml.locate(path), 'PP138', message, 'Add or remove some, or make them from a list column with each.'),
  ];
}

/** Listed by the vendor's page among the limitations, but it belongs to the bulk endpoint. */
export function checkPreferredType(yaml: ParsedYaml): readonly Diagnostic[] {
  const homes = [['notification'], ['notification', 'advanced_push_payload']];
  return homes
    .filter((path) => Object.hasOwn(mapAt(yaml.data, ...path), 'preferred_type'))
    .map((path) => {
      const message = "preferred_type belongs to the vendor's bulk API; this one does not know it";
      const help = 'Use advanced_push_payload.advanced_push_type: carousel or slider.';
      return errorAt(yaml.locateKey([...path, 'preferred_type']), 'PP131', message, help);
    });
}

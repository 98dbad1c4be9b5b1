// Repairs a campaign file with errors: removes the wrong values and fills in missing ones, so that the rest can be checked in the same run.
import type { CampaignFile } from '../../generated/campaign.ts';
import type { SchemaError } from '../../generated/schema-error.ts';
import { isCampaignFile } from '../../generated/validate-campaign.ts';
import { isMap, mapAt } from '../../is-map.ts';
import { readPointer, valueAlong } from './schema-lookup.ts';

/** Returns undefined if the result does not fit the schema either. It is good for checks, not for sending: the findings remain. */
export function salvageFile(data: unknown, errors: readonly SchemaError[]): CampaignFile | undefined {
  const rest = structuredClone(data);
  for (const { instancePath, keyword, params } of errors) {
    const path = readPointer(instancePath);
    if (keyword === 'required') {
      if (!fill(rest, path, params['missingProperty'])) remove(rest, path);
      continue;
    }
    const unknownKey = keyword === 'additionalProperties' ? params['additionalProperty'] : undefined;
    if (typeof unknownKey === 'string') removeUnknown(rest, path, unknownKey);
    else remove(rest, path);
  }
  // Tests may name an arm, which is now unknown.
  if (isMap(rest) && rest['variants'] === undefined && mapAt(data)['variants'] !== undefined) remove(rest, ['tests']);
  return isCampaignFile(rest) ? rest : undefined;
}

/** Placeholders for the missing fields of a notification that is still being written. */
const fillers: ReadonlyMap<unknown, unknown> = new Map<string, unknown>([
  ['camp_id', 1],
  ['camp_name', '-'],
  ['title', '-'],
  ['message', '-'],
]);

function fill(into: unknown, path: readonly string[], missing: unknown): boolean {
  const { notification } = isMap(into) ? into : {};
  if (path.join('.') !== 'notification' || !isMap(notification) || !fillers.has(missing)) return false;
  return Reflect.set(notification, String(missing), fillers.get(missing));
}

/**
 * Removes the value at a path. A list with a wrong entry is removed as a whole, since the indexes of its other entries are needed for their
 * positions.
 */
function remove(from: unknown, path: readonly string[]): void {
  const [key, ...rest] = path;
  if (key === undefined || !isMap(from)) return;
  if (rest.length === 0 || Array.isArray(from[key])) Reflect.deleteProperty(from, key);
  else remove(from[key], rest);
}

function removeUnknown(from: unknown, path: readonly string[], unknownKey: string): void {
  const home = valueAlong(from, path);
  if (isMap(home)) Reflect.deleteProperty(home, unknownKey);
}

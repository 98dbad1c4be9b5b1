// A campaign file with faults -> the same without the values at fault and with what it lacks, so that the rest can be checked in the same go.
import type { CampaignFile } from '../../generated/campaign.ts';
import type { SchemaError } from '../../generated/schema-error.ts';
import { isCampaignFile } from '../../generated/validate-campaign.ts';
import { isMap, mapAt } from '../yaml/is-map.ts';
import { readPointer, valueAlong } from './schema-lookup.ts';

/** Undefined when what is left does not fit the schema either. Good for looking at, not for sending: the findings stand. */
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
  // Tests may name an arm, which nobody knows any more.
  if (isMap(rest) && rest['variants'] === undefined && mapAt(data)['variants'] !== undefined) remove(rest, ['tests']);
  return isCampaignFile(rest) ? rest : undefined;
}

/** Of a notification that is still being written: what stands there in place of words to come. */
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

/** A list is taken away as a whole where one of its entries is at fault: the numbers of the others say where they stand. */
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

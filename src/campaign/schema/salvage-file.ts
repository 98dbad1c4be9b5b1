// A campaign file with faults -> the same without the values at fault and with what it lacks, so that the rest can be checked in the same go.
import type { CampaignFile } from '../../generated/campaign.ts';
import type { SchemaError } from '../../generated/schema-error.ts';
import { isCampaignFile } from '../../generated/validate-campaign.ts';
import { isMap } from '../yaml/is-map.ts';
import { readPointer } from './schema-lookup.ts';

/** Undefined when what is left does not fit the schema either. Good for looking at, not for sending: the findings stand. */
export function salvageFile(data: unknown, errors: readonly SchemaError[]): CampaignFile | undefined {
  const rest = structuredClone(data);
  for (const { instancePath, keyword, params } of errors) {
    const path = readPointer(instancePath);
    if (keyword === 'required') {
      fill(rest, path, params['missingProperty']);
      continue;
    }
    const unknownKey = keyword === 'additionalProperties' ? params['additionalProperty'] : undefined;
    remove(rest, typeof unknownKey === 'string' ? [...path, unknownKey] : path);
  }
  return isCampaignFile(rest) ? rest : undefined;
}

/** Of a notification that is still being written: what stands there in place of words to come. */
const fillers: ReadonlyMap<unknown, unknown> = new Map<string, unknown>([
  ['camp_id', 1],
  ['camp_name', '-'],
  ['title', '-'],
  ['message', '-'],
]);

function fill(into: unknown, path: readonly string[], missing: unknown): void {
  const { notification } = isMap(into) ? into : {};
  if (path.join('.') !== 'notification' || !isMap(notification) || !fillers.has(missing)) return;
  Reflect.set(notification, String(missing), fillers.get(missing));
}

function remove(from: unknown, path: readonly string[]): void {
  const [key, ...rest] = path;
  if (key === undefined || !isMap(from)) return;
  if (rest.length > 0) remove(from[key], rest);
  else Reflect.deleteProperty(from, key);
}

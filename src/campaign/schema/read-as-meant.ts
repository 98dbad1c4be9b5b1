// Corrects misspelt keys, so that each gives one finding: the key that was meant is not reported as missing too.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import type { SchemaError } from '../../generated/schema-error.ts';
import { mayHoldSecret } from '../rules/secrets.ts';
import { isMap, type YamlMap } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import { openPlaces, type Place } from '../yaml/places.ts';
import { readPointer, schemaAround, valueAlong } from './schema-lookup.ts';
import { adviseUnknownKey, type UnknownKey } from './unknown-keys.ts';

interface Meant {
  /** The file with each value at its original position, but under the key that is meant. */
  readonly yaml: ParsedYaml;
  readonly errors: readonly SchemaError[];
  /** Findings for keys that have another name in pushplan. */
  readonly slips: readonly Diagnostic[];
}

export function readAsMeant(
  written: ParsedYaml,
  root: YamlMap,
  validate: (data: unknown) => readonly SchemaError[],
): Meant {
  let yaml = written;
  const slips: Diagnostic[] = [];
  for (;;) {
    const errors = validate(yaml.data);
    const [slip] = errors.flatMap((error) => findSlip(error, yaml, root) ?? []);
    if (slip === undefined) return { yaml, errors, slips };
    slips.push(describeUnknownKey(slip.unknown, yaml, root));
    yaml = rename(yaml, slip);
  }
}

interface Slip {
  readonly unknown: UnknownKey;
  readonly meant: string;
}

/** Returns undefined if it is not clear which key is meant, or if that key is present already. */
function findSlip(error: SchemaError, yaml: ParsedYaml, root: YamlMap): Slip | undefined {
  if (error.keyword !== 'additionalProperties') return undefined;
  const unknown = unknownKeyOf(error, yaml, root);
  const { suggested: meant } = adviseUnknownKey(root, unknown);
  return meant === undefined || unknown.written.includes(meant) ? undefined : { unknown, meant };
}

export function unknownKeyOf(error: SchemaError, yaml: ParsedYaml, root: YamlMap): UnknownKey {
  const path = readPointer(error.instancePath);
  const { properties } = schemaAround(root, error.schemaPath);
  const around = valueAlong(yaml.data, path);
  return {
    key: String(error.params['additionalProperty']),
    path,
    known: isMap(properties) ? Object.keys(properties) : [],
    written: isMap(around) ? Object.keys(around) : [],
  };
}

export function describeUnknownKey(unknown: UnknownKey, yaml: ParsedYaml, root: YamlMap): Diagnostic {
  const { key, path } = unknown;
  const shown = mayHoldSecret(key) ? '(not shown: it may be a secret)' : JSON.stringify(key);
  const message = `unknown key ${shown}${path.length === 0 ? '' : ` in ${nameOf(path)}`}`;
  return errorAt(yaml.locateKey([...path, key]), 'PP102', message, adviseUnknownKey(root, unknown).help);
}

/** Returns a path as a person would write it. */
export function nameOf(path: readonly string[]): string {
  if (path.length === 0) return 'the file';
  return path.map((step, index) => (/^\d+$/.test(step) ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('');
}

function rename(yaml: ParsedYaml, { unknown: { path, key }, meant }: Slip): ParsedYaml {
  const { source, root } = yaml.places;
  const places = { source, root: renamePlace(root, path, key, meant) };
  return { ...yaml, data: renameKey(yaml.data, path, key, meant), places, ...openPlaces(places) };
}

function renameKey(data: unknown, [step, ...rest]: readonly string[], key: string, meant: string): unknown {
  if (Array.isArray(data)) {
    return data.map((one: unknown, index) => (String(index) === step ? renameKey(one, rest, key, meant) : one));
  }
  if (!isMap(data)) return data;
  const entries = Object.entries(data).map(([name, value]) => {
    if (step === undefined) return [name === key ? meant : name, value];
    return [name, name === step ? renameKey(value, rest, key, meant) : value];
  });
  return Object.fromEntries(entries);
}

function renamePlace(place: Place, [step, ...rest]: readonly string[], key: string, meant: string): Place {
  const entries = [...(place.children ?? [])].map(([name, child]): [string, Place] => {
    if (step === undefined) return [name === key ? meant : name, child];
    return [name, name === step ? renamePlace(child, rest, key, meant) : child];
  });
  return { ...place, children: new Map(entries) };
}

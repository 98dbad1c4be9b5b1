// Finds an empty section whose keys are on the lines below it but not indented. This is one mistake and gets one finding, not one for each line.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import type { SchemaError } from '../../generated/schema-error.ts';
import { readPointer, schemaAround } from './schema-lookup.ts';
import { listWords } from './schema-words.ts';
import { isMap, mapAt, valueAt, type YamlMap } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';

interface Misplaced {
  readonly findings: readonly Diagnostic[];
  /** The errors that the findings explain. */
  readonly errors: ReadonlySet<SchemaError>;
}

export function findMisplacedKeys(errors: readonly SchemaError[], yaml: ParsedYaml, root: YamlMap): Misplaced {
  const findings: Diagnostic[] = [];
  const explained = new Set<SchemaError>();
  for (const error of errors) {
    const section = readPointer(error.instancePath);
    const { properties } = schemaAround(root, error.schemaPath);
    if (error.keyword !== 'type' || !isMap(properties) || valueAt(yaml.data, ...section) !== null) continue;
    const strangers = keysBelow(errors, yaml, section).filter(({ key }) => Object.hasOwn(properties, key));
    const [first] = strangers;
    const name = section.at(-1);
    if (first === undefined || name === undefined) continue;
    const keys = strangers.map(({ key }) => key);
    const message = `${listWords(keys, 'and')} ${keys.length === 1 ? 'stands' : 'stand'} beside ${name}, not in it`;
    const help = `Put spaces before ${keys.length === 1 ? 'it' : 'them'}, 2 more than before ${name}: what belongs to a key is indented further.`;
    findings.push(errorAt(yaml.locateKey([...section.slice(0, -1), first.key]), 'PP101', message, help));
    for (const one of [error, ...strangers.map((stranger) => stranger.error)]) explained.add(one);
  }
  return { findings, errors: explained };
}

/** Returns the unknown keys directly below the section, in the same map as the section. */
function keysBelow(
  errors: readonly SchemaError[],
  yaml: ParsedYaml,
  section: readonly string[],
): readonly { readonly key: string; readonly error: SchemaError }[] {
  const parent = section.slice(0, -1);
  const unknown = new Map(
    errors
      .filter(
        ({ keyword, instancePath }) => keyword === 'additionalProperties' && isSame(readPointer(instancePath), parent),
      )
      .map((error) => [String(error.params['additionalProperty']), error]),
  );
  const keys = Object.keys(mapAt(yaml.data, ...parent)).toSorted(
    (a, b) => yaml.locateKey([...parent, a]).line - yaml.locateKey([...parent, b]).line,
  );
  const below = keys.slice(keys.indexOf(section.at(-1) ?? '') + 1);
  const end = below.findIndex((key) => !unknown.has(key));
  return below.slice(0, end === -1 ? below.length : end).flatMap((key) => {
    const error = unknown.get(key);
    return error === undefined ? [] : [{ key, error }];
  });
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.join('\n') === other.join('\n');
}

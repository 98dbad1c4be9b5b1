// Reads one JSON text into the values of a recipient, or returns its fault.
import { countOf } from '../../numbers.ts';
import { bareObject } from '../../message/bare-object.ts';
import { quoteName, type Fault } from '../fault.ts';
import { parseExactly } from './json-number.ts';
import { deepestNesting, findShapeFault } from './json-shape.ts';
import { isMap } from '../../is-map.ts';

export type JsonRecord =
  | { readonly kind: 'values'; readonly values: Readonly<Record<string, unknown>> }
  /** `at` is an index into the text, if it is known. */
  | { readonly kind: 'fault'; readonly fault: Fault; readonly at?: number };

const surrogateEscape = /\\u[dD][89a-fA-F]/;

export function parseRecord(json: string): JsonRecord {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    return explainSyntaxError(error, json);
  }
  if (!isMap(parsed)) {
    const problem = `is ${nameKind(parsed)}, not an object with the columns as keys`;
    return invalid(
      problem,
      'Write {"column": value, ...}; a file that is one JSON array has a name that ends in .json.',
    );
  }
  const shape = findShapeFault(json);
  if (shape?.kind === 'deep') {
    return invalid(`is nested deeper than ${countOf(deepestNesting, 'level')}`, 'Flatten the record.', shape.at);
  }
  if (shape?.kind === 'repeated') {
    const problem = `has the key ${quoteName(shape.key)} twice in one object`;
    return { kind: 'fault', fault: { code: 'PP212', problem, help: 'Rename or remove one of them.' }, at: shape.at };
  }
  const exact = parseExactly(json, parsed);
  if (exact === undefined) {
    return invalid('holds a number that is too large for any number type', 'Write it as a string.');
  }
  if (surrogateEscape.test(json) && !isWellFormed(exact.value)) {
    return invalid(
      'holds half of a surrogate pair (\\uD800 to \\uDFFF), which is not a character',
      'Escape both halves or neither.',
    );
  }
  if (!isMap(exact.value)) return invalid('is not an object', 'Write {"column": value, ...}.');
  const values = composeNames(json, withoutPrototype(exact.value));
  if (values !== undefined) return { kind: 'values', values };
  const problem = 'has two keys that look the same and differ in how their letters are composed';
  return { kind: 'fault', fault: { code: 'PP212', problem, help: 'Rename or remove one of them.' } };
}

/** Combining marks, which follow their letter. Most records have none. */
const combining = /[\u0300-\u036f\u3099\u309a]|\\u0?3/;

/** Brings the names of columns into Unicode's composed form, as headers have them. Undefined if two names become one. */
function composeNames(
  json: string,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  if (!combining.test(json)) return values;
  const composed = bareObject();
  for (const [name, value] of Object.entries(values)) {
    const form = name.normalize('NFC');
    if (Object.hasOwn(composed, form)) return undefined;
    composed[form] = value;
  }
  return composed;
}

function invalid(problem: string, help: string, at?: number): JsonRecord {
  return { kind: 'fault', fault: { code: 'PP207', problem, help }, ...(at === undefined ? {} : { at }) };
}

function nameKind(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}

/** V8's message may quote the row, so only the position is taken from it. */
function explainSyntaxError(error: unknown, json: string): JsonRecord {
  const message = error instanceof SyntaxError ? error.message : '';
  const position = /at position (\d+)/.exec(message)?.[1];
  const at = position === undefined ? undefined : Number(position);
  if (json.startsWith('\ufeff')) {
    const help = 'Remove it: each of the joined files began with one.';
    return invalid('begins with a byte order mark (U+FEFF), as in files that were joined', help);
  }
  if (message.startsWith('Unexpected end') || (at !== undefined && at >= json.trimEnd().length)) {
    const help = 'In .ndjson and .jsonl a record is on one line; write a line break in a string as \\n.';
    return invalid('is not valid JSON: it ends too early', help, at);
  }
  const help = 'Write it with a JSON library: double quotes, no comments, no trailing comma, no NaN.';
  return invalid('is not valid JSON', help, at);
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') {
    return value.isWellFormed();
  }
  if (Array.isArray(value)) {
    return value.every(isWellFormed);
  }
  return !isMap(value) || Object.entries(value).every(([key, item]) => key.isWellFormed() && isWellFormed(item));
}

/** Copies the object without prototypes at every depth: a key such as __proto__ is data, and must stay data for code that copies or looks it up. */
function withoutPrototype(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const copy = bareObject();
  for (const key of Object.keys(object)) copy[key] = hardenValue(object[key]);
  return copy;
}

function hardenValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(hardenValue);
  }
  return isMap(value) ? withoutPrototype(value) : value;
}

// Writes the help for a value of the wrong type: the correct form of what was written, if it is clear.
import { isMap, type YamlMap } from '../../is-map.ts';
import { mayHoldSecret } from '../rules/secrets.ts';
import { typesOf } from './schema-words.ts';
import { spellAsAsked } from './spell-as-asked.ts';

/** Returns undefined if it is not clear what the author intended. Values with `isSecret` are not repeated. */
export function adviseForm(schema: YamlMap, value: unknown, isSecret: boolean): string | undefined {
  const types = typesOf(schema);
  const spelled = isSecret ? undefined : spellAsAsked(schema, value);
  if (spelled !== undefined) return `Write ${spelled}.`;
  const share = adviseShare(schema, value);
  if (share !== undefined) return share;
  if (value === null && types.includes('string')) return 'Write it after the colon, or remove the key.';
  if (Array.isArray(value)) return adviseNoList(types, schema, value, isSecret);
  if (types.includes('array')) return adviseList(schema, value, isSecret);
  if (types.includes('boolean')) return adviseSwitch(value);
  if (types.includes('number') || types.includes('integer')) return adviseNumber(schema, value, isSecret);
  return undefined;
}

/** Returns the range of shares, for a value that is out of range or misspelt, such as `105%`, `-5%` and `2,5%`. */
function adviseShare({ pattern }: YamlMap, value: unknown): string | undefined {
  if (typeof pattern !== 'string' || !(typeof value === 'number' || isPercentage(value))) return undefined;
  const fits = new RegExp(pattern, 'u');
  if (!fits.test('2.5%')) return undefined;
  return `Write a share between 0% and 100%${fits.test('2.5555%') ? '' : ', with at most three decimals'}, such as 2.5%.`;
}

function isPercentage(value: unknown): value is string {
  return typeof value === 'string' && percentage.test(value);
}

const percentage = /^\s*[+\-]?\d[\d.,]*\s*%\s*$/v;

/** Returns help for a list where one value is expected. */
function adviseNoList(
  types: readonly string[],
  { properties }: YamlMap,
  list: readonly unknown[],
  isSecret: boolean,
): string | undefined {
  const [only] = list;
  if (list.length === 1 && isScalar(only) && takes(types, only) && !isSecret && !mayHoldSecret(String(only))) {
    return `Write it without the list: ${writeScalar(only)}.`;
  }
  if (!types.includes('object')) return 'Write one value, without - and [ ].';
  const [first] = isMap(properties) ? Object.keys(properties) : [];
  return `Write keys, without - and [ ]${first === undefined ? '' : `: ${first}, for example`}.`;
}

function adviseList({ items }: YamlMap, value: unknown, isSecret: boolean): string {
  const kinds = isMap(items) ? typesOf(items) : [];
  if (isScalar(value) && !isSecret && takes(kinds, value)) {
    return `Write a list: [${splitWords(value).map(writeScalar).join(', ')}].`;
  }
  return 'Write a list: each entry on its own line, after "- ".';
}

/** Splits `a, b` into two values. */
function splitWords(value: Scalar): readonly Scalar[] {
  if (typeof value !== 'string' || !/^[^\s,]+(?:\s*,\s*[^\s,]+)+$/v.test(value)) return [value];
  return value.split(',').map((word) => word.trim());
}

const switches: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  false: false,
  no: false,
  off: false,
};

function adviseSwitch(value: unknown): string {
  const meant = isScalar(value) ? switches[String(value).toLowerCase()] : undefined;
  return meant === undefined ? 'Write true or false.' : `Write ${String(meant)}, without quotes.`;
}

function adviseNumber(schema: YamlMap, value: unknown, isSecret: boolean): string | undefined {
  const types = typesOf(schema);
  if (typeof value === 'number') return types.includes('number') ? undefined : 'Write it without a fraction.';
  const digits = typeof value === 'string' && !isSecret ? readDigits(value, types.includes('number')) : undefined;
  if (digits !== undefined) return `Write ${digits}, without quotes.`;
  if (types.includes('number') && isPercentage(value)) return adviseNoSign(schema);
  const { minimum } = schema;
  // If words are allowed too, the message has named them.
  return types.includes('string')
    ? undefined
    : `Write it in digits, such as ${typeof minimum === 'number' ? minimum : 1}.`;
}

/** Returns help for a percentage where a plain number is expected. */
function adviseNoSign({ exclusiveMinimum: above, exclusiveMaximum: below }: YamlMap): string {
  const range = typeof above === 'number' && typeof below === 'number' ? ` above ${above} and below ${below}` : '';
  return `Write a number${range}, without the sign %.`;
}

/** Reads "12", and "12,000" or "12 000" as people write it. */
function readDigits(text: string, takesFraction: boolean): string | undefined {
  const plain = /^\d{1,3}(?:[ ,_]\d{3})+$/v.test(text) ? text.replaceAll(/[ ,_]/gv, '') : text;
  return (takesFraction ? /^-?\d{1,15}(?:\.\d{1,15})?$/v : /^-?\d{1,15}$/v).test(plain) ? plain : undefined;
}

type Scalar = string | number | boolean;

function takes(types: readonly string[], value: Scalar): boolean {
  return types.includes(typeof value) || (types.includes('integer') && Number.isInteger(value));
}

function isScalar(value: unknown): value is Scalar {
  return (
    (typeof value === 'string' && value !== '' && value.length <= 80) ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  );
}

/** Writes a value so that YAML reads the same value. */
function writeScalar(value: Scalar): string {
  return typeof value !== 'string' || /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[\/a-z_.][\w.\/\-]*$/iv.test(value)
    ? String(value)
    : JSON.stringify(value);
}

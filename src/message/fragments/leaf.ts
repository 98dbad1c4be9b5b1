// A leaf: one string of a notification with a template. It is rendered, converted to the type that the API needs, and checked by itself.
import { findLinkFault, linkKindOf } from '../../campaign/rules/link-fault.ts';
import { sentValue } from '../../campaign/sent-form.ts';
import { leafChecks, type LeafCheck } from '../../generated/leaf-checks.ts';
import { schemaAt, type Schema } from './leaf-schema.ts';
import type { Template } from '../templates/compile-template.ts';
import { isAddress, roleOf, type PrintedText } from './printed.ts';
import { isSuspectAddress, isSuspectText, type Suspicion } from './suspect-signs.ts';
import { limitLength, type Rendering } from '../rendering.ts';
import { RowFault } from '../row-fault.ts';
import { toBoolean, toInteger } from '../columns/type-value.ts';
import { isMisreadInJson } from './printed-in-json.ts';
import { isUnencoded } from './unencoded.ts';
import { findSuspicion, findUsual } from './usual-text.ts';

/** Returns what a template prints in a scope. Never longer than a field may be. */
export type Print = Template;

export interface Leaf {
  readonly kind: 'leaf';
  readonly print: Print;
  /** Whether its JSON is a string. `toJson` leaves out the quotes, which are the same for everybody. */
  readonly isText: boolean;
  /** Returns the JSON of a printed text. Throws a RowFault (PP223) if the API would not accept it. */
  toJson(text: string): string;
  /** Whether a text must be checked because of this piece of it. Undefined if every text must be checked. */
  readonly isSuspectPiece?: Suspicion | undefined;
}

/** The values that replace a stand-in which does not suit the API. The first that does is used. */
const anyFit: readonly unknown[] = [1, true, 'x', 'https://example.invalid/', '{}'];

const misread =
  'holds a quote, a backslash or a line break that JSON reads as its own; write {{json column}} in place of "{{column}}"';

const asItIs = (text: string): string => text;

/** `field` is the campaign's name for what is printed. A problem of the row names it. */
export function createPrint(template: Template, field: string, rendering: Rendering): Print {
  return (scope) => {
    rendering.field = field;
    rendering.steps = 0;
    rendering.pieces.begin();
    return limitLength(template(scope), rendering);
  };
}

/** `path` is a path of the rendered notification. */
export function createLeaf(
  template: Template,
  path: readonly (string | number)[],
  field: string,
  rendering: Rendering,
): Leaf {
  const schema = schemaAt(path) ?? {};
  const fits = findCheck(schema);
  const kind = linkKindOf(path);
  const sentText = schema['enum'] === undefined ? asItIs : (text: string): string => String(sentValue(text, path));
  const findFault = (value: unknown): string | undefined =>
    kind === undefined || typeof value !== 'string' ? undefined : findLinkFault(kind, value);
  // Data must not add or change a key in the JSON that an app reads.
  const findMisreading = (text: string): string | undefined =>
    kind === 'json' && isMisreadInJson(text, rendering.pieces.list()) ? misread : undefined;
  const isText = schema['type'] !== 'integer' && schema['type'] !== 'boolean';
  const write = (value: unknown): string => (isText ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value));
  const fallback = write(
    anyFit.find((value) => isText === (typeof value === 'string') && fits(value) && findFault(value) === undefined) ??
      'x',
  );
  const usual = findUsual(schema, kind);
  const role = roleOf(path);
  const print = createPrint(template, field, rendering);
  return {
    kind: 'leaf',
    isText,
    isSuspectPiece: findSuspicion(schema, kind, role, template.written),
    print: schema['enum'] === undefined ? print : printAsItIs(print, rendering),
    toJson: (text) => {
      if (usual?.test(text) === true) return text;
      const value = convert(sentText(text), schema['type']);
      const fault = findMisreading(text) ?? findFault(value);
      if (value !== undefined && fault === undefined && fits(value) && text.isWellFormed()) return write(value);
      if (rendering.standIn) return fallback;
      rendering.field = field;
      throw new RowFault(
        'PP223',
        fault === undefined ? explainMisfit(text, schema, fits) : `the rendered value ${fault}`,
      );
    },
  };
}

/** Creates the leaf of a text that is the same for everybody, if the copy audit checks such a text. */
export function createTextLeaf({ role, field, text }: PrintedText, rendering: Rendering): Leaf {
  const isPlain = !(isAddress(role) ? isSuspectAddress(text) : isSuspectText(text));
  const printed = { role, field, text, isPlain };
  const json = JSON.stringify(text).slice(1, -1);
  return {
    kind: 'leaf',
    isText: true,
    print: () => text,
    toJson: () => {
      rendering.printed.texts.push(printed);
      return json;
    },
  };
}

/** Returns the leaf with a `toJson` that also keeps the printed text for the copy audit. */
export function noteText(leaf: Leaf, { role, field }: Omit<PrintedText, 'text'>, rendering: Rendering): Leaf {
  const isEncoded = isAddress(role);
  const { isSuspectPiece } = leaf;
  return {
    ...leaf,
    toJson: (text) => {
      const { printed, pieces } = rendering;
      const isPlain = isSuspectPiece !== undefined && text !== '' && !pieces.some(isSuspectPiece);
      const json = isPlain ? text : leaf.toJson(text);
      printed.texts.push({ role, field, text, isPlain });
      if (isPlain) return json;
      if (isEncoded && isUnencoded(text, pieces.list())) printed.unencoded.push(field);
      return json;
    },
  };
}

/** Prints the text of the row itself also for a stand-in. It must be a word of the API ("carousel"), which tells nothing about a person. */
function printAsItIs(print: Print, rendering: Rendering): Print {
  return (scope) => {
    const text = print(scope);
    const { trace, standIn } = rendering;
    if (standIn) return String(trace?.follow().result);
    trace?.note({ result: text });
    return text;
  };
}

/** Returns the check for a schema. If the schema has no such value, any value fits. */
function findCheck(schema: Schema): LeafCheck {
  return leafChecks.get(JSON.stringify(schema)) ?? (() => Object.keys(schema).length === 0);
}

function convert(text: string, type: unknown): string | number | boolean | undefined {
  if (type === 'integer') return toInteger(text);
  return type === 'boolean' ? toBoolean(text) : text;
}

function explainMisfit(text: string, schema: Schema, fits: LeafCheck): string {
  if (text.trim() === '') return 'the rendered value is empty';
  if (!text.isWellFormed()) return 'the rendered value holds half a character (a lone surrogate)';
  const value = convert(text, schema['type']);
  if (value === undefined) {
    return `the rendered value is not ${schema['type'] === 'integer' ? 'a whole number' : 'true or false'}`;
  }
  return fits(value)
    ? 'the rendered value does not fit'
    : `the rendered value ${fits.errors?.[0]?.message ?? 'does not fit'}`;
}

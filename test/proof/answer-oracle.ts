// Decides who may count as accepted or rejected after an answer, from the promise alone and without any code of the product.
import { readStrictly, type Json, type List, type Pairs } from './strict-json.ts';

/** The one identifier of a notification in the request: its name without "INSIDER.", and its value. */
export interface Person {
  readonly name: 'uuid' | 'email' | 'phone_number';
  readonly value: string;
}

export interface GivenAnswer {
  readonly status: number;
  /** Null if it is not UTF-8. */
  readonly text: string | null;
  readonly people: readonly Person[];
  readonly isAsync: boolean;
}

/**
 * Returns the indexes of the people who may count as accepted: those whose identifier is in `successes`; and also those who are
 * named nowhere, if every entry of `errors` is about one person of the request and at least as many successes are about nobody in
 * particular. Without `errors`, it must be everybody. An answer that repeats a key proves nothing, nor does one that is nested
 * deeper than any real answer.
 */
export function mayBeAccepted({ status, text, people, isAsync }: GivenAnswer): ReadonlySet<number> {
  const everybody = new Set(people.keys());
  if (status === 202 && isAsync) return everybody;
  const report = status === 200 && text !== null ? readReport(readStrictly(text)) : undefined;
  if (report === undefined) return new Set();
  const inSuccesses = report.successes.map((entry) => whoIs(entry, people));
  const inErrors = report.errors.map((entry) => whoIs(entry, people));
  const named = new Set(inSuccesses.filter((who) => typeof who === 'number'));
  const mentioned = new Set([...named, ...inErrors.filter((who) => typeof who === 'number')]);
  const left = [...everybody].filter((index) => !mentioned.has(index));
  const spare = inSuccesses.filter((who) => who === 'anybody').length;
  const isSubtractive = inErrors.every((who) => typeof who === 'number') && spare >= left.length;
  const accepted = isSubtractive ? named.union(new Set(left)) : named;
  return report.saysErrors || accepted.size === people.length ? accepted : new Set();
}

const documented: ReadonlySet<string> = new Set([
  'invalid_payload',
  'invalid_notifications',
  'empty_insider_identifiers',
  'blacklisted_deeplink',
  'negative_integer',
  'invalid_advanced_push_type',
]);

/** Whether somebody alone in a request may count as rejected: the answer says so once, with a code that the vendor's page lists. */
export function mayBeRejected({ status, text }: Pick<GivenAnswer, 'status' | 'text'>): boolean {
  const document = status === 400 && text !== null ? readStrictly(text) : undefined;
  if (document === undefined || !isPairs(document) || !isPlain(document)) return false;
  const code = valueOf(document, 'error');
  return typeof code === 'string' && documented.has(code);
}

interface Report {
  readonly successes: readonly Pairs[];
  readonly errors: readonly (Json | undefined)[];
  readonly saysErrors: boolean;
}

function readReport(document: Json | undefined): Report | undefined {
  if (document === undefined || !isPlain(document)) return undefined;
  const successes = valueOf(document, 'successes');
  const errors = valueOf(document, 'errors') ?? null;
  if (!isList(successes) || !successes.items.every(isPairs)) return undefined;
  if (errors === null) return { successes: successes.items, errors: [], saysErrors: false };
  if (isList(errors) && errors.items.length === 0) return { successes: successes.items, errors: [], saysErrors: true };
  if (!isPairs(errors)) return undefined;
  return {
    successes: successes.items,
    saysErrors: true,
    errors: errors.pairs.flatMap(([, listed]) => (isList(listed) ? listed.items : [listed])),
  };
}

/** Goes level by level, so that any nesting can be checked. */
function isPlain(document: Json): boolean {
  let level: readonly Json[] = [document];
  for (let depth = 0; level.length > 0; depth++) {
    const maps = level.filter(isPairs);
    if (maps.some(({ pairs }) => new Set(pairs.map(([key]) => key)).size < pairs.length)) return false;
    const lists = level.filter(isList);
    if (depth === 32 && maps.length + lists.length > 0) return false;
    level = [...lists.flatMap(({ items }) => items), ...maps.flatMap(({ pairs }) => pairs.map(([, value]) => value))];
  }
  return true;
}

/** Returns the index of the person that an entry is about, or `anybody` if the entry has contents but no identifier of a kind in use. */
function whoIs(entry: Json | undefined, people: readonly Person[]): number | 'anybody' | 'nobody_of_ours' {
  if (!isPairs(entry) || entry.pairs.length === 0) return 'nobody_of_ours';
  const said = entry.pairs.flatMap(([key, value]) => {
    const name = key.replace(/^INSIDER\./i, '');
    const text = textOf(value);
    return text === '' || !people.some((person) => person.name === name) ? [] : [{ name, text }];
  });
  if (said.length === 0) return 'anybody';
  const about = people.flatMap((person, index) =>
    said.some(({ name, text }) => name === person.name && isSame(person, text)) ? [index] : [],
  );
  return about.length === 1 && about[0] !== undefined ? about[0] : 'nobody_of_ours';
}

function isSame({ name, value }: Person, text: string): boolean {
  if (name === 'email') return text.toLowerCase() === value.toLowerCase();
  if (name === 'phone_number') return /\d/.test(text) && digitsOf(text) === digitsOf(value);
  return text === value;
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}

/** Numbers are identifiers only if a double can represent them exactly. */
function textOf(value: Json): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : '';
}

function valueOf(document: Json, key: string): Json | undefined {
  return isPairs(document) ? document.pairs.find(([name]) => name === key)?.[1] : undefined;
}

function isList(value: Json | undefined): value is List {
  return typeof value === 'object' && value !== null && value.kind === 'list';
}

function isPairs(value: Json | undefined): value is Pairs {
  return typeof value === 'object' && value !== null && value.kind === 'pairs';
}

// Compares a notification with what a copy test expects of it.
import { sentKey, sentValue } from '../../campaign/sent-form.ts';
import type { CharRange, CopyTest } from '../../campaign/copy-test.ts';
import { isMap, valueAt } from '../../is-map.ts';
import { countGraphemes } from '../../message/helpers/graphemes.ts';

/** An expectation that was not met. */
export interface CopyMiss {
  /** Its path below `expect`. */
  readonly path: readonly string[];
  readonly expected: string;
  readonly got: string;
}

/** `notification` is the API's object. */
export function compareCopy(test: CopyTest, notification: unknown): readonly CopyMiss[] {
  const { cards, titleChars, messageChars, fields } = test;
  return [
    ...compareFields(fields, notification, []),
    ...(cards === undefined ? [] : compareCards(cards, notification)),
    ...compareLength(titleChars, 'title', notification),
    ...compareLength(messageChars, 'message', notification),
  ];
}

function compareFields(expected: unknown, got: unknown, path: readonly string[]): readonly CopyMiss[] {
  if (isMap(expected) && isMap(got)) {
    return Object.entries(expected).flatMap(([key, value]) =>
      compareFields(value, got[sentKey(path.at(-1), key)], [...path, key]),
    );
  }
  return isSame(expected, got, path) ? [] : [{ path, expected: show(expected), got: show(got) }];
}

/** Compares a list as a whole, and the maps in it by the keys that are named. */
function isSame(expected: unknown, got: unknown, path: readonly string[]): boolean {
  if (expected === null) return got === undefined;
  if (Array.isArray(expected)) {
    if (!Array.isArray(got) || got.length !== expected.length) return false;
    return expected.every(
      (value: unknown, index) => compareFields(value, got[index], [...path, `${index}`]).length === 0,
    );
  }
  return typeof expected !== 'object' && sentValue(expected, path) === got;
}

function compareCards(cards: number, notification: unknown): readonly CopyMiss[] {
  const items = valueAt(notification, 'advanced_push_payload', 'advanced_push_items');
  const got = Array.isArray(items) ? items.length : 0;
  return got === cards ? [] : [{ path: ['cards'], expected: `${cards}`, got: `${got}` }];
}

function compareLength(
  range: CharRange | undefined,
  field: 'title' | 'message',
  notification: unknown,
): readonly CopyMiss[] {
  if (range === undefined) return [];
  const { min = 0, max = Number.POSITIVE_INFINITY } = range;
  const text = valueAt(notification, field);
  const length = typeof text === 'string' ? countGraphemes(text) : 0;
  if (length >= min && length <= max) return [];
  const bound = length < min ? `at least ${min}` : `at most ${max}`;
  return [{ path: [`${field}_chars`], expected: bound, got: `${length}: ${show(text)}` }];
}

function show(value: unknown): string {
  return value === undefined || value === null ? 'nothing' : JSON.stringify(value);
}

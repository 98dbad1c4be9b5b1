// Reads the vendor's error bodies, which have many shapes, as a code and a text.
import { tryParseJson } from '../try-parse-json.ts';
import { isMap } from '../is-map.ts';

export interface ErrorBody {
  /** What looks like a code ("negative_integer"); null if nothing does. */
  readonly code: string | null;
  /** All texts in lower case, for pattern matching. Never shown: it may contain anything. */
  readonly text: string;
}

/** The shapes: {error,message} | {error} | {response} | {success,message} | {error:{message},status} | {message,status} | text | HTML | empty. */
export function readErrorBody(body: string): ErrorBody {
  const value = tryParseJson(body);
  if (!isMap(value)) return { code: null, text: body.slice(0, 2_000).toLowerCase() };
  const { error, message, response } = value;
  const inner = isMap(error) ? error['message'] : error;
  const texts = [inner, message, response].filter((text) => typeof text === 'string');
  return { code: codeIn(error), text: texts.join(' ').slice(0, 2_000).toLowerCase() };
}

function codeIn(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z][a-z0-9_]{1,62}$/.test(value) ? value : null;
}

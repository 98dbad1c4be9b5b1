// Whether a JSON text can be taken one way only: readers differ on a key that comes twice, and may break on endless nesting.

/** Levels of braces and brackets. Recorded answers have four. */
const deepest = 32;

/** For a text that JSON.parse takes, and what it makes of it: of two equal keys it silently keeps the last. */
export function isUnambiguous(text: string, value: unknown = JSON.parse(text)): boolean {
  return hasAllKeys(text, value) || isUnambiguousAt(text);
}

/**
 * True is certain. Without an escape no text has a quote in it, so that each key is a quote before a colon: where the value has as many
 * keys as there are of these, none was lost.
 */
function hasAllKeys(text: string, value: unknown): boolean {
  if (text.includes('\\')) return false;
  let found = 0;
  const key = /"[ \t\n\r]*:/g;
  while (key.test(text)) found += 1;
  return countKeys(value, 0) === found;
}

/** NaN below the deepest level. */
function countKeys(value: unknown, level: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (level === deepest) return Number.NaN;
  const within = Object.values(value);
  let count = Array.isArray(value) ? 0 : within.length;
  for (const one of within) count += countKeys(one, level + 1);
  return count;
}

function isUnambiguousAt(text: string): boolean {
  const open: Set<string>[] = [];
  const mark = /["{}[\]]/g;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const [character] = found;
    if (character === '"') {
      const end = endOfText(text, found.index);
      if (isKey(text, end) && !isNew(text.slice(found.index, end + 1), open.at(-1))) return false;
      mark.lastIndex = end + 1;
    } else if (character === '{' || character === '[') {
      if (open.push(new Set()) > deepest) return false;
    } else {
      open.pop();
    }
  }
  return true;
}

function isNew(quoted: string, keys: Set<string> | undefined): boolean {
  // Parsed, since a key may be spelt with escapes.
  const key = String(JSON.parse(quoted));
  const isKnown = keys?.has(key) ?? false;
  keys?.add(key);
  return !isKnown;
}

function isKey(text: string, end: number): boolean {
  const after = /\S/g;
  after.lastIndex = end + 1;
  return after.exec(text)?.[0] === ':';
}

/** Where the text that begins with the quote at `start` ends. */
function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
}

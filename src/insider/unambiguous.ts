// Checks that a JSON text has only one reading: parsers differ on repeated keys, and may fail on deep nesting.

/** The maximum nesting of braces and brackets. Recorded answers have four levels. */
const deepest = 32;

/** Checks a text that JSON.parse accepts, and its value: of two equal keys, JSON.parse silently keeps the last. */
export function isUnambiguous(text: string, value: unknown = JSON.parse(text)): boolean {
  return hasAllKeys(text, value) || isUnambiguousAt(text);
}

/**
 * True proves that no key was lost; false proves nothing. Without an escape, no text contains a quote, so each key ends with a quote
 * before a colon. If the value has as many keys as there are such places, none was lost.
 */
function hasAllKeys(text: string, value: unknown): boolean {
  if (text.includes('\\')) return false;
  let found = 0;
  const key = /"[ \t\n\r]*:/g;
  while (key.test(text)) found += 1;
  return countKeys(value, 0) === found;
}

/** Returns NaN if the value is nested too deeply. */
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
  // Parsed, since a key may be written with escapes.
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

/** Returns the index of the closing quote of the text that starts at `start`. */
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

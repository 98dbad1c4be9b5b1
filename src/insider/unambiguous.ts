// Whether a JSON text can be taken one way only: readers differ on a key that comes twice, and may break on endless nesting.

/** Levels of braces and brackets. Recorded answers have four. */
const deepest = 32;

/** For a text that JSON.parse takes; of two equal keys it would silently keep the last. */
export function isUnambiguous(text: string): boolean {
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

// Finds what JSON.parse accepts silently: a key that occurs twice in one object, and endless nesting.

/** The most objects and arrays within each other, including the record itself. */
export const deepestNesting = 32;

export type ShapeFault =
  | { readonly kind: 'repeated'; readonly key: string; readonly at: number }
  | { readonly kind: 'deep'; readonly at: number };

/** Checks JSON that JSON.parse has accepted. `at` is an index into it. */
export function findShapeFault(json: string): ShapeFault | undefined {
  /** The keys of each object that is open; undefined for an array. */
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < json.length; at++) {
    switch (json.charAt(at)) {
      case '{':
      case '[':
        open.push(json[at] === '{' ? new Set() : undefined);
        if (open.length > deepestNesting) {
          return { kind: 'deep', at };
        }
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case '"': {
        const end = endOfString(json, at);
        const repeated = isKey(json, end) ? addKey(open.at(-1), json.slice(at, end)) : undefined;
        if (repeated !== undefined) {
          return { kind: 'repeated', key: repeated, at };
        }
        at = end - 1;
        break;
      }
      default:
    }
  }
  return undefined;
}

/** Returns the index after the closing quote. */
function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (isEscaped(json, end)) {
    end = json.indexOf('"', end + 1);
  }
  return end + 1;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json[at - 1 - backslashes] === '\\') {
    backslashes += 1;
  }
  return backslashes % 2 === 1;
}

/** In valid JSON, only a key is followed by a colon. */
function isKey(json: string, end: number): boolean {
  let at = end;
  while (json[at] === ' ' || json[at] === '\t' || json[at] === '\n' || json[at] === '\r') {
    at += 1;
  }
  return json[at] === ':';
}

/** Returns the key if the object already has it. */
function addKey(keys: Set<string> | undefined, quoted: string): string | undefined {
  // "a" and "\u0061" are the same key.
  const key = quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
  if (keys?.has(key) === true) {
    return key;
  }
  keys?.add(key);
  return undefined;
}

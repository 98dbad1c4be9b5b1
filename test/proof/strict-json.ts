// A JSON reader of the tests' own by RFC 8259: independent of JSON.parse, and it keeps every pair of an object.

export type Json = null | boolean | number | string | List | Pairs;

export interface List {
  readonly kind: 'list';
  readonly items: Json[];
}

/** An object as written: a key may appear twice. */
export interface Pairs {
  readonly kind: 'pairs';
  readonly pairs: (readonly [string, Json])[];
}

/** Matches a punctuation mark, a string with its quotes, a number, a literal, or the end. */
const token =
  /[ \t\n\r]*(?:(?<mark>[[\]{},:])|(?<text>"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>null|true|false)|(?<end>$))/y;

type Token = Readonly<Record<string, string | undefined>>;

/** What may come next. */
type State = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or close' | 'end';

/** Undefined if it is not JSON. Nesting uses no stack. */
export function readStrictly(text: string): Json | undefined {
  const reading = new Reading();
  let state: State = 'value';
  token.lastIndex = 0;
  for (;;) {
    const found = token.exec(text);
    if (found?.groups === undefined) return undefined;
    if (found.groups['end'] !== undefined) return state === 'end' ? reading.result : undefined;
    const next: State | undefined = reading.take(found.groups, state);
    if (next === undefined) return undefined;
    state = next;
  }
}

class Reading {
  result: Json | undefined;
  readonly #open: (List | Pairs)[] = [];
  /** The pending keys of the open objects. */
  readonly #keys: string[] = [];

  /** Returns what may come after this token; undefined if the token itself is not allowed here. */
  take(found: Token, state: State): State | undefined {
    switch (state) {
      case 'value or ]':
        return found['mark'] === ']' ? this.#close('list') : this.#takeValue(found);
      case 'value':
        return this.#takeValue(found);
      case 'key or }':
        return found['mark'] === '}' ? this.#close('pairs') : this.#takeKey(found);
      case 'key':
        return this.#takeKey(found);
      case 'colon':
        return found['mark'] === ':' ? 'value' : undefined;
      case 'comma or close':
        return this.#goOn(found['mark']);
      case 'end':
        return undefined;
    }
  }

  #takeValue({ mark, text, number, word }: Token): State | undefined {
    if (mark === '[') return this.#begin({ kind: 'list', items: [] }, 'value or ]');
    if (mark === '{') return this.#begin({ kind: 'pairs', pairs: [] }, 'key or }');
    if (mark !== undefined) return undefined;
    if (text !== undefined && hasControl(text)) return undefined;
    this.#put(text === undefined ? plainValue(number, word) : unquote(text));
    return this.#afterValue();
  }

  #takeKey({ text }: Token): State | undefined {
    if (text === undefined || hasControl(text)) return undefined;
    this.#keys.push(unquote(text));
    return 'colon';
  }

  #goOn(mark: string | undefined): State | undefined {
    const kind = this.#open.at(-1)?.kind;
    if (mark === ',') return kind === 'list' ? 'value' : 'key';
    if (mark === ']') return this.#close('list');
    return mark === '}' ? this.#close('pairs') : undefined;
  }

  #begin(holder: List | Pairs, next: State): State {
    this.#put(holder);
    this.#open.push(holder);
    return next;
  }

  #close(kind: 'list' | 'pairs'): State | undefined {
    return this.#open.pop()?.kind === kind ? this.#afterValue() : undefined;
  }

  #put(value: Json): void {
    const holder = this.#open.at(-1);
    if (holder === undefined) this.result = value;
    else if (holder.kind === 'list') holder.items.push(value);
    else holder.pairs.push([this.#keys.pop() ?? '', value]);
  }

  #afterValue(): State {
    return this.#open.length === 0 ? 'end' : 'comma or close';
  }
}

function plainValue(number: string | undefined, word: string | undefined): Json {
  if (number !== undefined) return Number(number);
  return word === 'null' ? null : word === 'true';
}

function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 0x20) return true;
  return false;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function unquote(text: string): string {
  return text
    .slice(1, -1)
    .replaceAll(/\\(?:u(?<unit>.{4})|(?<letter>.))/g, (_all, unit: string | undefined, letter: string) =>
      unit === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(unit, 16)),
    );
}

// One person under several keys: the same value of an identifier in notifications that count as those of different people.
import { countOf, formatCount } from '../../numbers.ts';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { Recipient } from '../../message/recipient.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import { hashQuickly } from '../quick-hash.ts';

/** Above it, the memory for it would be out of proportion. */
const mostRows = 2_000_000;
/** Of a hash. */
const words = 2;
/** A block has fewer, and a thread begins a piece for each. */
const firstPiece = 256;
const mostInPiece = 16_384;

const help =
  'A person gets a notification for each key. If one is meant, let all rows of a person have the same identifiers, or set key to the column that tells people apart.';

export class SharedIdentifiers {
  readonly #limit: number;
  /** By name, in the order in which they were first seen. */
  readonly #named = new Map<string, NamedIdentifiers>();
  #rows = 0;

  constructor(limit = mostRows) {
    this.#limit = limit;
  }

  /** Once for each key, in file order, so that what comes again is under another one. */
  look({ line }: Recipient, identifiers: readonly KeyedIdentifier[]): void {
    if (identifiers.length === 0 || !this.#countRows(1)) return;
    for (const { name, text } of identifiers) this.#of(name).look(text, line);
  }

  state() {
    return { rows: this.#rows, named: Array.from(this.#named, ([name, named]) => ({ name, state: named.state() })) };
  }

  /** `other` is of the rows that come next, with the same limit. */
  merge(other: ReturnType<SharedIdentifiers['state']>): void {
    if (!this.#countRows(other.rows)) return;
    for (const { name, state } of other.named) this.#of(name).merge(state);
  }

  /** The place is the first line in which one comes again, in a file that has lines. */
  list(file: string, hasLines = true): readonly Diagnostic[] {
    if (this.#rows > this.#limit) {
      const message = `with more than ${formatCount(this.#limit)} rows, plan did not check whether the same identifier is under two keys`;
      return [warningAt({ file, line: 1, column: 1 }, 'PP225', message, help)];
    }
    const most = Math.max(0, ...Array.from(this.#named.values(), ({ size }) => size));
    const room = new Uint32Array(most * words);
    const found = Array.from(this.#named, ([name, named]) => ({ name, ...named.repeated(room) }))
      .filter(({ shared }) => shared > 0)
      .toSorted((a, b) => a.firstLine - b.firstLine);
    const [first] = found;
    if (first === undefined) return [];
    const total = found.reduce((sum, { shared }) => sum + shared, 0);
    const each = found.map(({ name, shared }) => `${formatCount(shared)} of ${name}`).join(', ');
    const subject = countOf(total, 'identifier is', 'identifiers are');
    const message = `${subject} under more than one key (${each}): these people can get more than one notification`;
    return [warningAt({ file, line: hasLines ? first.firstLine : 1, column: 1 }, 'PP225', message, help)];
  }

  /** Whether there are few enough rows to go on; what was seen is forgotten where there are not. */
  #countRows(more: number): boolean {
    this.#rows += more;
    if (this.#rows <= this.#limit) return true;
    this.#named.clear();
    return false;
  }

  #of(name: string): NamedIdentifiers {
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    const named = new NamedIdentifiers();
    this.#named.set(name, named);
    return named;
  }
}

/** Those of one name, in the order of the file: hashes of two words, and the line of each. */
interface HashedLines {
  readonly hashes: Uint32Array<ArrayBuffer>;
  readonly lines: Int32Array;
}

/** What comes again is found at the end, in hashes that were sorted: to look each up among a million takes longer, and more memory. */
class NamedIdentifiers {
  readonly #pieces: HashedLines[] = [];
  /** In the last piece. */
  #filled = 0;

  look(text: string, line: number): void {
    const { hashes, lines } = this.#piece();
    hashQuickly(text, hashes, this.#filled * words);
    lines[this.#filled] = line;
    this.#filled += 1;
  }

  get size(): number {
    return this.#used().reduce((sum, { lines }) => sum + lines.length, 0);
  }

  state(): HashedLines {
    const { size } = this;
    const joined = { hashes: new Uint32Array(size * words), lines: new Int32Array(size) };
    let at = 0;
    for (const { hashes, lines } of this.#used()) {
      joined.hashes.set(hashes, at * words);
      joined.lines.set(lines, at);
      at += lines.length;
    }
    return joined;
  }

  merge({ hashes, lines }: HashedLines): void {
    for (let from = 0; from < lines.length;) {
      const piece = this.#piece();
      const end = Math.min(lines.length, from + piece.lines.length - this.#filled);
      piece.hashes.set(hashes.subarray(from * words, end * words), this.#filled * words);
      piece.lines.set(lines.subarray(from, end), this.#filled);
      this.#filled += end - from;
      from = end;
    }
  }

  /** How many come again, and the line in which the first of them does. `room` is for a copy of all hashes. */
  repeated(room: Uint32Array<ArrayBuffer>): { readonly shared: number; readonly firstLine: number } {
    let at = 0;
    for (const { hashes } of this.#used()) {
      room.set(hashes, at);
      at += hashes.length;
    }
    const repeated = repeatedIn(room.subarray(0, at));
    const seen = new Set<number>();
    for (const { hashes, lines } of repeated.length === 0 ? [] : this.#used()) {
      const whole = wholeOf(hashes);
      const first = whole.findIndex((hash) => {
        const place = findPlace(repeated, hash);
        if (place === -1) return false;
        const isAgain = seen.has(place);
        seen.add(place);
        return isAgain;
      });
      if (first !== -1) return { shared: repeated.length, firstLine: lines[first] ?? 0 };
    }
    return { shared: 0, firstLine: Number.POSITIVE_INFINITY };
  }

  #used(): readonly HashedLines[] {
    return this.#pieces.map(({ hashes, lines }, index) => {
      const end = index === this.#pieces.length - 1 ? this.#filled : lines.length;
      return { hashes: hashes.subarray(0, end * words), lines: lines.subarray(0, end) };
    });
  }

  /** One with room. */
  #piece(): HashedLines {
    const last = this.#pieces.at(-1);
    if (last !== undefined && this.#filled < last.lines.length) return last;
    const size = Math.min(mostInPiece, firstPiece * 2 ** this.#pieces.length);
    const piece = { hashes: new Uint32Array(size * words), lines: new Int32Array(size) };
    this.#pieces.push(piece);
    this.#filled = 0;
    return piece;
  }
}

function wholeOf({ buffer, byteOffset, length }: Uint32Array<ArrayBuffer>): BigUint64Array<ArrayBuffer> {
  return new BigUint64Array(buffer, byteOffset, length / words);
}

/** Those that stand there several times, each once; they are sorted where they stand, since a copy takes as much memory again. */
function repeatedIn(hashes: Uint32Array<ArrayBuffer>): BigUint64Array {
  // oxlint-disable-next-line unicorn/no-array-sort -- in place
  const sorted = wholeOf(hashes).sort();
  // Their halves are compared: a number of 64 bits is an object whenever it is read.
  const isSame = (place: number, other: number): boolean =>
    hashes[place * words] === hashes[other * words] && hashes[place * words + 1] === hashes[other * words + 1];
  const places: number[] = [];
  for (let place = 1; place < sorted.length; place += 1) {
    if (isSame(place, place - 1) && (place === 1 || !isSame(place - 1, place - 2))) places.push(place);
  }
  return BigUint64Array.from(places, (place) => sorted[place] ?? 0n);
}

/** -1 where it is not there. */
function findPlace(sorted: BigUint64Array, wanted: bigint): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? 0n) < wanted) from = middle + 1;
    else to = middle;
  }
  return sorted[from] === wanted ? from : -1;
}

// Finds people under several keys: the same identifier in notifications that count as those of different people.
import { countOf, formatCount } from '../../numbers.ts';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { Recipient } from '../../message/recipient.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import { hashQuickly } from '../quick-hash.ts';

/** The maximum number of rows. Above it, the check would need too much memory. */
const mostRows = 2_000_000;
/** The number of 32-bit words of a hash. */
const words = 2;
/** The first piece is small, because threads begin one for each block, and a block has fewer identifiers than a full piece. */
const firstPiece = 256;
const mostInPiece = 16_384;

const help =
  'A person gets a notification for each key. If one is meant, let all rows of a person have the same identifiers, or set key to the column that tells people apart.';

export class SharedIdentifiers {
  readonly #limit: number;
  /** By name, in the order of first occurrence. */
  readonly #named = new Map<string, NamedIdentifiers>();
  #rows = 0;

  constructor(limit = mostRows) {
    this.#limit = limit;
  }

  /** Called once for each key, in the order of the file. An identifier that occurs again is therefore under another key. */
  look({ line }: Recipient, identifiers: readonly KeyedIdentifier[]): void {
    if (identifiers.length === 0 || !this.#countRows(1)) return;
    for (const { name, text } of identifiers) this.#of(name).look(text, line);
  }

  state() {
    return { rows: this.#rows, named: Array.from(this.#named, ([name, named]) => ({ name, state: named.state() })) };
  }

  /** `other` must hold the rows that come next, with the same limit. */
  merge(other: ReturnType<SharedIdentifiers['state']>): void {
    if (!this.#countRows(other.rows)) return;
    for (const { name, state } of other.named) this.#of(name).merge(state);
  }

  /** If the file has lines, the place is the first line in which an identifier occurs again. */
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

  /** Returns whether the limit is not exceeded. Otherwise everything gathered so far is dropped. */
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

/** The identifiers with one name, in the order of the file: hashes of two words, and the line of each. */
interface HashedLines {
  readonly hashes: Uint32Array<ArrayBuffer>;
  readonly lines: Int32Array;
}

/** Repeated identifiers are found at the end, in sorted hashes. Looking up each one among a million would take more time and memory. */
class NamedIdentifiers {
  readonly #pieces: HashedLines[] = [];
  /** The number of identifiers in the last piece. */
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

  /** Returns how many identifiers are repeated, and the line of the first repetition. `room` is used for a copy of all hashes. */
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

  /** Returns a piece with room. */
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

/** Returns each hash that occurs several times, once. Sorts in place, because a copy would double the memory. */
function repeatedIn(hashes: Uint32Array<ArrayBuffer>): BigUint64Array {
  // oxlint-disable-next-line unicorn/no-array-sort -- sorted in place on purpose
  const sorted = wholeOf(hashes).sort();
  // Compares the 32-bit halves, because reading a 64-bit number creates an object.
  const isSame = (place: number, other: number): boolean =>
    hashes[place * words] === hashes[other * words] && hashes[place * words + 1] === hashes[other * words + 1];
  const places: number[] = [];
  for (let place = 1; place < sorted.length; place += 1) {
    if (isSame(place, place - 1) && (place === 1 || !isSame(place - 1, place - 2))) places.push(place);
  }
  return BigUint64Array.from(places, (place) => sorted[place] ?? 0n);
}

/** Returns -1 if it is not there. */
function findPlace(sorted: BigUint64Array, wanted: bigint): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? 0n) < wanted) from = middle + 1;
    else to = middle;
  }
  return sorted[from] === wanted ? from : -1;
}

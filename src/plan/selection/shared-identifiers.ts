// One person under several keys: the same value of an identifier in notifications that count as those of different people.
import { formatCount } from '../../numbers.ts';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { Recipient } from '../../message/recipient.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import { KeySet } from '../key-set.ts';
import { hashQuickly } from '../quick-hash.ts';

/** Above it, the memory for it would be out of proportion. */
const mostRows = 2_000_000;
const firstCapacity = 1024;
/** Of a hash. */
const words = 2;
/** More than a block has. */
const mostLate = 2048;

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
    const found = [...this.#named]
      .filter(([, { shared }]) => shared > 0)
      .toSorted(([, a], [, b]) => a.firstLine - b.firstLine);
    const [first] = found;
    if (first === undefined) return [];
    const total = found.reduce((sum, [, { shared }]) => sum + shared, 0);
    const each = found.map(([name, { shared }]) => `${formatCount(shared)} of ${name}`).join(', ');
    const subject = total === 1 ? '1 identifier is' : `${formatCount(total)} identifiers are`;
    const message = `${subject} under more than one key (${each}): these people can get more than one notification`;
    return [warningAt({ file, line: hasLines ? first[1].firstLine : 1, column: 1 }, 'PP225', message, help)];
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

/** Hashes of two words, and the line in which each of them stands; a line below zero says that it is known to stand under several keys. */
interface HashedLines {
  readonly hashes: Uint32Array;
  readonly lines: Int32Array;
}

/** The identifiers of one name. */
class NamedIdentifiers {
  readonly #seen = new KeySet(words);
  /** The first line of each, by its number in the set. */
  #lines = new Int32Array(firstCapacity);
  #shared = 0;
  #firstLine = Number.POSITIVE_INFINITY;
  /** Those that came last. The rows of a block are handed over as they came: only who has all of them looks which come again. */
  readonly #late: HashedLines = { hashes: new Uint32Array(mostLate * words), lines: new Int32Array(mostLate) };
  #lateCount = 0;

  /** How many stand under several keys. */
  get shared(): number {
    this.#settle();
    return this.#shared;
  }

  /** The first line in which one comes again. */
  get firstLine(): number {
    this.#settle();
    return this.#firstLine;
  }

  look(text: string, line: number): void {
    if (this.#lateCount === mostLate) this.#settle();
    hashQuickly(text, this.#late.hashes, this.#lateCount * words);
    this.#late.lines[this.#lateCount] = line;
    this.#lateCount += 1;
  }

  state() {
    const lines = this.#lines.slice(0, this.#seen.size);
    const parts: readonly HashedLines[] = [{ hashes: this.#seen.hashes(), lines }, this.#takenLately()];
    return { parts, firstLine: this.#firstLine };
  }

  merge({ parts, firstLine }: ReturnType<NamedIdentifiers['state']>): void {
    this.#settle();
    for (const part of parts) this.#add(part);
    this.#firstLine = Math.min(this.#firstLine, firstLine);
  }

  #takenLately(): HashedLines {
    const { hashes, lines } = this.#late;
    return { hashes: hashes.slice(0, this.#lateCount * words), lines: lines.slice(0, this.#lateCount) };
  }

  #settle(): void {
    const { hashes, lines } = this.#late;
    this.#add({ hashes, lines: lines.subarray(0, this.#lateCount) });
    this.#lateCount = 0;
  }

  #add({ hashes, lines }: HashedLines): void {
    for (let place = 0; place < lines.length; place += 1) {
      const line = lines[place] ?? 0;
      const next = this.#seen.size;
      const number = this.#seen.addFrom(hashes, place);
      if (number === next) this.#note(number, line);
      else this.#share(number, Math.abs(line));
    }
  }

  #note(number: number, line: number): void {
    if (number === this.#lines.length) {
      const longer = new Int32Array(number * 2);
      longer.set(this.#lines);
      this.#lines = longer;
    }
    this.#lines[number] = line;
    if (line < 0) this.#shared += 1;
  }

  #share(number: number, line: number): void {
    const first = this.#lines[number] ?? 0;
    if (first < 0) return;
    this.#lines[number] = -first;
    this.#shared += 1;
    this.#firstLine = Math.min(this.#firstLine, line);
  }
}

// Guesses the encoding of a file that is not UTF-8. The guess is only suggested to the author; pushplan never reads a file with it.
import { findInvalid } from './encoding.ts';

/** Returns the byte order of a UTF-16 file, found by its mark or by the zero bytes beside plain letters. Undefined for any other file. */
export function findUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const mark = head.toString('hex', 0, 2);
  if (mark === 'fffe') return 'utf-16le';
  if (mark === 'feff') return 'utf-16be';
  const start = head.toString('hex', 0, 4);
  if (/^(?:(?!00)..00){2}$/.test(start)) return 'utf-16le';
  return /^(?:00(?!00)..){2}$/.test(start) ? 'utf-16be' : undefined;
}

export function isUtf32(head: Buffer): boolean {
  const mark = head.toString('hex', 0, 4);
  return mark === 'fffe0000' || mark === '0000feff';
}

/** The Windows encoding to suggest first. The Turkish and the Western European one differ in only six letters. */
export const likelyEncoding = 'windows-1254';
export const otherEncodings =
  'windows-1254 is for Turkish, windows-1252 for Western Europe, windows-1250 for Central Europe, windows-1251 for Cyrillic, windows-1253 for Greek';

/** The number of valid sequences after which UTF-8 cannot be a coincidence. */
const enough = 4;

/** Checks whether a file declared as a Windows encoding is UTF-8 after all. */
export class Utf8Watch {
  #found = 0;
  #isCleared = false;
  #held: Buffer = Buffer.alloc(0);

  look(chunk: Buffer): void {
    if (this.#isCleared || this.#found >= enough) return;
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    let at = findHigh(bytes, 0);
    while (at < bytes.length && this.#found < enough) {
      const end = at + lengthOf(bytes[at] ?? 0);
      if (end > bytes.length) break;
      this.#isCleared = findInvalid(bytes.subarray(at, end)) !== -1;
      if (this.#isCleared) return;
      this.#found += 1;
      at = findHigh(bytes, end);
    }
    this.#held = bytes.subarray(at);
  }

  /** `isEnd` tells whether the whole file was seen; then one letter is enough. */
  isUtf8(isEnd: boolean): boolean {
    return !this.#isCleared && (isEnd ? this.#held.length === 0 && this.#found > 0 : this.#found >= enough);
  }
}

/** Returns the index of the next byte that is not ASCII, or the length. */
function findHigh(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] ?? 0) < 0x80) at += 1;
  return at;
}

function lengthOf(lead: number): number {
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

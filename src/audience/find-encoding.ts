// What a file that is not UTF-8 may be encoded in: for the line that its author is told to write, never to go on with.
import { findInvalid } from './encoding.ts';

/** The kind of UTF-16 that a file is, by its mark, or by the zeros that plain letters have in it; undefined for any other file. */
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

/** The first of the encodings of Windows to try: those of Turkish and of Western Europe differ in six letters. */
export const likelyEncoding = 'windows-1254';
export const otherEncodings =
  'windows-1254 is for Turkish, windows-1252 for Western Europe, windows-1250 for Central Europe, windows-1251 for Cyrillic, windows-1253 for Greek';

/** Enough for nobody to take it for chance. */
const enough = 4;

/** Sees whether the bytes of a file that is said to be in an encoding of Windows are UTF-8 after all. */
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

  /** `isEnd` is whether all of the file was seen: then one letter is enough. */
  isUtf8(isEnd: boolean): boolean {
    return !this.#isCleared && (isEnd ? this.#held.length === 0 && this.#found > 0 : this.#found >= enough);
  }
}

/** The next byte that is not ASCII, or the end. */
function findHigh(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] ?? 0) < 0x80) at += 1;
  return at;
}

function lengthOf(lead: number): number {
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

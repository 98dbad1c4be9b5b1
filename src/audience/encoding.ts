// Functions for bytes of text in UTF-8.
import { isUtf8 } from 'node:buffer';

export const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const blanks = new Set(Buffer.from(' \t\r\n'));

export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;

export function isMarked(bytes: Buffer, at: number): boolean {
  return bytes[at] === byteOrderMark[0] && bytes[at + 1] === byteOrderMark[1] && bytes[at + 2] === byteOrderMark[2];
}

export function stripByteOrderMark(head: Buffer): Buffer {
  return isMarked(head, 0) ? head.subarray(byteOrderMark.length) : head;
}

/** Tells whether the byte is a space, a tab or a line end. Other control characters are not blank. */
export function isBlankByte(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

export function isBlankBytes(bytes: Buffer): boolean {
  return bytes.every((byte) => blanks.has(byte));
}

/** Returns the length of the UTF-8 sequence that begins with this byte, or 0 if none does. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) {
    return 1;
  }
  if (lead < 0xc2 || lead > 0xf4) {
    return 0;
  }
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** Returns the index of the first sequence that is not UTF-8, or -1. */
export function findInvalid(bytes: Buffer): number {
  if (isUtf8(bytes)) {
    return -1;
  }
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes[at] ?? 0);
    if (length !== 1 && (length === 0 || !isUtf8(bytes.subarray(at, at + length)))) {
      return at;
    }
    at += length;
  }
  return -1;
}

/** Returns the number of bytes at the end that belong with the next ones: a character that is cut, or a CR whose LF may follow. */
export function countUnfinished(bytes: Buffer): number {
  if (bytes.at(-1) === carriageReturn) {
    return 1;
  }
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) {
      return 0;
    }
    if (byte >= 0xc0) {
      return sequenceLength(byte) > back ? back : 0;
    }
  }
  return 0;
}

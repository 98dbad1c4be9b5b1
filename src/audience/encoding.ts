// Which bytes are text: UTF-8, and what else people's files turn out to be.
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

/** Blanks, tabs and ends of lines; control characters are no blanks. */
export function isBlankByte(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

export function isBlankBytes(bytes: Buffer): boolean {
  return bytes.every((byte) => blanks.has(byte));
}

/** Bytes that the sequence has which begins with this byte; 0 when no sequence does. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) {
    return 1;
  }
  if (lead < 0xc2 || lead > 0xf4) {
    return 0;
  }
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** Where the first sequence begins that is not UTF-8, or -1. */
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

/** How many bytes at the end belong together with those that are still to come: a character that is cut, or a CR that may have its LF. */
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

// Gathers the beginning of a file in one piece, so that the kind of the file can be recognized.
import { isBlankBytes, lineFeed, stripByteOrderMark } from './encoding.ts';

/** How many bytes of leading white space are searched for other content. A shorter file with nothing else is empty. */
export const headLimit = 64 * 1024;

/** The number of bytes that identify the kind of a file. The rest is recognized by the first line, up to its end. */
const telling = 16;

/** Yields the same bytes, with a first chunk that is long enough to recognize the file by. */
export async function* gatherHead(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (head === undefined) {
      yield buffer;
      continue;
    }
    head = Buffer.concat([head, buffer]);
    if (head.length >= headLimit || (head.length >= telling && isTelling(head))) {
      yield head;
      head = undefined;
    }
  }
  if (head !== undefined) {
    yield head;
  }
}

function isTelling(head: Buffer): boolean {
  return head.includes(lineFeed, telling) && !isBlankBytes(stripByteOrderMark(head));
}

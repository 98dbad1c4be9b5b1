// The beginning of a file in one piece, so that the file can be judged by it.
import { isBlankBytes, lineFeed, stripByteOrderMark } from './encoding.ts';

/** Leading white space is looked through up to here for something else; a file with none is empty. */
export const headLimit = 64 * 1024;

/** Bytes that tell what a file is; the end of its first line tells the rest. */
const telling = 16;

/** The same chunks, but that the first is long enough to judge the file by. */
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

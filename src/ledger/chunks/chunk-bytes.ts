// A chunk before it is compressed: a mark, the payloads byte for byte, what else is known as JSON, and how long that is. One JSON text within
// another would cost more than all the rest.

/** No JSON text begins with it. Before version 6 a chunk was a JSON text with the payloads in it. */
const mark = 0;
const markLength = 1;
/** Of the number at the end. */
const numberLength = 4;
/** `describe` is given how many bytes each payload takes. */
export function packChunk(
  payloads: readonly Uint8Array[],
  describe: (lengths: readonly number[]) => unknown,
): Uint8Array {
  const head = Buffer.from(JSON.stringify(describe(payloads.map(({ length }) => length))));
  const size = Buffer.alloc(numberLength);
  size.writeUInt32LE(head.length);
  return Buffer.concat([Buffer.of(mark), ...payloads, head, size]);
}

export interface UnpackedChunk {
  readonly head: string;
  /** The payload that takes so many bytes and stands behind those that were taken before; undefined where there are not so many. */
  readonly take: (length: number) => Uint8Array | undefined;
}

/** Undefined for a JSON text, as it was written before version 6. */
export function unpackChunk(bytes: Uint8Array): UnpackedChunk | undefined {
  const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (chunk[0] !== mark || chunk.length < markLength + numberLength) return undefined;
  const headEnd = chunk.length - numberLength;
  const end = headEnd - chunk.readUInt32LE(headEnd);
  let at = markLength;
  return {
    head: chunk.toString('utf8', Math.max(at, end), headEnd),
    take: (length) => {
      const start = at;
      at += length;
      return Number.isSafeInteger(length) && length >= 0 && at <= end ? chunk.subarray(start, at) : undefined;
    },
  };
}

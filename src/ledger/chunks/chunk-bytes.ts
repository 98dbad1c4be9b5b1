// A chunk before it is compressed: a mark, the payloads byte for byte, what else is known as JSON, and how long that is. One JSON text within
// another would cost more than all the rest.

/** No JSON text begins with it. Before version 6 a chunk was a JSON text with the payloads in it. */
const mark = 0;
const markLength = 1;
/** Of the number at the end. */
const numberLength = 4;
/** Bytes that a UTF-16 unit takes at most. */
const mostPerUnit = 3;

/** `describe` is given how many bytes each payload takes. */
export function packChunk(
  payloads: readonly (string | Uint8Array)[],
  describe: (lengths: readonly number[]) => unknown,
): Uint8Array {
  const most = payloads.reduce(
    (sum, payload) => sum + payload.length * (typeof payload === 'string' ? mostPerUnit : 1),
    0,
  );
  const texts = Buffer.allocUnsafe(markLength + most);
  let end = texts.writeUInt8(mark);
  const lengths = payloads.map((payload) => {
    if (typeof payload !== 'string') texts.set(payload, end);
    const length = typeof payload === 'string' ? texts.write(payload, end) : payload.length;
    end += length;
    return length;
  });
  const head = Buffer.from(JSON.stringify(describe(lengths)));
  const size = Buffer.alloc(numberLength);
  size.writeUInt32LE(head.length);
  return Buffer.concat([texts.subarray(0, end), head, size]);
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

// The format of a chunk before compression: a mark, the payloads byte for byte, the other fields as JSON, and the length of that JSON. Putting the
// payloads into the JSON, as JSON texts within another, would cost more than everything else.

/** No JSON text begins with this byte. Before version 6, a chunk was a JSON text that contained the payloads. */
const mark = 0;
const markLength = 1;
/** The size of the number at the end. */
const numberLength = 4;

/** Builds a chunk notification by notification. As objects, they would live long enough for the garbage collector to move them twice. */
export class GrowingChunk {
  readonly #payloads: GrowingBytes;
  readonly #head: GrowingBytes;
  #size = 0;

  /** `first` is the initial capacity in bytes. */
  constructor(first: number) {
    this.#payloads = new GrowingBytes(first);
    this.#head = new GrowingBytes(first);
  }

  get size(): number {
    return this.#size;
  }

  /** The size of the payloads. */
  get bytes(): number {
    return Math.max(0, this.#payloads.length - markLength);
  }

  /** `row` holds the fields other than the payload. */
  add(payload: Uint8Array, row: unknown): void {
    if (this.#size === 0) this.#payloads.add(Buffer.of(mark));
    this.#payloads.add(payload);
    this.#head.addText(this.#size === 0 ? '[' : ',');
    this.#head.addText(JSON.stringify(row));
    this.#size += 1;
  }

  /** Returns the bytes of the chunk. They are valid until the next `add`, which begins another chunk. */
  pack(): Uint8Array {
    if (this.#size === 0) this.#payloads.add(Buffer.of(mark));
    this.#head.addText(this.#size === 0 ? '[]' : ']');
    const size = Buffer.alloc(numberLength);
    size.writeUInt32LE(this.#head.length);
    for (const bytes of [this.#head.take(), size]) this.#payloads.add(bytes);
    this.#size = 0;
    return this.#payloads.take();
  }
}

class GrowingBytes {
  #bytes: Buffer;
  #length = 0;

  constructor(first: number) {
    this.#bytes = Buffer.allocUnsafeSlow(first);
  }

  get length(): number {
    return this.#length;
  }

  add(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  addText(text: string): void {
    // A UTF-16 unit takes at most three bytes.
    this.#makeRoom(3 * text.length);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** Returns the bytes, which are valid until more are added. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #makeRoom(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

export interface UnpackedChunk {
  readonly head: string;
  /** Returns the next `length` bytes of the payloads, or undefined if there are fewer. */
  readonly take: (length: number) => Uint8Array | undefined;
}

/** Returns undefined for a JSON text, the format before version 6. */
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

// Keeps payloads that wait to be spooled next to each other in a few large buffers. With one buffer for each, the garbage collector would spend as
// much time on it as on its row.

const mostInPiece = 256 * 1024;

/**
 * A buffer stays in memory as long as any of its payloads. Payloads that wait for different times are therefore better kept in different instances.
 */
export class KeptPayloads {
  #piece = new ArrayBuffer(0);
  #end = 0;
  #next: number;

  /** If there are many instances, make the first buffer small. Each buffer is twice as large as the one before. */
  constructor(firstPiece = mostInPiece) {
    this.#next = firstPiece;
  }

  /** Returns a copy of the payload. */
  keep(payload: Uint8Array): Uint8Array {
    if (this.#piece.byteLength - this.#end < payload.length) {
      this.#piece = new ArrayBuffer(Math.max(this.#next, payload.length));
      this.#next = Math.min(2 * this.#next, mostInPiece);
      this.#end = 0;
    }
    const kept = new Uint8Array(this.#piece, this.#end, payload.length);
    kept.set(payload);
    this.#end += payload.length;
    return kept;
  }
}

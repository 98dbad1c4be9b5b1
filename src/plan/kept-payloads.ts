// Payloads that wait to be spooled, side by side in a few pieces of memory: each in its own would cost the garbage collector as much as its row.

const mostInPiece = 256 * 1024;

/** A piece lives as long as any of its payloads: those that wait for different times are better kept apart. */
export class KeptPayloads {
  #piece = new ArrayBuffer(0);
  #end = 0;
  #next: number;

  /** Where there are many of these, the first piece is a small one; each is twice as large as the one before. */
  constructor(firstPiece = mostInPiece) {
    this.#next = firstPiece;
  }

  /** A copy. */
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

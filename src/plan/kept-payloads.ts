// Payloads that wait to be spooled, side by side in a few pieces of memory: each in its own would cost the garbage collector as much as its row.

const pieceBytes = 256 * 1024;

export class KeptPayloads {
  #piece = new ArrayBuffer(0);
  #end = 0;

  /** A copy. */
  keep(payload: Uint8Array): Uint8Array {
    if (this.#piece.byteLength - this.#end < payload.length) {
      this.#piece = new ArrayBuffer(Math.max(pieceBytes, payload.length));
      this.#end = 0;
    }
    const kept = new Uint8Array(this.#piece, this.#end, payload.length);
    kept.set(payload);
    this.#end += payload.length;
    return kept;
  }
}

// Text that several readers read one after the other: a reader that stops leaves the rest to the next.
import type { TextPart } from './text.ts';

export class SharedText implements AsyncIterable<TextPart>, AsyncDisposable {
  readonly #parts: AsyncGenerator<TextPart>;
  #back: TextPart | undefined;

  constructor(parts: AsyncGenerator<TextPart>) {
    this.#parts = parts;
  }

  /** Returns bytes that were taken but not used. The next reader begins with them. */
  putBack(bytes: Buffer): void {
    if (bytes.length > 0) this.#back = { kind: 'bytes', bytes };
  }

  /** The iterator has no `return`, so leaving a loop closes nothing. */
  [Symbol.asyncIterator](): AsyncIterator<TextPart> {
    return { next: () => this.#next() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts.return(undefined);
  }

  async #next(): Promise<IteratorResult<TextPart>> {
    const value = this.#back;
    if (value === undefined) return this.#parts.next();
    this.#back = undefined;
    return { done: false, value };
  }
}

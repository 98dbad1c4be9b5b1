// Text that several readers take one after the other: a reader that stops leaves what follows to the next.
import type { TextPart } from './text.ts';

export class SharedText implements AsyncIterable<TextPart>, AsyncDisposable {
  readonly #parts: AsyncGenerator<TextPart>;
  #back: TextPart | undefined;

  constructor(parts: AsyncGenerator<TextPart>) {
    this.#parts = parts;
  }

  /** What was taken and not used: the next reader begins with it. */
  putBack(bytes: Buffer): void {
    if (bytes.length > 0) this.#back = { kind: 'bytes', bytes };
  }

  /** Without `return`, so that a loop which is left closes nothing. */
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

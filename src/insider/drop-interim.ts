// Removes interim answers (1xx) before undici sees them: undici fails a request that gets an unexpected "100 Continue". They mean nothing.
import type { buildConnector } from 'undici';

type Connect = ReturnType<typeof buildConnector>;

/** The maximum length of a head to wait for: undici fails a longer one. */
const longestHead = 16 * 1024;
const nothing = Buffer.alloc(0);
const lengthOfStatus = 'HTTP/1.1 100'.length;

/** Wraps a connector. For sockets with one request at a time: what is read after a write starts with the head of an answer. */
export function droppingInterim(connect: Connect): Connect {
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const filter = new InterimFilter();
      const read = socket.read.bind(socket);
      socket.read = (size) => {
        const chunk: unknown = read(size);
        return Buffer.isBuffer(chunk) ? filter.take(chunk) : chunk;
      };
      socket.write = new Proxy(socket.write.bind(socket), {
        apply: (write, self, given): unknown => {
          filter.expectAnswer();
          return Reflect.apply(write, self, given);
        },
      });
      callback(null, socket);
    });
}

export class InterimFilter {
  /** Bytes of a head that may be an interim answer; undefined while an answer passes through. */
  #held: Buffer | undefined = nothing;

  expectAnswer(): void {
    this.#held ??= nothing;
  }

  /** Returns the bytes for undici: without interim answers, with what was held back before. */
  take(chunk: Buffer): Buffer {
    if (this.#held === undefined) return chunk;
    let bytes = Buffer.concat([this.#held, chunk]);
    while (mayBeInterim(bytes)) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end === -1 && bytes.length < longestHead) {
        this.#held = bytes;
        return nothing;
      }
      if (end === -1) break;
      bytes = bytes.subarray(end + 4);
    }
    this.#held = undefined;
    return bytes;
  }
}

/** Whether the bytes are or may become an interim answer. 101 is not one: another protocol follows. */
function mayBeInterim(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, lengthOfStatus);
  if (start.length === lengthOfStatus) return /^HTTP\/1\.1 1(?!01)\d\d$/.test(start);
  return 'HTTP/1.1 1'.startsWith(start.slice(0, 'HTTP/1.1 1'.length));
}

// Interim answers (1xx) are taken out before undici sees them: it gives up a request that gets "100 Continue" unasked. They mean nothing.
import type { buildConnector } from 'undici';

type Connect = ReturnType<typeof buildConnector>;

/** Bytes of a head that are waited for: undici gives up those that are longer. */
const longestHead = 16 * 1024;
const nothing = Buffer.alloc(0);
const lengthOfStatus = 'HTTP/1.1 100'.length;

/** For sockets that have one request at a time: what comes after a write begins with the head of an answer. */
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
  /** What came of a head that may be one to drop; undefined while an answer passes. */
  #held: Buffer | undefined = nothing;

  expectAnswer(): void {
    this.#held ??= nothing;
  }

  /** What of it is for undici: less, or what was held back with it. */
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

/** It is one, or begins like one as far as it goes. 101 is none: another protocol follows. */
function mayBeInterim(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, lengthOfStatus);
  if (start.length === lengthOfStatus) return /^HTTP\/1\.1 1(?!01)\d\d$/.test(start);
  return 'HTTP/1.1 1'.startsWith(start.slice(0, 'HTTP/1.1 1'.length));
}

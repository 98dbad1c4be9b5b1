// Writes to standard output and error of the process. A reader that left is no error; a full disk or a broken stream is.
import { once } from 'node:events';
import { exitCodes } from '../../errors.ts';
import type { Output } from '../../opening/context.ts';

/** The error codes of a stream whose reader left, on POSIX and on Windows. */
const readerLeft: ReadonlySet<unknown> = new Set(['EPIPE', 'EOF']);

/** Calls `onFault` if the stream breaks. The command continues then: a run under way is worth more than its output. */
export function outputOf(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv, onFault: (code: string) => void): Output {
  const reader = { isThere: true };
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (reader.isThere && !readerLeft.has(error.code)) onFault(error.code ?? error.name);
    reader.isThere = false;
  });
  // Undefined without a terminal, contrary to its type.
  const isTerminal = 'isTTY' in stream && stream.isTTY;
  return {
    write: (text) => {
      if (reader.isThere) stream.write(text);
    },
    drained: async () => {
      while (reader.isThere && stream.writableNeedDrain) {
        await Promise.race([once(stream, 'drain'), once(stream, 'close')]).catch(() => undefined);
      }
    },
    get isOpen() {
      return reader.isThere;
    },
    isTerminal,
    get columns() {
      return stream.columns || 80;
    },
    color: isTerminal ? stream.hasColors() : isForced(env['FORCE_COLOR']),
    stream,
  };
}

/** Data that was not written is lost, even if all else was done: 1 replaces 0 and 2. A code that says more stays. */
export function codeAfterFault(code: number): number {
  return code === exitCodes.done || code === exitCodes.hasSends ? exitCodes.unexpected : code;
}

function isForced(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0';
}

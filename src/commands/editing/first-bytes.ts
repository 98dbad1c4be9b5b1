// Looks at the first bytes from an editor: the server would wait for ever for the rest of anything that is not a message.
import type { Context } from '../../opening/context.ts';

type Input = Context['stdin'];

const header = 'content-';

/** `ended` if nothing comes. What came stays in the stream. */
export async function lookAtFirstBytes(stdin: Input): Promise<'message' | 'foreign' | 'ended'> {
  for (;;) {
    const chunk: unknown = stdin.read();
    if (chunk instanceof Uint8Array) {
      stdin.unshift(chunk);
      const begin = Buffer.from(chunk.subarray(0, header.length)).toString('latin1').toLowerCase();
      return header.startsWith(begin) ? 'message' : 'foreign';
    }
    if (await isOver(stdin)) return 'ended';
  }
}

/** Waits for more bytes, or for the end. */
async function isOver(stdin: Input): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const [onMore, onEnd] = [(): void => resolve(false), (): void => resolve(true)];
  stdin.once('readable', onMore).once('end', onEnd).once('error', onEnd);
  if (stdin.readableEnded) onEnd();
  try {
    return await promise;
  } finally {
    stdin.off('readable', onMore).off('end', onEnd).off('error', onEnd);
  }
}

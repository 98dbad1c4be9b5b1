// Who watches while the Message Center is asked about earlier runs: a line that changes on a terminal, one that stays elsewhere.
import type { Listen } from '../delivery/run-event.ts';
import type { Witness } from '../delivery/witness.ts';
import { formatAskingLine, formatAskingOnce } from '../view/asking-text.ts';
import { cutText } from '../view/fit-text.ts';
import { isCi, type Context } from './context.ts';

export interface WatchedAsking extends Disposable {
  /** The same one, with its answers counted. */
  readonly witness: Witness;
  readonly listen: Listen;
  /** Takes the line away. */
  end(): void;
}

// Between answers the seconds run down.
const everyMilliseconds = 250;
const clearLine = '\r\u001B[K';

/** `limit` is how long it may take, milliseconds. */
export function watchAsking(context: Context, witness: Witness, found: number, limit: number): WatchedAsking {
  const { stderr, clock, env } = context;
  const until = clock.monotonic() + limit;
  let answered = 0;
  let waitsUntil = 0;
  const isDrawn = stderr.isTerminal && !isCi(env);
  const draw = (): void => {
    if (!isDrawn) return;
    const now = clock.monotonic();
    const line = formatAskingLine({
      found,
      answered: Math.min(answered, found),
      waiting: Math.max(0, waitsUntil - now),
      left: Math.max(0, until - now),
    });
    stderr.write(`${clearLine}${cutText(line, stderr.columns - 1)}`);
  };
  if (!isDrawn) stderr.write(`${formatAskingOnce({ found, left: limit })}\n`);
  draw();
  const timer = isDrawn ? setInterval(draw, everyMilliseconds) : undefined;
  let isOver = false;
  const end = (): void => {
    clearInterval(timer);
    if (isDrawn && !isOver) stderr.write(clearLine);
    isOver = true;
  };
  return {
    witness: {
      ask: async (...question) => {
        const testimony = await witness.ask(...question);
        answered++;
        return testimony;
      },
      [Symbol.asyncDispose]: () => witness[Symbol.asyncDispose](),
    },
    listen: (event) => {
      if (event.kind === 'waiting') waitsUntil = event.until;
      draw();
    },
    end,
    [Symbol.dispose]: end,
  };
}

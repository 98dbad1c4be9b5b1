// Shows the progress while the Message Center is asked about earlier runs: a line that changes on a terminal, one that stays elsewhere.
import type { Listen } from '../../delivery/run-event.ts';
import type { DeliveryLog } from '../../delivery/doubt/delivery-log.ts';
import { formatAskingLine, formatAskingOnce } from '../../view/asking-text.ts';
import { silenceKeys } from '../../tui/silence-keys.ts';
import { isCi, type Context } from '../../opening/context.ts';
import { DrawnLine } from './drawn-line.ts';

export interface WatchedAsking extends Disposable {
  /** The given log, with its answers counted. */
  readonly deliveryLog: DeliveryLog;
  readonly listen: Listen;
  /** Removes the line. */
  end(): void;
}

// Between answers the seconds count down.
const everyMilliseconds = 250;

/** `limit` is the most milliseconds that it may take. */
export function watchAsking(context: Context, deliveryLog: DeliveryLog, found: number, limit: number): WatchedAsking {
  const { stderr, clock, env } = context;
  const until = clock.monotonic() + limit;
  let answered = 0;
  let waitsUntil = 0;
  const isDrawn = stderr.isTerminal && !isCi(env);
  const keys = isDrawn ? silenceKeys(stderr.stream) : undefined;
  const line = new DrawnLine(stderr);
  const draw = (): void => {
    if (!isDrawn) return;
    const now = clock.monotonic();
    const asking = {
      found,
      answered: Math.min(answered, found),
      waiting: Math.max(0, waitsUntil - now),
      left: Math.max(0, until - now),
    };
    line.draw(formatAskingLine(asking, stderr.columns - 1));
  };
  if (!isDrawn) stderr.write(`${formatAskingOnce({ found, left: limit })}\n`);
  draw();
  const timer = isDrawn ? setInterval(draw, everyMilliseconds) : undefined;
  let isOver = false;
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    if (isDrawn) line.erase();
    keys?.[Symbol.dispose]();
  };
  return {
    deliveryLog: {
      ask: async (...query) => {
        const answer = await deliveryLog.ask(...query);
        answered++;
        return answer;
      },
      [Symbol.asyncDispose]: () => deliveryLog[Symbol.asyncDispose](),
    },
    listen: (event) => {
      if (event.kind === 'waiting') waitsUntil = event.until;
      draw();
    },
    end,
    [Symbol.dispose]: end,
  };
}

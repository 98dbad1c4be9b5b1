// What the other side of a simulated world remembers of whom it sent to: true, but late, and not always there.
import type { LogAnswer, DeliveryLog } from '../../src/delivery/delivery-log.ts';
import type { SimProcess } from './sim-process.ts';
import type { Chance } from './sim-random.ts';
import type { SimTime } from './sim-time.ts';
import { readPushed, type SimWorld } from './sim-world.ts';

export interface DeliveryLogOptions {
  readonly time: SimTime;
  readonly chance: Chance;
  readonly world: SimWorld;
  /** Wall clock of the vendor when the world began, milliseconds. */
  readonly wall: number;
  /** How long a push is not shown yet, milliseconds. */
  readonly lag: number;
  /** Share of the questions without an answer. */
  readonly silence: number;
}

export function simDeliveryLog(process: SimProcess, options: DeliveryLogOptions): DeliveryLog {
  const { time, chance, silence } = options;
  return {
    ask: (identifiers, from, to, signal) => {
      const { promise, resolve } = Promise.withResolvers<LogAnswer>();
      process.after(chance.spread(5, 2_000), () => {
        const isSilent = chance.hits(silence);
        resolve(isSilent ? { kind: 'silent', error: 'status_503' } : recall(options, identifiers, from, to));
      });
      const abort = (): void => resolve({ kind: 'silent', error: 'aborted' });
      if (signal.aborted) time.at(time.now, abort);
      else signal.addEventListener('abort', abort, { once: true });
      return promise;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function recall(
  { time, world, wall, lag }: DeliveryLogOptions,
  identifiers: Readonly<Record<string, string>>,
  from: number,
  to: number,
): LogAnswer {
  const pushes = world.delivered.flatMap(({ uuid, payload, at: deliveredAt }) => {
    const at = Math.floor(wall + deliveredAt);
    const isShown = deliveredAt + lag <= time.now && at >= from && at <= to;
    if (!isShown || !Object.values(identifiers).includes(uuid)) return [];
    const { campId, title, message } = readPushed(payload);
    return [{ campId, title, message, at }];
  });
  return { kind: 'seen', pushes };
}

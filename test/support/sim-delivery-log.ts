// The vendor's delivery log in a simulated world: its answers are true, but late, and sometimes missing.
import type { DeliveryLog, LogAnswer, LogQuery } from '../../src/delivery/doubt/delivery-log.ts';
import type { SimProcess } from './sim-process.ts';
import type { Chance } from './sim-random.ts';
import type { SimTime } from './sim-time.ts';
import { readPushed, type SimWorld } from './sim-world.ts';
import { evidenceOf } from '../../src/insider/envelope.ts';

export interface DeliveryLogOptions {
  readonly time: SimTime;
  readonly chance: Chance;
  readonly world: SimWorld;
  /** The vendor's wall clock when the world began, in milliseconds. */
  readonly wall: number;
  /** How long a push is not yet shown, in milliseconds. */
  readonly lag: number;
  /** The share of questions without an answer. */
  readonly silence: number;
}

export function simDeliveryLog(process: SimProcess, options: DeliveryLogOptions): DeliveryLog {
  const { time, chance, silence } = options;
  return {
    ask: (query, signal) => {
      const { promise, resolve } = Promise.withResolvers<LogAnswer>();
      process.after(chance.spread(5, 2_000), () => {
        const isSilent = chance.hits(silence);
        resolve(isSilent ? { kind: 'silent', error: 'status_503' } : recall(options, query));
      });
      const abort = (): void => resolve({ kind: 'silent', error: 'aborted' });
      if (signal.aborted) time.at(time.now, abort);
      else signal.addEventListener('abort', abort, { once: true });
      return promise;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function recall({ time, world, wall, lag }: DeliveryLogOptions, { identities, from, to }: LogQuery): LogAnswer {
  const pushes = world.delivered.flatMap(({ uuid, payload, at: deliveredAt }) => {
    const at = Math.floor(wall + deliveredAt);
    const isShown = deliveredAt + lag <= time.now && at >= from && at <= to;
    if (!isShown || !identities.includes(`uuid=${uuid}`)) return [];
    const { campId, title, message } = readPushed(payload);
    return [{ evidence: evidenceOf(campId, title, message) ?? '', at }];
  });
  return { kind: 'seen', pushes };
}

// Senders whose answers come from a test, without a connection.
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { Answer, Sender, SendRequest } from '../../src/delivery/sender.ts';

export function madeSender(send: Sender['send']): Sender {
  return { send, [Symbol.asyncDispose]: async () => undefined };
}

/** For each request, how many requests are under way including it, and how many notifications it has. */
export type Seen = readonly { readonly underWay: number; readonly size: number }[];

/**
 * Accepts requests in rounds, once as many are under way in parallel as allowed: 1, 1, then twice as many in each round, up to `widest`. The
 * last round may have fewer. If an earlier round has fewer, it waits forever.
 */
export function gatheringSender(people: number, widest: number): Sender & { readonly seen: Seen } {
  const seen: Seen[number][] = [];
  const waiting: (() => void)[] = [];
  let width = 1;
  let left = people;
  const send: Sender['send'] = async (request) => {
    const answered = Promise.withResolvers<void>();
    waiting.push(answered.resolve);
    seen.push({ underWay: waiting.length, size: request.notifications.length });
    left -= request.notifications.length;
    if (waiting.length === width || left === 0) {
      // A request that arrives in the same turn is one too many, and is recorded before the answers.
      await new Promise((resolve) => setImmediate(resolve));
      if (seen.length > 1) width = Math.min(widest, width * 2);
      for (const go of waiting.splice(0)) go();
    }
    await answered.promise;
    return acceptAll(request);
  };
  return { seen, ...madeSender(send) };
}

/** Passes the requests for which `isStruck` is true, counted from 1, to `struck`, and all others to `sender`. */
export function strikeAt(isStruck: (number: number) => boolean, struck: Sender, sender: Sender): Sender {
  let sent = 0;
  return {
    send: (request, signal) => {
      sent += 1;
      return (isStruck(sent) ? struck : sender).send(request, signal);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([struck[Symbol.asyncDispose](), sender[Symbol.asyncDispose]()]);
    },
  };
}

/** Returns the answer to an accepted request, with an outcome for each notification. */
export function settledAs(outcomes: readonly Outcome[]): Answer {
  return { kind: 'settled', status: 200, outcomes, attributes: outcomes.map(() => null) };
}

export function acceptAll({ notifications }: SendRequest): Answer {
  return settledAs(notifications.map(() => ({ kind: 'accepted' })));
}

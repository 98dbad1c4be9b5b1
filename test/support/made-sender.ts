// Senders whose answers come from a test, without a connection.
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { Answer, Sender, SendRequest } from '../../src/delivery/sender.ts';

export function madeSender(send: Sender['send']): Sender {
  return { send, [Symbol.asyncDispose]: async () => undefined };
}

/** Returns the answer to an accepted request, with an outcome for each notification. */
export function settledAs(outcomes: readonly Outcome[]): Answer {
  return { kind: 'settled', status: 200, outcomes, attributes: outcomes.map(() => null) };
}

export function acceptAll({ notifications }: SendRequest): Answer {
  return settledAs(notifications.map(() => ({ kind: 'accepted' })));
}

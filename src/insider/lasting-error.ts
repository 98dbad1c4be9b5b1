// Network errors that a later request would meet too: the run ends at once, with advice on what to do.
import { errorAt, type RuleCode } from '../diagnostic.ts';
import { explainError } from '../delivery/stopping/explain-error.ts';
import type { LastingCause } from '../wire-errors.ts';
import type { Answer } from '../delivery/sender.ts';
import { ownErrors } from './own-errors.ts';

const rules: Readonly<Record<LastingCause, RuleCode>> = {
  no_trust: 'PP426',
  no_tls: 'PP427',
  proxy_refuses: 'PP428',
};

/** Reads a failed request of which no byte was written. `host` is where it should have gone. */
export function readUnsent(error: string, host: string): Answer {
  const { means, remedy, lasting } = explainError({ error, status: null }, ownErrors);
  if (lasting === undefined) return { kind: 'unsent', error };
  const message = `No connection to ${host}: ${means} (${error}).`;
  return { kind: 'shut_out', status: null, error, diagnostic: errorAt(undefined, rules[lasting], message, remedy) };
}

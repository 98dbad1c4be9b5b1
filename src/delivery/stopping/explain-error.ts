// Explains an error on the way to a vendor: what it means and what to do about it, for every place that reports one.
import { explainWire, unknownFailure, type WireMeaning } from '../../wire-errors.ts';
import type { Settlement } from '../ledger.ts';

/** An error as an attempt stores it: the name of a code or a class, and the status of the answer if there was one. */
export type WireError = Pick<Settlement, 'error' | 'status'>;

export interface ExplainedError extends WireMeaning {
  readonly name: string;
  readonly status: number | null;
}

/** The vendor's refusals of every request, by the name under which they are stored: the meaning, and a sentence on what to do. */
export type OwnErrors = ReadonlyMap<string, readonly [means: string, remedy: string]>;

const notUnderstood = [
  'the answer cannot be understood',
  'Check proxies and gateways on the way, which may answer in place of the API.',
] as const;

/** Errors of answers that arrived. */
const usual: OwnErrors = new Map<string, readonly [string, string]>([
  ['answer_not_understood', notUnderstood],
  ['miscounted_answer', notUnderstood],
  ['throttled', ['there were too many requests', 'Lower requests_per_minute if others use the same key.']],
]);

export function explainError({ error, status }: WireError, own: OwnErrors): ExplainedError {
  const name = error ?? 'unknown';
  const known = own.get(name) ?? usual.get(name);
  if (known !== undefined) return { name, status, means: known[0], remedy: known[1], lasting: undefined };
  return {
    name,
    status,
    ...(explainWire(name, { named: "the environment's endpoint" }) ?? { ...explainOther(status), lasting: undefined }),
  };
}

function explainOther(status: number | null): Pick<WireMeaning, 'means' | 'remedy'> {
  if (status === null || status < 300) return unknownFailure;
  const remedy = status < 500 ? 'Check what is sent: pushplan render.' : 'Wait, and check the status page of the API.';
  return { means: `the API answers with ${status}`, remedy };
}

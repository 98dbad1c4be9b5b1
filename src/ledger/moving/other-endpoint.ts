// The error for a ledger of another endpoint than the environment's. People in it were sent to elsewhere, so it is refused and never treated as
// empty.
import { exitCodes, refuse, type Refusal } from '../../errors.ts';

/** Tells whether an endpoint is one of the two that send to nobody. Any other is a host. */
export function isRehearsal(endpoint: string): boolean {
  return endpoint === 'sandbox' || endpoint === 'loopback';
}

interface Mismatch {
  /** What has another endpoint, such as "The ledger .pushplan/production.db". */
  readonly what: string;
  readonly environment: string;
  readonly has: string;
  readonly wanted: string;
  /** How to start another ledger if this one belongs to a rehearsal. */
  readonly another: string;
  /** Set for an import, which must be a ledger before it can be given another endpoint. */
  readonly isExport?: true;
}

export function isOfAnotherEndpoint(mismatch: Mismatch): Refusal {
  const { what, environment, has, wanted } = mismatch;
  return refuse(
    exitCodes.blocked,
    'PP327',
    `${what} is of the endpoint ${nameOf(has)}, and the environment ${environment} has ${nameOf(wanted)}.`,
    remedyOf(mismatch),
  );
}

function remedyOf({ environment, has, wanted, another, isExport }: Mismatch): string {
  if (isRehearsal(has)) return `The people in it got nothing from ${nameOf(wanted)}. ${another}`;
  if (isRehearsal(wanted)) return 'Put the endpoint back, and rehearse in an environment of its own.';
  const [back, then] = isExport ? [' and import it', ', change the endpoint after that'] : ['', ''];
  return `Put the endpoint back${back}. If ${has} has moved to ${wanted} for good${then}: pushplan ledger migrate --endpoint --env ${environment}`;
}

function nameOf(endpoint: string): string {
  return endpoint === 'loopback' ? 'loopback (a server on this machine)' : endpoint;
}

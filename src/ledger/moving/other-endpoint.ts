// A ledger of another endpoint than the environment's: the people in it were sent to elsewhere, so it is refused, never taken as empty.
import { exitCodes, refuse, type Refusal } from '../../errors.ts';

/** Of the two endpoints that send to nobody; any other is a host. */
export function isRehearsal(endpoint: string): boolean {
  return endpoint === 'sandbox' || endpoint === 'loopback';
}

interface Mismatch {
  /** What is of another endpoint: "The ledger .pushplan/production.db". */
  readonly what: string;
  readonly environment: string;
  readonly has: string;
  readonly wanted: string;
  /** How to begin another ledger where this one is of a rehearsal. */
  readonly another: string;
  /** It is imported, and has to be a ledger before it can be given another endpoint. */
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

// A ledger that is not the one which the workspace expects.
import { exitCodes, refuse, type Refusal } from '../errors.ts';

/** `what` goes on behind the ledger's name: "was written with another secret". */
export function isForeign(ledger: string, what: string, help: string): Refusal {
  return refuse(exitCodes.blocked, 'PP310', `The ledger ${ledger} ${what}.`, help);
}

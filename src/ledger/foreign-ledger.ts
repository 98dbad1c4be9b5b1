// Makes the error for a ledger that is not the one the workspace expects.
import { exitCodes, refuse, type Refusal } from '../errors.ts';

export function isForeign(what: string, help: string): Refusal {
  return refuse(exitCodes.blocked, 'PP310', `${what}.`, help);
}

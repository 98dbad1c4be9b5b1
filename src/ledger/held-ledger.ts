// The error for a ledger that another process holds, so that this process cannot open it.
import { errorAt } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';

export class HeldLedger extends Refusal {
  /** `holder` describes the process; `help` says when it releases the ledger. */
  constructor(ledger: string, holder: string, help: string) {
    const message = `Another run is under way: the ledger ${ledger} is held by ${holder}.`;
    super(exitCodes.locked, [errorAt(undefined, 'PP409', message, help)]);
  }
}

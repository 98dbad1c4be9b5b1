// A ledger that another process holds, so that this one cannot.
import { errorAt } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';

export class HeldLedger extends Refusal {
  /** `holder` is a process in words; `help` says when it lets go. */
  constructor(ledger: string, holder: string, help: string) {
    const message = `Another run is under way: the ledger ${ledger} is held by ${holder}.`;
    super(exitCodes.locked, [errorAt(undefined, 'PP409', message, help)]);
  }
}

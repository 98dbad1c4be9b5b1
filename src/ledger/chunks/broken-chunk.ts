// The error for a chunk of the spool that differs from what was planned. Nothing of it is sent, and its run stops.
import { ChangedChunk } from '../../delivery/spool.ts';
import { errorAt } from '../../diagnostic.ts';
import { exitCodes } from '../../errors.ts';

export interface BrokenPlace {
  readonly run: string;
  readonly number: number;
  /** The id of the campaign. */
  readonly campaign: string;
}

export class BrokenChunk extends ChangedChunk {
  /** The reason that the stopped run records. */
  readonly why: string;

  /** `what` is a participle: "changed". */
  constructor({ run, number, campaign }: BrokenPlace, what: string) {
    const chunk = `chunk ${number} of campaign ${campaign}`;
    const message = `Run ${run}: ${chunk} was ${what} in the ledger after it was planned.`;
    const help =
      'Nothing of it is sent. pushplan ledger verify counts what was changed; find out who may write to the ledger. Then put back a copy that is intact, or run pushplan apply: it makes a new plan for the rest.';
    super(exitCodes.blocked, [errorAt(undefined, 'PP347', message, help)]);
    this.why = `${chunk} was ${what} in the ledger`;
  }
}

// A ledger that was closed for a move: the file that it was written to is the ledger now, until it is imported somewhere.
import { exitCodes, refuse, type Refusal } from '../../errors.ts';

/** Two ledgers of one lineage that both send would send to everybody twice. `ledger` as people know it. */
export function isClosed(ledger: string, closedAt: number): Refusal {
  return refuse(
    exitCodes.blocked,
    'PP340',
    `The ledger ${ledger} was closed on ${new Date(closedAt).toISOString()}, when it was exported to be moved.`,
    'Use the ledger that the export was imported into. To take the move back, import the export here: pushplan ledger import FILE.',
  );
}

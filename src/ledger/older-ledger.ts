// A ledger of an older version: it is brought forward on purpose, never by the way.
import { exitCodes, refuse, type Refusal } from '../errors.ts';

export function isOlder(ledger: string, version: number, wanted: number): Refusal {
  return refuse(
    exitCodes.blocked,
    'PP341',
    `The ledger ${ledger} is of version ${version}; this pushplan works with version ${wanted}.`,
    'Bring it forward, once, when nothing is sent: pushplan ledger migrate',
  );
}

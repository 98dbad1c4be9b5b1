// The refusal for a run that the ledger does not know.
import { exitCodes, refuse, type Refusal } from '../errors.ts';

export function runNotFound(id: string, environment: string): Refusal {
  return refuse(
    exitCodes.invalidInput,
    'PP412',
    `${environment} has no run ${id}`,
    `pushplan status --env ${environment} lists the runs. Runs of another environment are in another ledger: --env NAME.`,
  );
}

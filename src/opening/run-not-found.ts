// The refusal for a run that the ledger does not know.
import { findMeant } from '../campaign/find-nearest.ts';
import { exitCodes, refuse, type Refusal } from '../errors.ts';
import type { SeenLedger } from '../ledger/ledger-engine.ts';

export function runNotFound(id: string, environment: string, known: readonly string[] = []): Refusal {
  const meant = findMeant(id, known);
  const nearest = meant === undefined ? '' : `Did you mean ${meant}? `;
  return refuse(
    exitCodes.invalidInput,
    'PP412',
    `${environment} has no run ${id}`,
    `${nearest}pushplan status --env ${environment} lists the runs. Runs of another environment are in another ledger: --env NAME.`,
  );
}

/** The same, and names the run that may be meant. `ledger` is undefined if there is none. */
export async function noSuchRun(
  ledger: Pick<SeenLedger, 'runs'> | undefined,
  id: string,
  environment: string,
): Promise<Refusal> {
  const runs = (await ledger?.runs()) ?? [];
  return runNotFound(
    id,
    environment,
    runs.map((run) => run.id),
  );
}

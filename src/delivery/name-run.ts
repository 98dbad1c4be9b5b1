// How advice names a run in a command: with its environment, because without it the command would look in the default one.
import type { RunRecord } from './ledger.ts';

export type NamedRun = Pick<RunRecord, 'id' | 'environment'>;

/** Returns "run_4k2m9x0c7bqd --env production". */
export function nameRun({ id, environment }: NamedRun): string {
  return `${id} --env ${environment}`;
}

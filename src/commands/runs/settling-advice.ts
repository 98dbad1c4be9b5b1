// Names the command that settles what is in doubt: by the Message Center's records, or by a person's decision if it must not be asked.
import type { Run } from '../../generated/run.ts';
import type { Environment } from '../../workspace/read-workspace.ts';

/** `run` is the id of the run, or RUN. */
export function nameSettling(
  run: string,
  { name, messageCenter }: Pick<Environment, 'name' | 'messageCenter'>,
): string {
  const how = messageCenter === 'off' ? '--as accepted|not_sent --reason TEXT' : '--from message-center';
  return `pushplan resolve ${run} --env ${name} ${how}`;
}

/** Empty while the run sends: what is under way is not in doubt. */
export function adviseSettling({ run, state, totals }: Run, environment: Environment): string[] {
  return totals.in_doubt > 0 && state !== 'running' ? [nameSettling(run, environment)] : [];
}

// The command that settles what is in doubt: by what the Message Center shows, or by somebody's word where it is not to be asked.
import type { Run } from '../../generated/run.ts';
import type { Environment } from '../../workspace/read-workspace.ts';

/** `run` is its id, or RUN. */
export function nameSettling(
  run: string,
  { name, messageCenter }: Pick<Environment, 'name' | 'messageCenter'>,
): string {
  const how = messageCenter === 'off' ? '--as accepted|not_sent --reason TEXT' : '--from message-center';
  return `pushplan resolve ${run} --env ${name} ${how}`;
}

/** None while it runs: what is under way is no doubt. */
export function adviseSettling({ run, state, totals }: Run, environment: Environment): string[] {
  return totals.in_doubt > 0 && state !== 'running' ? [nameSettling(run, environment)] : [];
}

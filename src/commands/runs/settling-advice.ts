// Names the command that settles what is in doubt: by the Message Center's records, or by a person's decision if it must not be asked.
import type { Run } from '../../generated/run.ts';
import type { Environment } from '../../workspace/read-workspace.ts';

/** `run` is the id of the run, or RUN. */
export function nameSettling(
  run: string,
  { name, messageCenter }: Pick<Environment, 'name' | 'messageCenter'>,
): string {
  return messageCenter === 'off'
    ? nameDeciding(run, name)
    : `pushplan resolve ${run} --env ${name} --from message-center`;
}

function nameDeciding(run: string, name: string): string {
  return `pushplan resolve ${run} --env ${name} --as accepted|not_sent --reason TEXT`;
}

/** Empty while the run sends: what is under way is not in doubt. `wasAsked`: the Message Center has just answered, and left some in doubt. */
export function adviseSettling({ run, state, totals }: Run, environment: Environment, wasAsked = false): string[] {
  if (totals.in_doubt === 0 || state === 'running') return [];
  return [nameSettling(run, environment), ...(wasAsked ? [nameDeciding(run, environment.name)] : [])];
}

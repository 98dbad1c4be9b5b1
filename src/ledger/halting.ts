// What pausing or stopping from outside makes of a run, for every ledger.
import type { RunRecord, RunState } from '../delivery/ledger.ts';
import type { HaltOrder } from '../delivery/run-control.ts';
import { exitCodes, refuse } from '../errors.ts';

/** What is left of a run that is told to stop; undefined where there is nothing to do. @throws Refusal, exit 3, for one that cannot be paused. */
export function stateAfterHalt({ id, state }: RunRecord, to: HaltOrder['to']): RunState | undefined {
  if (state === to) return undefined;
  if (state === 'running' || state === 'paused') return to;
  if (to === 'paused') throw cannotBePaused(id, state);
  // Its spool is not whole, so that nobody could go on with it.
  return state === 'loading' ? 'superseded' : undefined;
}

/** Kept with the run, and said by whoever finds out. */
export function causeOfHalt({ to, who }: HaltOrder): string {
  return `${to} by ${who}`;
}

function cannotBePaused(id: string, state: Exclude<RunState, 'running' | 'paused'>): Error {
  const why = {
    loading: 'it has not begun to send',
    stopped: 'it has stopped',
    finished: 'it has finished',
    superseded: 'a later apply took its place, or it was stopped before it began',
  };
  return refuse(
    exitCodes.invalidInput,
    'PP335',
    `The run ${id} cannot be paused: ${why[state]}.`,
    state === 'loading' ? `To keep it from sending: pushplan stop ${id}` : 'It sends nothing as it is.',
  );
}

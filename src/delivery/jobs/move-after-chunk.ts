// The end of a step of a rollout does not wait for the end of the other campaigns of its run.
import { moveRollouts } from '../rollout/move-rollouts.ts';
import type { TakenChunks } from './work-ledger.ts';
import type { Work } from './work.ts';

/** Gives whether the run was stopped for what the people of a step met. */
export async function moveAfterChunk(
  { ledger, clock, listen, tell }: Pick<Work, 'ledger' | 'clock' | 'listen' | 'tell'>,
  { run: { id: run, campaigns }, campaign }: TakenChunks,
): Promise<boolean> {
  if (campaigns[campaign]?.rollout === undefined) return false;
  const { stop, findings } = await moveRollouts({ run, ledger, clock, listen });
  if (findings.length > 0) tell({ kind: 'found', run, findings });
  if (stop === undefined) return false;
  await ledger.stopRun(run, stop.why);
  tell({ kind: 'closed', run, stop });
  return true;
}

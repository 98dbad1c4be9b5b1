// The end of a step of a rollout does not wait for the end of the other campaigns of its run.
import { moveRollouts, type MovedRollouts } from '../rollout/move-rollouts.ts';
import type { TakenChunks } from './work-ledger.ts';
import type { Work } from './work.ts';

/** `stop` where the run is to be stopped for what the people of a step met. */
export async function moveAfterChunk(
  { ledger, clock, listen }: Pick<Work, 'ledger' | 'clock' | 'listen'>,
  { run: { id: run, campaigns }, campaign }: TakenChunks,
): Promise<Pick<MovedRollouts, 'stop' | 'findings'>> {
  if (campaigns[campaign]?.rollout === undefined) return { findings: [] };
  return moveRollouts({ run, ledger, clock, listen });
}

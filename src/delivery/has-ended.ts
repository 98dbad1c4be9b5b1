// Which states of a run are ends.
import type { RunState } from './ledger.ts';

/** A stopped run has ended too, but can be resumed. */
export function hasEnded(state: RunState): boolean {
  return state === 'stopped' || isForGood(state);
}

/** Tells whether a state is final: nobody resumes such a run, and people it left out are in the next plan. */
export function isForGood(state: RunState): boolean {
  return state === 'finished' || state === 'superseded';
}

// What the state of a run says: whether it has ended, and whether workers have it.
import type { RunRecord, RunState } from './ledger.ts';

/** A stopped run has ended too, but can be resumed. */
export function hasEnded(state: RunState): boolean {
  return state === 'stopped' || isForGood(state);
}

/** Tells whether a state is final: nobody resumes such a run, and people it left out are in the next plan. */
export function isForGood(state: RunState): boolean {
  return state === 'finished' || state === 'superseded';
}

/** Tells whether workers have the run: they send it and settle its doubt without holding the ledger, and nobody else may adopt it. */
export function isWithWorkers({ mode, state }: Pick<RunRecord, 'mode' | 'state'>): boolean {
  return mode === 'detached' && (state === 'running' || state === 'paused');
}

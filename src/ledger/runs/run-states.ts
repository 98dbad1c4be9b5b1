// The states of a run: which state may follow which, and what a change of state does to the rest of the run's row.
import { hasEnded, isWithWorkers } from '../../delivery/run-state.ts';
import type { Replacing, RunRecord, RunState } from '../../delivery/ledger.ts';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import { DamagedLedger } from '../row.ts';

/** The states that may follow each state. `finished` and `superseded` are final. */
const next: Readonly<Record<RunState, readonly RunState[]>> = {
  loading: ['running', 'waiting', 'stopped', 'superseded'],
  running: ['running', 'waiting', 'paused', 'stopped', 'finished', 'superseded'],
  waiting: ['running', 'waiting', 'paused', 'stopped', 'finished', 'superseded'],
  paused: ['running', 'waiting', 'paused', 'stopped', 'finished', 'superseded'],
  // A run that was stopped from outside may turn out to be finished, if the stop came during its last request.
  stopped: ['running', 'waiting', 'stopped', 'finished', 'superseded'],
  finished: [],
  superseded: [],
};

/** A run with the number that rows refer to it by. */
export interface NumberedRun {
  readonly number: number;
  readonly record: RunRecord;
}

export interface StateChange {
  readonly why?: string;
  /** Who paused or stopped it from outside. */
  readonly haltedBy?: string;
  readonly seal?: string;
  /** As in RunChange. */
  readonly replacing?: Replacing | undefined;
  /** Wall clock, milliseconds. */
  readonly at: number;
}

/** Returns the new values of a run's row; a `seal` of null leaves it as it is. Throws for a transition that the table `next` does not allow. */
export function changeOf(
  { record }: NumberedRun,
  state: RunState,
  change: StateChange,
): Pick<RunRecord, 'why' | 'haltedBy' | 'seal' | 'endedAt'> {
  if (wasClosedEarly(record)) throw closedElsewhere(record);
  if (!next[record.state].includes(state)) {
    throw new Error(`A run that is ${record.state} cannot become ${state}: ${record.id}.`);
  }
  // The first one who stopped it has given the reason.
  const isStill = record.state === 'stopped' && state === 'stopped';
  return {
    why: isStill ? record.why : (change.why ?? (state === 'superseded' ? record.why : null)),
    haltedBy: isStill ? record.haltedBy : (change.haltedBy ?? null),
    seal: change.seal ?? null,
    endedAt: hasEnded(state) ? (record.endedAt ?? change.at) : null,
  };
}

/** Tells whether other runs with one of its campaigns are refused, because workers send this run or it is at a pause of a rollout. */
export function isLeftAlone(run: Pick<RunRecord, 'state' | 'mode' | 'haltedBy'>): boolean {
  return isWithWorkers(run) || (run.state === 'paused' && run.haltedBy === null);
}

export function readState(state: string): RunState {
  if (!isState(state)) throw new DamagedLedger(`no run is ever "${state}"`);
  return state;
}

function isState(state: string): state is RunState {
  return Object.hasOwn(next, state);
}

export function runNotFound(id: string): Refusal {
  return refuse(
    exitCodes.invalidInput,
    'PP412',
    `There is no run ${id} in this ledger.`,
    'pushplan status lists the runs.',
  );
}

/** @throws Refusal, exit 3, for a run that nobody can resume. */
export function refuseAdoption(run: RunRecord): void {
  const { id, state } = run;
  if (state !== 'finished' && state !== 'superseded' && state !== 'loading') return;
  const why = {
    finished: 'it has finished',
    superseded: whySuperseded(run),
    loading: 'it never began to send',
  };
  throw refuse(
    exitCodes.invalidInput,
    'PP413',
    `The run ${id} cannot be resumed: ${why[state]}.`,
    'pushplan apply makes a new plan and sends the rest.',
  );
}

/** Says why a run is superseded. `haltedBy` is set only if somebody stopped the last of what waited in the run. */
export function whySuperseded(run: Pick<RunRecord, 'state' | 'seal' | 'haltedBy'>): string {
  if (wasClosedEarly(run)) return 'it was closed before it began to send';
  return run.haltedBy === null
    ? 'a later apply took its place'
    : `all that waited in it was stopped by ${run.haltedBy}`;
}

/** Tells whether a run was closed while it was loading, so that it never had a seal. */
export function wasClosedEarly({ state, seal }: Pick<RunRecord, 'state' | 'seal'>): boolean {
  return state === 'superseded' && seal === null;
}

/** The error for the process that was preparing the run. */
export function closedElsewhere({ id, why }: RunRecord): Refusal {
  return refuse(
    exitCodes.stopped,
    'PP336',
    `The run ${id} was ${why ?? 'closed elsewhere'} before it began to send.`,
    'Nothing was sent. pushplan apply makes a new plan.',
  );
}

/** Throws unless the run is still loading: recording the runs that sent is what the ledger is for. */
export function refuseDropping({ id, state }: RunRecord): void {
  if (state !== 'loading') throw new Error(`The run ${id} is ${state}: it has to be kept.`);
}

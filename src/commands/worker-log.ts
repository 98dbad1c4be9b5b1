// The log of a worker: a line of JSON for each event, as schema/worker.schema.json describes it. It holds runs, chunks and counts, never a person.
import type { Clock } from '../delivery/clock.ts';
import { Refusal } from '../errors.ts';
import type { Listen } from '../delivery/run-event.ts';
import type { WorkEvent } from '../delivery/jobs/work-event.ts';
import { safeJsonLine } from '../view/safe.ts';
import type { WorkerLine } from '../generated/worker.ts';
import { describeWaiting } from '../view/snapshot.ts';
import { presentRollout } from '../view/step-words.ts';
import type { Context } from '../opening/context.ts';

export type Log = (
  level: WorkerLine['level'],
  event: WorkerLine['event'],
  more?: Readonly<Omit<WorkerLine, 'at' | 'level' | 'event' | 'worker'>>,
) => void;

export function openLog({ stdout, clock, host, pid }: Context): Log {
  return (level, event, more = {}) => {
    const line: WorkerLine = {
      at: new Date(clock.now()).toISOString(),
      level,
      event,
      worker: `${host} ${pid}`,
      ...more,
    };
    stdout.write(safeJsonLine(line));
  };
}

/** Logs a wait for anything but the pace: once for each wait, however often it is reported. */
export function logWaits(log: Log, { monotonic }: Pick<Clock, 'monotonic'>): Listen {
  let said: string | undefined;
  return (event) => {
    if (event.kind === 'going_on') said = undefined;
    if (event.kind !== 'waiting' || event.reason === 'pace' || event.reason === said) return;
    said = event.reason;
    log('warning', 'waiting', { why: describeWaiting(event, monotonic())[0] ?? event.reason });
  };
}

/** Logs a step that is over and waits for the end of a pause, or a step that begins. */
export function logSteps(log: Log): Listen {
  return (event) => {
    if (event.kind !== 'rollout') return;
    const { run, rollout } = event;
    const { step, until, state } = presentRollout(rollout);
    const place = { run, campaign: rollout.terms.id, step };
    if (state === 'paused') log('info', 'step ended, paused', { ...place, until });
    else log('info', 'step begun', place);
  };
}

export function logEvent(log: Log, event: WorkEvent): void {
  switch (event.kind) {
    case 'took':
      return log('info', 'chunk taken', { ...event.job });
    case 'left':
      if (event.stop === undefined) return log('info', 'chunk done', { ...event.job });
      return log('warning', 'chunk left', { ...event.job, why: event.stop.why });
    case 'closed':
      if (event.isWaiting === true) return log('info', 'run waits', { run: event.run });
      if (event.stop === undefined) return log('info', 'run finished', { run: event.run });
      return log('error', 'run stopped', { run: event.run, why: event.stop.why });
    case 'found':
      for (const { message } of event.findings) log('warning', 'found', { run: event.run, why: message });
      return;
    case 'idle':
      return log('info', 'nothing to do, waiting for runs');
    case 'failed':
      return log('warning', 'tried again', { why: describeError(event.error) });
  }
}

/** A Refusal is written for people; the message of another error may hold anything. */
export function describeError(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  return error instanceof Error ? error.name : typeof error;
}

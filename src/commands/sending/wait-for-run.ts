// Sends a run that waits from this process. If workers share it, this process is one of them. Otherwise it releases the ledger, waits
// until somebody is due, takes the ledger again and continues to send.
import type { DeliveryEnd } from '../../delivery/delivery.ts';
import type { Ledger, RunRecord } from '../../delivery/ledger.ts';
import { isAtPause, type RolloutStanding } from '../../delivery/rollout/rollout-standing.ts';
import { describePauses } from '../../delivery/rollout/rollout-words.ts';
import { limitTime } from '../../delivery/stopping/time-limit.ts';
import { waitingElsewhere, waitingStopped } from '../../delivery/stopping/waiting-stops.ts';
import { HeldLedger } from '../../ledger/held-ledger.ts';
import type { OpenLedger } from '../../ledger/ledger-engine.ts';
import type { Context } from '../../opening/context.ts';
import { lockLedger } from '../../opening/lock-ledger.ts';
import { lookAtLedger } from '../../opening/look-at-ledger.ts';
import { runNotFound } from '../../opening/run-not-found.ts';
import { formatWaitingLine } from '../../view/waiting-text.ts';
import { presentRun } from '../runs/present-run.ts';
import { concludeRun, type DeliveredRun } from './conclude-run.ts';
import type { DeliveryOptions } from './deliver-run.ts';
import { sendRun, type SendContext } from './send-run.ts';
import { BeforeSending } from './settle-before.ts';
import { takePart } from './take-part.ts';
import { takeUp } from './take-up.ts';

/** Milliseconds between two looks. A machine that slept is late by at most as much, since timers stop while it sleeps. */
const lookEvery = 10_000;
const askForLockEvery = 1_000;

export type WaitPlace = Omit<SendContext, 'ledger'>;

/** A ledger that is open until it is released. Releasing it again does nothing. */
export interface Lease {
  readonly ledger: OpenLedger;
  giveBack(): Promise<void>;
}

export interface WaitOptions extends Omit<DeliveryOptions, 'halt'> {
  /** --no-settle. */
  readonly isOff: boolean;
}

/** Returns when the run has ended, or when this process has to stop: then the run still waits. Without `waits` only sends what is due. */
export async function sendAndWait(
  context: Context,
  place: WaitPlace,
  lease: Lease,
  run: RunRecord,
  options: WaitOptions,
): Promise<DeliveredRun> {
  if (options.waits !== true) return sendRun(context, { ...place, ledger: lease.ledger }, run, options);
  using interrupts = context.interrupts.take();
  const { clock } = context;
  const { deadline } = options;
  using time = limitTime(clock, deadline && deadline.at - clock.monotonic(), deadline?.why);
  const signal = AbortSignal.any([interrupts.soft, time.signal]);
  if (run.mode === 'detached') {
    await lease.giveBack();
    return await takePart(context, run, { ...place, lead: undefined, deadline });
  }
  const sent =
    run.state === 'waiting' ? undefined : await sendRun(context, { ...place, ledger: lease.ledger }, run, options);
  await lease.giveBack();
  return await waitOn(context, place, run.id, { ...options, signal, sent });
}

/** Sends what becomes due while the run waits, or is at a pause that ends by itself. `sent` is the result so far. */
async function waitOn(
  context: Context,
  place: WaitPlace,
  id: string,
  { sent: before, ...options }: WaitOptions & { readonly signal: AbortSignal; readonly sent: DeliveredRun | undefined },
): Promise<DeliveredRun> {
  const { signal } = options;
  let sent = before;
  while (sent === undefined || sent.run.state === 'waiting' || sent.run.state === 'paused') {
    const found = await waitUntilDue(context, place, id, signal);
    if (signal.aborted || !isDueBy(found, context.clock.now())) {
      // A pause has been reported already, with its end, unless somebody has paused the run since.
      if (sent?.run.state === 'paused' && found.record.why === sent.run.why) return sent;
      return await conclude(context, place, found.record, signal);
    }
    sent = (await sendDue(context, place, id, options)) ?? sent;
  }
  return sent;
}

/** The state of a run, as far as waiting for it needs it. */
interface Standing {
  readonly record: RunRecord;
  /** The rollouts that pause between two steps. */
  readonly paused: readonly RolloutStanding[];
  /** When it continues by itself, in milliseconds since 1970; undefined if nobody knows. */
  readonly goesOnAt: number | undefined;
}

async function standingOf(ledger: Pick<Ledger, 'rollouts'>, record: RunRecord): Promise<Standing> {
  const { id, state, nextDue, haltedBy } = record;
  if (state === 'waiting') return { record, paused: [], goesOnAt: nextDue ?? 0 };
  if (state !== 'paused' || haltedBy !== null) return { record, paused: [], goesOnAt: undefined };
  const paused = (await ledger.rollouts(id)).filter(isAtPause);
  const ends = paused.flatMap(({ until }) => until ?? []);
  return { record, paused, goesOnAt: ends.length === 0 ? undefined : Math.min(...ends) };
}

function isDueBy({ goesOnAt }: Standing, now: number): boolean {
  return goesOnAt !== undefined && goesOnAt <= now;
}

/** Looks at the run from time to time, since others may send, stop or replace it. */
async function waitUntilDue(context: Context, place: WaitPlace, id: string, signal: AbortSignal): Promise<Standing> {
  const { clock, stderr } = context;
  let said: number | undefined;
  for (;;) {
    const { standing, left } = await look(context, place, id);
    const { goesOnAt, paused } = standing;
    const milliseconds = (goesOnAt ?? 0) - clock.now();
    if (milliseconds <= 0 || signal.aborted) return standing;
    const why = paused.length === 0 ? undefined : describePauses(paused);
    const line = formatWaitingLine({ run: id, left, nextDue: standing.record.nextDue, why }, milliseconds);
    if (said !== goesOnAt) stderr.write(`${line}\n`);
    said = goesOnAt;
    await clock.sleep(Math.min(milliseconds, lookEvery), signal);
  }
}

async function look(
  context: Context,
  { workspace, environment }: WaitPlace,
  id: string,
): Promise<{ readonly standing: Standing; readonly left: number }> {
  await using ledger = await lookAtLedger(context, workspace, environment);
  const record = await ledger?.run(id);
  if (ledger === undefined || record === undefined) throw runNotFound(id, environment.name);
  const { totals, left_out: leftOut = {} } = presentRun(record, await ledger.totals(id), [], undefined);
  const out = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  return { standing: await standingOf(ledger, record), left: totals.not_sent - out };
}

/** Undefined if it is not to be sent from here now, because somebody else has changed it. */
async function sendDue(
  context: Context,
  place: WaitPlace,
  id: string,
  options: WaitOptions & { readonly signal: AbortSignal },
): Promise<DeliveredRun | undefined> {
  const { environment, target } = place;
  const opened = await lockWhenFree(context, place, options.signal);
  if (opened === undefined) return undefined;
  await using ledger = opened;
  const record = await ledger.run(id);
  if (record === undefined || !isDueBy(await standingOf(ledger, record), context.clock.now())) return undefined;
  const { isOff, deadline } = options;
  await takeUp(
    context,
    ledger,
    record,
    'alone',
    new BeforeSending(context, { environment, ledger, target, isOff, deadline }),
  );
  const run = (await ledger.run(id)) ?? record;
  return await sendRun(context, { ...place, ledger }, run, options);
}

/** Undefined if this process has to stop first. */
async function lockWhenFree(
  context: Context,
  { workspace, environment }: WaitPlace,
  signal: AbortSignal,
): Promise<OpenLedger | undefined> {
  let isSaid = false;
  while (!signal.aborted) {
    try {
      return await lockLedger(context, workspace, environment, { allowNew: false });
    } catch (error) {
      if (!(error instanceof HeldLedger)) throw error;
      if (!isSaid) context.stderr.write(`${error.message} Waiting for it.\n`);
      isSaid = true;
      await context.clock.sleep(askForLockEvery, signal);
    }
  }
  return undefined;
}

/** The result of a run that others ended or hold, or that still waits without this process. */
async function conclude(
  context: Context,
  { workspace, environment }: WaitPlace,
  record: RunRecord,
  signal: AbortSignal,
): Promise<DeliveredRun> {
  await using ledger = await lookAtLedger(context, workspace, environment);
  if (ledger === undefined) throw runNotFound(record.id, environment.name);
  const found = record.state === 'waiting' ? waitingStopped(record, String(signal.reason)) : waitingElsewhere(record);
  const end: DeliveryEnd =
    found === undefined ? { kind: 'finished' } : { kind: 'stopped', why: found.message, diagnostic: found };
  return await concludeRun(ledger, record, environment, { ...end, findings: [] });
}

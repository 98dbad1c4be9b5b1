// Acts on a verdict after its outcomes are committed: what happens to the batch, and what it shows about the campaign and the API.
import { claimTooOld } from './sender.ts';
import type { Batch } from './backlog.ts';
import type { CampaignState } from './campaign-state.ts';
import type { Verdict } from './classify.ts';
import type { SendState } from './delivery.ts';
import { explainError } from './stopping/explain-error.ts';
import { foreignFirstTries, foreignRow } from './stopping/foreign-stops.ts';
import { aboveAbortIf, noCertificate, rejection, shutOut, templateDefect } from './stopping/stops.ts';
import { moveNotification } from './transition.ts';

const findingsKept = 20;

export async function actOnVerdict(
  campaignState: CampaignState,
  batch: Batch,
  verdict: Verdict,
  begunAt: number,
): Promise<void> {
  noteCampaign(campaignState, batch, verdict);
  noteHealth(campaignState.sendState, verdict, begunAt);
  noteForeign(campaignState, verdict);
  if (verdict.next.kind === 'done') return campaignState.backlog.settled(batch.chunk, batch.notifications.length);
  if (verdict.next.kind === 'set_aside') return setAside(campaignState, batch, verdict);
  await goOn(campaignState, batch, verdict.next, begunAt);
}

/** Leaves the notifications in their chunk, committed as not sent, for the process that sends what this run leaves. */
async function setAside({ sendState, backlog, terms }: CampaignState, batch: Batch, verdict: Verdict): Promise<void> {
  sendState.allowance.giveBack(batch, batch.notifications.length);
  for (const notification of batch.notifications) {
    sendState.foreign.setAside(terms.id, batch.chunk.number, notification, verdict);
  }
  await backlog.settled(batch.chunk, batch.notifications.length);
}

/** Puts a batch back that is committed as not sent or repeated, and waits as long as the answer requires. */
async function goOn(
  { sendState, backlog }: CampaignState,
  batch: Batch,
  next: Exclude<Verdict['next'], { kind: 'done' | 'set_aside' }>,
  begunAt: number,
): Promise<void> {
  const { gate, delivery, halt } = sendState;
  const now = delivery.clock.monotonic();
  if (next.kind !== 'repeat') sendState.allowance.giveBack(batch, batch.notifications.length);
  const state = moveNotification('claimed', next.kind === 'repeat' ? 'repeated' : 'not_sent');
  const returned: Batch = { ...batch, state, repeats: batch.repeats + (next.kind === 'repeat' ? 1 : 0) };
  backlog.putBack(next.kind === 'split' ? halve(returned) : [returned]);
  switch (next.kind) {
    case 'split':
      return;
    case 'repeat':
    case 'back_off':
      gate.backOff(begunAt, now);
      return;
    case 'throttle': {
      const block = gate.throttle(begunAt, now, next.retryAfter);
      if (block !== undefined) await delivery.ledger.block(block.milliseconds, { halve: block.isNew });
      return;
    }
    case 'shut_out':
      halt.call(shutOut(next.diagnostic));
  }
}

/** Notes what the verdict shows about the campaign: a defect of its template, its audience, or one of its rows. */
function noteCampaign(campaignState: CampaignState, batch: Batch, verdict: Verdict): void {
  const { sendState, tries, terms, abortWatch, certificateWatch } = campaignState;
  const { run, vendor } = sendState.delivery;
  const rejected = verdict.outcomes.findIndex((outcome) => outcome.kind === 'rejected');
  const code = verdict.error ?? 'no code';
  tries.record(batch, verdict);
  if (tries.isDefect) sendState.halt.call(templateDefect(run, terms, tries.tally, code));
  const excess = abortWatch.record(verdict.outcomes);
  if (excess !== undefined) sendState.halt.call(aboveAbortIf(run, terms, excess));
  const missing = certificateWatch.record(verdict.outcomes);
  if (missing !== undefined) sendState.halt.call(noCertificate(run, terms, missing, vendor));
  const culprit = batch.notifications[rejected];
  if (culprit !== undefined && sendState.findings.length < findingsKept) {
    sendState.findings.push(rejection(terms, culprit.row, code, verdict.meaning));
  }
}

/** Notes foreign answers: something other than the API may be answering. */
function noteForeign({ sendState, tries, terms }: CampaignState, verdict: Verdict): void {
  const { foreign, halt, delivery } = sendState;
  foreign.record(verdict);
  if (verdict.answer !== 'foreign') return;
  if (tries.isElsewhere) halt.call(foreignFirstTries(delivery.run, terms, tries.tally, verdict));
  if (foreign.areTooMany) halt.call(foreignRow(delivery.run, verdict));
}

const silentOnHealth: ReadonlySet<Verdict['answer']> = new Set(['throttled', 'shut_out', 'foreign']);

/** Notes what the verdict shows about the API's health. A foreign answer is neither trouble of the API nor a sign that it is well. */
function noteHealth({ breaker, ramp, gate, delivery, abort }: SendState, verdict: Verdict, begunAt: number): void {
  if (silentOnHealth.has(verdict.answer) || verdict.error === claimTooOld) return;
  const isTrouble = verdict.answer === 'unsent' || verdict.answer === 'unclear';
  const wasOpen = breaker.isOpen;
  const now = delivery.clock.monotonic();
  breaker.record(isTrouble, begunAt, now);
  if (isTrouble) {
    ramp.metTrouble();
    // A request that we aborted ourselves shows nothing about the API.
    if (!abort.aborted) gate.noteError(explainError(verdict, delivery.vendor.errors));
  } else {
    ramp.wentWell();
    gate.gotThrough();
  }
  if (breaker.isOpen !== wasOpen) ramp.restart();
  const { shutUntil } = breaker;
  if (shutUntil !== undefined) gate.hold(now, shutUntil - now, 'breaker');
}

function halve(batch: Batch): readonly Batch[] {
  const middle = Math.ceil(batch.notifications.length / 2);
  return [batch.notifications.slice(0, middle), batch.notifications.slice(middle)].map((notifications) => ({
    ...batch,
    notifications,
    isHalf: true,
  }));
}

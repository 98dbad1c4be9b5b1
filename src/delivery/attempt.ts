// One attempt, from its committed claim to its committed outcomes.
import { classify, type Verdict } from './classify.ts';
import type { Batch } from './backlog.ts';
import type { SendState } from './delivery.ts';
import type { RunCampaign } from './ledger.ts';
import { claimTooOld, type Answer } from './sender.ts';
import { moveNotification, moveRequest, type RequestState } from './transition.ts';

/** Monotonic milliseconds after which a claim is too old to send: its slot and its right to send may belong to another process by then. */
export const claimLife = 5_000;

export interface Claimed {
  readonly attempt: number;
  /** The index and the record of the campaign in the run. */
  readonly campaign: number;
  readonly terms: RunCampaign;
  /** The notifications that this process may send. */
  readonly batch: Batch;
  /** Monotonic time at which the claim was requested. */
  readonly askedAt: number;
}

/** Sends what is claimed and commits its outcomes. Throws what the ledger throws; the claim then stays open and becomes in doubt. */
export async function makeAttempt(sendState: SendState, claimed: Claimed): Promise<Verdict> {
  const { clock, listen } = sendState.delivery;
  const begunAt = clock.now();
  const { answer, state } = await send(sendState, claimed);
  const verdict = classify(answer, {
    size: claimed.batch.notifications.length,
    mayRepeat: sendState.delivery.vendor.takesIdOnce || claimed.terms.guarantee === 'at_least_once',
    repeats: claimed.batch.repeats,
  });
  const { outcomes, status, error } = verdict;
  moveRequest(moveRequest(state, `answered_${verdict.answer}`), `next_${verdict.next.kind}`);
  for (const { kind } of outcomes) moveNotification('claimed', kind);
  await sendState.settlements.settle({ attempt: claimed.attempt, outcomes, status, error });
  listen({ kind: 'settled', campaign: claimed.campaign, outcomes });
  rememberAccepted(sendState, claimed, verdict, begunAt);
  await report(sendState, claimed, answer, verdict);
  return verdict;
}

async function send(
  sendState: SendState,
  claimed: Claimed,
): Promise<{ readonly answer: Answer; readonly state: RequestState }> {
  const { clock, sender, listen } = sendState.delivery;
  const { notifications } = claimed.batch;
  const beginWithin = claimed.askedAt + claimLife - clock.monotonic();
  if (beginWithin < 0) {
    return { answer: { kind: 'unsent', error: claimTooOld }, state: 'claimed' };
  }
  const state = moveRequest('claimed', 'under_way');
  listen({ kind: 'sending', campaign: claimed.campaign, notifications: notifications.length });
  const outgoing = notifications.map(({ key, generation, identities, evidence, payload }) => ({
    id: `${key}-${generation}`,
    identities,
    evidence,
    payload,
  }));
  const request = { notifications: outgoing, terms: claimed.terms, beginWithin };
  return { answer: await sender.send(request, sendState.abort), state };
}

/** Remembers one accepted notification of a request. One is enough: the others were sent at the same time. */
function rememberAccepted(sendState: SendState, claimed: Claimed, verdict: Verdict, begunAt: number): void {
  const { attempt, campaign, batch } = claimed;
  const accepted = verdict.outcomes.findIndex(({ kind }) => kind === 'accepted');
  const notification = batch.notifications[accepted];
  if (notification === undefined) return;
  const { identities, evidence } = notification;
  sendState.delivery.knownAccepted?.remember(campaign, { attempt, claimedAt: begunAt, identities, evidence });
}

async function report(sendState: SendState, claimed: Claimed, answer: Answer, verdict: Verdict): Promise<void> {
  if (sendState.delivery.report === undefined || answer.kind !== 'settled') return;
  const rows = claimed.batch.notifications.flatMap(({ row }, index) => {
    const attributes = answer.attributes[index] ?? null;
    return verdict.outcomes
      .slice(index, index + 1)
      .map((outcome) => ({ campaign: claimed.terms.id, row, outcome, attributes }));
  });
  await sendState.delivery.report(rows);
}

// One request of test notifications: a slot of the pace, the record, the request. It is never sent again by itself.
import { setMaxListeners } from 'node:events';
import { classify, type Verdict } from '../../delivery/classify.ts';
import type { RunControl } from '../../delivery/run-control.ts';
import type { Outgoing, SendTerms } from '../../delivery/sender.ts';
import { exitCodes, refuse } from '../../errors.ts';
import type { Context, Interrupts } from '../../opening/context.ts';
import type { Target } from '../../opening/open-target.ts';
import { noteTest, type TestLine } from './test-record.ts';

/** How long the pace is waited for, and after Ctrl-C an answer, milliseconds. */
const longestWait = 60_000;
const lastAnswer = 6_000;

export interface TestOrder {
  readonly root: string;
  /** Undefined where there is no ledger yet, and so no pace to keep. */
  readonly control: RunControl | undefined;
  readonly target: Target;
  readonly terms: SendTerms;
  readonly notifications: readonly Outgoing[];
  readonly line: Omit<TestLine, 'at' | 'outcomes'>;
}

/** Throws a Refusal (exit 8) where nothing was sent, and 3 where no record can be kept. */
export async function sendTest(
  { clock }: Context,
  interrupts: ReturnType<Interrupts['take']>,
  { root, control, target, terms, notifications, line }: TestOrder,
): Promise<Verdict> {
  await waitForSlot(clock, interrupts.soft, control);
  const stamp = (): string => new Date(clock.now()).toISOString();
  await noteTest(root, { ...line, at: stamp() });
  using giveUp = givingUp(clock, interrupts);
  const answer = await target.sender.send({ notifications, terms }, giveUp.signal);
  const verdict = classify(answer, { size: notifications.length, mayRepeat: false, repeats: 0 });
  await noteTest(root, { ...line, at: stamp(), outcomes: verdict.outcomes.map(({ kind }) => kind) });
  return verdict;
}

async function waitForSlot(clock: Context['clock'], soft: AbortSignal, control: RunControl | undefined): Promise<void> {
  const until = clock.monotonic() + longestWait;
  for (;;) {
    if (soft.aborted) throw refuse(exitCodes.stopped, 'PP541', 'interrupted, so no test was sent');
    const wait = control === undefined ? 0 : await control.takeSlot();
    if (wait === 0) return;
    if (clock.monotonic() + wait > until) {
      const help = 'Nothing was sent. A run takes every slot, or the API has asked to wait: try again later.';
      throw refuse(exitCodes.stopped, 'PP541', 'the pace of the key leaves no room for a test within a minute', help);
    }
    await clock.sleep(wait, soft);
  }
}

/** The first signal lets an answer come for a while, the second does not. */
function givingUp(
  clock: Context['clock'],
  { soft, hard }: ReturnType<Interrupts['take']>,
): { readonly signal: AbortSignal } & Disposable {
  const late = new AbortController();
  const onSoft = (): void => {
    void clock.sleep(lastAnswer).then(() => late.abort());
  };
  soft.addEventListener('abort', onSoft, { once: true });
  const signal = AbortSignal.any([hard, late.signal]);
  setMaxListeners(0, signal);
  return { signal, [Symbol.dispose]: () => soft.removeEventListener('abort', onSoft) };
}

// Sends one request of test notifications: takes a slot of the pace, writes the record, sends. It is never sent again by itself.
import { setMaxListeners } from 'node:events';
import { classify, type Verdict } from '../../delivery/classify.ts';
import type { RunControl } from '../../delivery/run-control.ts';
import type { Outgoing, SendTerms } from '../../delivery/sender.ts';
import { asWarning, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal, refuse } from '../../errors.ts';
import type { Context, Interrupts } from '../../opening/context.ts';
import type { Target } from '../../opening/open-target.ts';
import { noteTest, type TestLine } from './test-record.ts';

/** Milliseconds to wait for a slot of the pace, and after Ctrl-C for an answer. */
const longestWait = 60_000;
const lastAnswer = 6_000;
/** Milliseconds after which a wait is reported. */
const silence = 5_000;

interface Sending {
  readonly clock: Context['clock'];
  readonly stderr: Pick<Context['stderr'], 'write'>;
}

export interface TestOrder {
  readonly root: string;
  /** Undefined if there is no ledger yet, and so no pace to keep. */
  readonly control: RunControl | undefined;
  readonly target: Pick<Target, 'sender'>;
  readonly terms: SendTerms;
  readonly notifications: readonly Outgoing[];
  readonly line: Omit<TestLine, 'at' | 'outcomes'>;
}

interface SentTest {
  readonly verdict: Verdict;
  /** A warning if the outcome could not be noted. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Throws a Refusal if nothing was sent: exit 8 if there was no slot, 3 if no record can be kept. */
export async function sendTest(
  { clock, stderr }: Sending,
  interrupts: ReturnType<Interrupts['take']>,
  { root, control, target, terms, notifications, line }: TestOrder,
): Promise<SentTest> {
  await waitForSlot(clock, interrupts.soft, control);
  const stamp = (): string => new Date(clock.now()).toISOString();
  await noteTest(root, { ...line, at: stamp() });
  using giveUp = waiting({ clock, stderr }, interrupts);
  const answer = await target.sender.send({ notifications, terms }, giveUp.signal);
  const verdict = classify(answer, { size: notifications.length, mayRepeat: false, repeats: 0 });
  const outcomes = verdict.outcomes.map(({ kind }) => kind);
  return { verdict, diagnostics: await noteOutcomes(root, { ...line, at: stamp(), outcomes }) };
}

/** The test was sent: a record that fails now must not take its result away. */
async function noteOutcomes(root: string, line: TestLine): Promise<readonly Diagnostic[]> {
  try {
    await noteTest(root, line);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.diagnostics.map(asWarning);
  }
}

async function waitForSlot(clock: Context['clock'], soft: AbortSignal, control: RunControl | undefined): Promise<void> {
  const until = clock.monotonic() + longestWait;
  for (;;) {
    if (soft.aborted)
      throw refuse(exitCodes.stopped, 'PP541', 'interrupted, so no test was sent', 'Run the command again.');
    const wait = control === undefined ? 0 : await control.takeSlot();
    if (wait === 0) return;
    if (clock.monotonic() + wait > until) {
      const help = 'Nothing was sent. A run takes every slot, or the API has asked to wait: try again later.';
      throw refuse(exitCodes.stopped, 'PP541', 'the pace of the key leaves no room for a test within a minute', help);
    }
    await clock.sleep(wait, soft);
  }
}

/** Reports a long wait. After the first signal an answer may still come for a while, after the second it may not. */
function waiting(
  { clock, stderr }: Sending,
  { soft, hard }: ReturnType<Interrupts['take']>,
): { readonly signal: AbortSignal } & Disposable {
  const late = new AbortController();
  // Ends the timers. Otherwise a process whose test is over would stay for as long as it might have waited.
  const over = new AbortController();
  const saySo = (): void => {
    if (over.signal.aborted || soft.aborted) return;
    stderr.write('No answer yet. It is waited for, for up to 2 minutes. Ctrl-C ends the wait.\n');
  };
  void clock.sleep(silence, over.signal).then(saySo);
  const onSoft = (): void => {
    stderr.write('Stopping: the answer is waited for, for up to 6 s.\n');
    void clock.sleep(lastAnswer, over.signal).then(() => late.abort());
  };
  soft.addEventListener('abort', onSoft, { once: true });
  const signal = AbortSignal.any([hard, late.signal]);
  setMaxListeners(0, signal);
  return {
    signal,
    [Symbol.dispose]: () => {
      soft.removeEventListener('abort', onSoft);
      over.abort();
    },
  };
}

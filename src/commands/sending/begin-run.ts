// Begins a run: here or with workers, in place of what waited; or takes up the run that the same plan began before.
import type { Replacing, RunMode, RunRecord } from '../../delivery/ledger.ts';
import type { OpenLedger } from '../../ledger/ledger-engine.ts';
import type { Context } from '../../opening/context.ts';
import { canShare } from '../../opening/lock-ledger.ts';
import type { Prepared } from '../../planning/prepare.ts';
import type { BeforeSending } from './settle-before.ts';
import type { SpooledPlan } from './spool-plan.ts';
import { takeUp } from './take-up.ts';

/** Replaces what waits in other runs if this run plans it. Without `replacing`, that is what waits of its own campaigns. */
export async function beginRun(
  ledger: OpenLedger,
  run: string,
  seal: string,
  mode: RunMode,
  replacing?: Replacing,
): Promise<void> {
  const replaced = replacing && { replacing };
  // If there is nothing to send, there is nothing to lead or to hand over.
  const hasNothing = mode !== 'alone' && (await ledger.chunks(run)).length === 0;
  if (mode !== 'alone' && !hasNothing && canShare(ledger)) return ledger.share(run, seal, mode, replacing);
  await ledger.setState(run, 'running', { seal, ...replaced });
  // Nobody else here ends a detached run. An empty one ends now, so that it needs no living worker, and no other run waits for one.
  if (hasNothing && mode === 'detached') await ledger.setState(run, 'finished', {});
}

/** Tells whether all people of a run were deferred: then what is due of it by now is planned again. */
async function isEmpty(ledger: OpenLedger, { id, state }: RunRecord): Promise<boolean> {
  return state === 'finished' && (await ledger.totals(id)).every(({ planned }) => planned === 0);
}

// A CI job that is run again expects the seal with which its first try began a run: that run continues, and no other one begins.
export async function takeUpRun(
  context: Context,
  { campaigns }: Prepared,
  ledger: OpenLedger,
  seal: string | undefined,
  {
    mode,
    before,
    takeSignals,
  }: { readonly mode: RunMode; readonly before: BeforeSending; readonly takeSignals: () => void },
): Promise<SpooledPlan | undefined> {
  if (seal === undefined) return undefined;
  const runs = await ledger.runs();
  const run = runs.find((one) => one.seal === seal && one.state !== 'superseded' && one.state !== 'loading');
  // Approved content is planned again for those who are in its audience by now.
  const isOpen = run?.state === 'finished' && campaigns.some(({ content }) => content !== undefined);
  if (run === undefined || isOpen || (await isEmpty(ledger, run))) return undefined;
  takeSignals();
  if (run.state !== 'finished' && mode !== 'detached') await takeUp(context, ledger, run, mode, before);
  else {
    const ids = run.campaigns.map((campaign) => campaign.id);
    await before.settleForPlan(ids, true);
    if (mode === 'detached' && run.state !== 'finished') await beginRun(ledger, run.id, seal, mode);
  }
  return { run: (await ledger.run(run.id)) ?? run, more: {} };
}

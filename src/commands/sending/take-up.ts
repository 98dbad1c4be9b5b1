// Takes up a run that was stopped, or whose process died: settles its doubt first, and only then lets workers take part.
import type { RunMode, RunRecord } from '../../delivery/ledger.ts';
import type { Context } from '../../opening/context.ts';
import type { OpenLedger } from '../../ledger/ledger-engine.ts';
import { canShare } from '../../opening/lock-ledger.ts';
import type { BeforeSending } from './settle-before.ts';

/** @throws Refusal (exit 8) if it is interrupted before anything is sent; the run is then stopped again. */
export async function takeUp(
  { host, pid }: Pick<Context, 'host' | 'pid'>,
  ledger: OpenLedger,
  run: RunRecord,
  mode: RunMode,
  before: BeforeSending,
): Promise<void> {
  await ledger.adoptRun(run.id, { host, pid });
  await before.settleForRun(run);
  if (mode === 'led' && canShare(ledger)) await ledger.lead(run.id);
}

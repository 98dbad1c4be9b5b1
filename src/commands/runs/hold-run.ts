// Holds a run that somebody decides about, and the ledger that has it: nothing sends from it until the lock is released.
import type { RunRecord } from '../../delivery/ledger.ts';
import type { OpenLedger } from '../../ledger/ledger-engine.ts';
import { findPlace } from '../../opening/find-place.ts';
import type { Context } from '../../opening/context.ts';
import { isLedgerThere, lockLedger } from '../../opening/lock-ledger.ts';
import { noSuchRun, runNotFound } from '../../opening/run-not-found.ts';
import type { Environment, Workspace } from '../../workspace/read-workspace.ts';

export interface LockedRun extends AsyncDisposable {
  readonly workspace: Workspace;
  readonly environment: Environment;
  readonly ledger: OpenLedger;
  readonly record: RunRecord;
}

/** Locks a run of the workspace above the working directory. Throws a Refusal: exit 3 if there is no such run, 4 or 9 as `lockLedger` does. */
export async function holdRun(context: Context, env: string | undefined, id: string): Promise<LockedRun> {
  const { workspace, environment } = await findPlace(context, env);
  if (!(await isLedgerThere(context, workspace, environment))) throw runNotFound(id, environment.name);
  await using opened = new AsyncDisposableStack();
  const ledger = opened.use(await lockLedger(context, workspace, environment, { allowNew: false }));
  const record = await ledger.run(id);
  if (record === undefined) throw await noSuchRun(ledger, id, environment.name);
  const held = opened.move();
  return { workspace, environment, ledger, record, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

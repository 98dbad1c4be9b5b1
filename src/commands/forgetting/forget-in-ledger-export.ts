// Removes a person from an export of a ledger: imports it in a folder of its own, forgets the person there, and exports it again.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ForgetOrder } from '../../delivery/forgetting.ts';
import { exitCodes, refuse } from '../../errors.ts';
import { readExport, writeExport } from '../../ledger/moving/export-file.ts';
import { refuseForeignRecord } from '../../ledger/moving/move-target.ts';
import type { Context } from '../../opening/context.ts';
import { requireLedger } from '../../opening/ledger-place.ts';
import { lockLedger } from '../../opening/lock-ledger.ts';
import { pinnedLedger } from '../../opening/look-at-ledger.ts';
import type { Environment, Workspace } from '../../workspace/read-workspace.ts';
import type { ExportFile } from './find-exports.ts';

export interface LedgerForgetting {
  readonly context: Context;
  readonly workspace: Workspace;
  readonly order: ForgetOrder;
}

/** Throws a Refusal: exit 4 for a file that is damaged or of another ledger, 3 if its environment is not in pushplan.yaml. */
export async function checkLedgerExport(
  context: Context,
  workspace: Workspace,
  { name, path }: Pick<ExportFile, 'name' | 'path'>,
): Promise<Environment> {
  return readExport(path, async ({ head }) => {
    const environment = workspace.environments[head.environment];
    if (environment === undefined) {
      const message = `${name} is the ledger of the environment ${head.environment}, which pushplan.yaml does not have`;
      throw refuse(exitCodes.invalidInput, 'PP154', message, 'Run it in the workspace that it was exported from.');
    }
    refuseForeignRecord(name, head, pinnedLedger(context, environment));
    return environment;
  });
}

/** Returns how many notifications waited or are in doubt. The file keeps its kind: a copy, or the ledger itself on its way. */
export async function forgetInLedgerExport(
  { name, path }: Pick<ExportFile, 'name' | 'path'>,
  { context, workspace, order }: LedgerForgetting,
): Promise<number> {
  const { ledgerEnv: _inThePlaceOf, ...settings } = await checkLedgerExport(context, workspace, { name, path });
  const folder = await mkdtemp(`${path}.forget-`);
  try {
    const environment = { ...settings, ledgerFile: join(folder, 'ledger.db') };
    const engine = requireLedger(context, workspace, environment);
    const { host, pid, random } = context;
    const holding = { ...pinnedLedger(context, environment), host, pid };
    await engine.move.import({ ...holding, random: (count) => random.bytes(count) }, path);
    const { waiting, inDoubt } = await forgetIn(context, workspace, environment, order);
    const { kind } = await readExport(path, async ({ head }) => head);
    await engine.view(holding, (record) => writeExport(record, { file: path, kind, beforeItCounts: async () => {} }));
    return waiting + inDoubt;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function forgetIn(
  context: Context,
  workspace: Workspace,
  environment: Environment,
  order: ForgetOrder,
): ReturnType<Awaited<ReturnType<typeof lockLedger>>['forget']> {
  await using ledger = await lockLedger(context, workspace, environment, { allowNew: false });
  return await ledger.forget(order);
}

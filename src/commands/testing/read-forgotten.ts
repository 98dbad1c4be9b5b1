// Reads the people whom the ledger of an environment was told to forget, without its lock.
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { Context } from '../../opening/context.ts';
import { lookAtLedger } from '../../opening/look-at-ledger.ts';
import { noHistory, type ForgottenPeople } from '../../plan/history.ts';
import type { Environment, Workspace } from '../../workspace/read-workspace.ts';

interface KnownForgotten {
  readonly people: ForgottenPeople;
  /** A warning if this user cannot recognise them. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Nobody if there is no ledger yet. Throws a Refusal as the ledger does. */
export async function readForgotten(
  context: Context,
  workspace: Workspace,
  environment: Environment,
): Promise<KnownForgotten> {
  await using ledger = await lookAtLedger(context, workspace, environment);
  if (ledger === undefined) return { people: await noHistory.forgotten(), diagnostics: [] };
  return { people: await ledger.forgotten(), diagnostics: ledger.knowsKeys ? [] : [isSecret(environment)] };
}

function isSecret({ name, at }: Environment): Diagnostic {
  const message = `this user may not read the secret of the ledger of ${name}, so nobody checked whether it was told to forget a test recipient`;
  return warningAt(at, 'PP348', message, 'Set the variable of ledger_key_env if the secret is kept outside.');
}

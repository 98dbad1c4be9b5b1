// Finds where an environment keeps its ledger: in a file, or at the address in the variable that ledger_env names.
import { exitCodes, refuse } from '../errors.ts';
import { engineAt } from '../ledger/engines.ts';
import type { LedgerEngine, LedgerShare } from '../ledger/ledger-engine.ts';
import type { Environment, Workspace } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';

/**
 * Returns undefined if the variable that `ledger_env` names is not set. Throws a Refusal (exit 3) for an address that this version
 * cannot open. The address may hold a password and is never shown.
 */
export function placeLedger(
  { env, secrets }: Context,
  { root }: Workspace,
  { ledgerEnv, ledgerFile, name }: Environment,
): LedgerEngine | undefined {
  if (ledgerEnv === undefined) {
    return engineAt(`sqlite:${ledgerFile ?? `.pushplan/${name}.db`}`, { root, env, variable: '' });
  }
  const address = env[ledgerEnv];
  if (address === undefined || address === '') return undefined;
  const engine = engineAt(address, { root, env, variable: ledgerEnv });
  if (engine === undefined) {
    throw refuse(
      exitCodes.invalidInput,
      'PP315',
      `${ledgerEnv} holds an address that this version cannot open`,
      'It opens postgres://USER:PASSWORD@HOST/DATABASE, and SQLite files: sqlite:PATH, relative to the workspace.',
    );
  }
  for (const secret of engine.secrets) secrets.note(secret);
  return engine;
}

/** Like placeLedger, but throws a Refusal (exit 3) if the variable is not set. */
export function requireLedger(context: Context, workspace: Workspace, environment: Environment): LedgerEngine {
  const engine = placeLedger(context, workspace, environment);
  if (engine !== undefined) return engine;
  const { ledgerEnv, name } = environment;
  throw refuse(
    exitCodes.invalidInput,
    'PP156',
    `environment variable ${ledgerEnv} is not set, and ${name} keeps its ledger there`,
    `Set ${ledgerEnv}. Without the ledger nobody knows what has been sent.`,
  );
}

/** Returns what machines share of the ledger. Throws a Refusal (exit 3) if its address is not set, or if it is a file of one machine. */
export function requireShare(context: Context, workspace: Workspace, environment: Environment): LedgerShare {
  const { share } = requireLedger(context, workspace, environment);
  if (share !== undefined) return share;
  throw refuse(
    exitCodes.invalidInput,
    'PP330',
    `the environment ${environment.name} keeps its ledger in a file, and workers share one on PostgreSQL`,
    'Name a database with ledger_env in pushplan.yaml. Without one, pushplan apply sends by itself, and takes no --detach.',
  );
}

/** Returns the secret of the ledger's keys if the environment keeps it outside the ledger. Throws a Refusal (exit 3) if it is not set. */
export function ledgerKeyOf(context: Context, environment: Environment): string | undefined {
  const { ledgerKeyEnv } = environment;
  if (ledgerKeyEnv === undefined) return undefined;
  const key = context.secrets.note(context.env[ledgerKeyEnv]);
  if (key !== undefined && key !== '') return key;
  throw refuse(
    exitCodes.invalidInput,
    'PP156',
    `environment variable ${ledgerKeyEnv} is not set, and ${environment.name} keeps its ledger's secret there`,
    `Set ${ledgerKeyEnv}. With another secret nobody in the ledger would be recognised.`,
  );
}

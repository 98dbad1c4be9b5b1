// Where an environment's ledger is: a file in the workspace, or on the server that the variable named by ledger_env says.
import { join, resolve } from 'node:path';
import { exitCodes, refuse, type Refusal } from '../errors.ts';
import { isPostgresAddress, readPostgresAddress, type PostgresAddress } from '../ledger/postgres/postgres-address.ts';
import type { Environment, Workspace } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';

export type LedgerPlace =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'postgres'; readonly address: PostgresAddress }
  /** `ledger_env` names a variable that is not set. */
  | { readonly kind: 'unset'; readonly variable: string };

const filePrefix = 'sqlite:';

/** Throws a Refusal (exit 3) for an address that this version cannot open; the address may hold a password and is never shown. */
export function placeLedger(context: Context, workspace: Workspace, environment: Environment): LedgerPlace {
  const { ledgerEnv, name } = environment;
  if (ledgerEnv === undefined) return { kind: 'file', path: join(workspace.root, '.pushplan', `${name}.db`) };
  const address = context.env[ledgerEnv];
  if (address === undefined || address === '') return { kind: 'unset', variable: ledgerEnv };
  if (isPostgresAddress(address)) return { kind: 'postgres', address: readAddress(context, address, ledgerEnv) };
  if (address.startsWith(filePrefix))
    return { kind: 'file', path: resolve(workspace.root, address.slice(filePrefix.length)) };
  throw refuse(
    exitCodes.invalidInput,
    'PP315',
    `${ledgerEnv} holds an address that this version cannot open`,
    'It opens postgres://USER:PASSWORD@HOST/DATABASE, and SQLite files: sqlite:PATH, relative to the workspace.',
  );
}

function readAddress({ secrets, env }: Context, address: string, variable: string): PostgresAddress {
  const read = readPostgresAddress(address, variable);
  secrets.note(read.password);
  secrets.note(env['PGPASSWORD']);
  return read;
}

export function ledgerUnset({ name }: Environment, variable: string): Refusal {
  return refuse(
    exitCodes.invalidInput,
    'PP156',
    `environment variable ${variable} is not set, and ${name} keeps its ledger there`,
    `Set ${variable}. Without the ledger nobody knows what has been sent.`,
  );
}

/** The outside secret of the ledger's keys, where the environment keeps it apart. */
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

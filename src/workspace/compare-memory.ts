// Compares pushplan.yaml with that of the base: the settings that decide which ledger is used and whom it recognises.
import type { Position } from '../diagnostic.ts';
import { classifyEndpoint } from './endpoint-class.ts';
import type { Environment, WorkspaceSettings } from './settings.ts';

interface Change {
  readonly setting: string;
  readonly was: string;
  readonly is: string;
  /** A clause with both values. */
  readonly said: string;
  readonly at: Position;
  readonly isWritten: boolean;
}

/**
 * Returns the changes in the planned environment. It is no change to pin a ledger, name a workspace or set a default environment for the first time,
 * since that makes nobody new.
 */
export function compareMemory(
  here: WorkspaceSettings,
  base: WorkspaceSettings,
  { name, at }: Pick<Environment, 'name' | 'at'>,
  ref: string,
): readonly Change[] {
  const [was, is] = [base.environments[name], here.environments[name]];
  const pairs = [
    { path: ['workspace_id'], was: base.workspaceId, is: here.workspaceId, mayBegin: true },
    { path: ['default_environment'], was: base.defaultEnvironment, is: here.defaultEnvironment, mayBegin: true },
    ...(was === undefined || is === undefined ? [] : pairsOf(was, is)),
  ];
  const changes = pairs
    .filter((pair) => pair.was !== pair.is && !(pair.mayBegin && pair.was === undefined))
    .map((pair) => describeChange(pair, here, ref));
  if (was !== undefined) return changes;
  const known = Object.keys(base.environments).join(', ');
  const said = `${ref} has no environment ${name}: it has ${known}, and each has a ledger of its own`;
  const renamed = { setting: 'environments', was: known, is: name, said, at, isWritten: true };
  // If the default environment was renamed with it, that is not a second change.
  return [renamed, ...changes.filter(({ setting, is: now }) => setting !== 'default_environment' || now !== name)];
}

interface Pair {
  readonly path: readonly string[];
  readonly was: string | undefined;
  readonly is: string | undefined;
  /** Whether setting it for the first time makes nobody new. */
  readonly mayBegin: boolean;
}

function pairsOf(was: Environment, is: Environment): readonly Pair[] {
  const path = (key: string): readonly string[] => ['environments', is.name, key];
  return [
    {
      path: path('endpoint'),
      was: classifyEndpoint(was.endpoint),
      is: classifyEndpoint(is.endpoint),
      mayBegin: false,
    },
    { path: path('ledger_env'), was: was.ledgerEnv, is: is.ledgerEnv, mayBegin: false },
    { path: path('ledger_file'), was: was.ledgerFile, is: is.ledgerFile, mayBegin: false },
    { path: path('ledger_id'), was: was.ledgerId, is: is.ledgerId, mayBegin: true },
    { path: path('ledger_key_env'), was: was.ledgerKeyEnv, is: is.ledgerKeyEnv, mayBegin: false },
  ];
}

function describeChange({ path, ...pair }: Pair, { locate }: WorkspaceSettings, ref: string): Change {
  const [was, is] = [pair.was ?? 'not set', pair.is ?? 'not set'];
  // The position of a missing value is that of the nearest value above it.
  const [at, above] = [locate(path), locate(path.slice(0, -1))];
  const isWritten = at.line !== above.line || at.column !== above.column;
  const setting = path.at(-1) ?? '';
  return { setting, was, is, said: `${path.join('.')} is ${is}, and it is ${was} in ${ref}`, at, isWritten };
}

// What every ledger verb works on: the ledger of one environment, wherever it is, and how to answer.
import type { Diagnostic } from '../../diagnostic.ts';
import type { Expected } from '../../ledger/identity.ts';
import { viewPostgres } from '../../ledger/moving/move-postgres.ts';
import { viewSqlite } from '../../ledger/moving/move-sqlite.ts';
import type { RecordCounts, RecordSource } from '../../ledger/moving/record.ts';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import { formatDiagnosticsJson } from '../../view/findings/diagnostics-json.ts';
import { formatDiagnosticsText } from '../../view/findings/diagnostics-text.ts';
import { countOf } from '../../view/numbers.ts';
import { findWorkspace } from '../../workspace/find-workspace.ts';
import { pickEnvironment, readWorkspace, type Environment, type Workspace } from '../../workspace/read-workspace.ts';
import type { Context } from '../../opening/context.ts';
import { layoutOf } from '../../opening/layout.ts';
import { ledgerUnset, placeLedger, type LedgerPlace } from '../../opening/ledger-place.ts';
import { expectedLedger } from '../../opening/look-at-ledger.ts';

export interface LedgerCase {
  readonly context: Context;
  readonly workspace: Workspace;
  readonly environment: Environment;
  readonly place: Exclude<LedgerPlace, { kind: 'unset' }>;
  readonly expected: Expected;
  readonly json: boolean;
  /** For people: the file, or the address without its password. */
  readonly shown: string;
  /** Prints what was done as text, or what was found as JSON. */
  readonly answer: (text: string, diagnostics?: readonly Diagnostic[]) => void;
}

interface Wishes {
  readonly env: string | undefined;
  readonly json: boolean;
  readonly 'no-color': boolean;
}

export async function findLedgerCase(context: Context, values: Wishes): Promise<LedgerCase> {
  const { root } = await findWorkspace(context.cwd, []);
  const workspace = await readWorkspace(root);
  const environment = pickEnvironment(workspace, values.env);
  const place = placeLedger(context, workspace, environment);
  if (place.kind === 'unset') throw ledgerUnset(environment, place.variable);
  const { ledgerId } = environment;
  const expected = {
    ...expectedLedger(context, environment),
    ...(ledgerId === undefined ? {} : { expectId: ledgerId }),
  };
  return {
    context,
    workspace,
    environment,
    place,
    expected,
    json: values.json,
    shown: place.kind === 'file' ? place.path : place.address.shown,
    answer: (text, diagnostics = []) => {
      context.stdout.write(values.json ? formatDiagnosticsJson(diagnostics) : text);
      const layout = layoutOf(context, context.stderr, values['no-color'], root);
      if (!values.json) context.stderr.write(formatDiagnosticsText(diagnostics, layout));
    },
  };
}

/** `problems` is what the database itself finds wrong. */
export type ViewedRecord = RecordSource & {
  readonly problems: (lastAttempt: number) => readonly string[] | Promise<readonly string[]>;
};

/** One view of all of it. @throws Refusal, exit 3, when there is no ledger. */
export async function viewLedger<Result>(
  { context, place, expected, shown, environment }: LedgerCase,
  work: (source: ViewedRecord) => Promise<Result>,
): Promise<Result> {
  const boxed = async (source: ViewedRecord): Promise<{ readonly result: Result }> => ({ result: await work(source) });
  const seen =
    place.kind === 'file'
      ? await viewSqlite({ ...expected, path: place.path }, boxed)
      : await viewPostgres({ ...expected, address: place.address, clock: context.clock }, boxed);
  if (seen === undefined) throw noLedger(shown, environment);
  return seen.result;
}

export function describeCounts({ run, req, sent }: RecordCounts): string {
  return [countOf(run, 'run'), countOf(req, 'request'), countOf(sent, 'notification')].join(', ');
}

export function noLedger(shown: string, { name }: Environment): Refusal {
  return refuse(
    exitCodes.invalidInput,
    'PP315',
    `${name} has no ledger yet: there is none at ${shown}`,
    'The first apply makes one. If there was one, check ledger_env and --env.',
  );
}

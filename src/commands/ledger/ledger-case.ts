// The case that every ledger command works on: the ledger of one environment, wherever it is, and how to answer.
import type { Diagnostic } from '../../diagnostic.ts';
import type { Holding, LedgerEngine, ViewedRecord } from '../../ledger/ledger-engine.ts';
import type { RecordCounts } from '../../ledger/moving/record.ts';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import { formatDiagnosticsJson } from '../../view/findings/diagnostics-json.ts';
import { formatDiagnosticsText } from '../../view/findings/diagnostics-text.ts';
import { countOf } from '../../numbers.ts';
import type { Environment, Workspace } from '../../workspace/read-workspace.ts';
import { findPlace } from '../../opening/find-place.ts';
import type { Context } from '../../opening/context.ts';
import { layoutOf } from '../../opening/layout.ts';
import { requireLedger } from '../../opening/ledger-place.ts';
import { pinnedLedger } from '../../opening/look-at-ledger.ts';

export interface LedgerCase {
  readonly context: Context;
  readonly workspace: Workspace;
  readonly environment: Environment;
  readonly engine: LedgerEngine;
  /** The ledger that is expected there, and the host and process that open it. */
  readonly holding: Holding;
  readonly json: boolean;
  /** Prints the text and the findings, or with --json the findings alone. */
  readonly answer: (text: string, diagnostics?: readonly Diagnostic[]) => void;
}

interface Wishes {
  readonly env: string | undefined;
  readonly json: boolean;
}

export async function findLedgerCase(context: Context, values: Wishes): Promise<LedgerCase> {
  const { workspace, environment } = await findPlace(context, values.env);
  const { host, pid } = context;
  return {
    context,
    workspace,
    environment,
    engine: requireLedger(context, workspace, environment),
    holding: { ...pinnedLedger(context, environment), host, pid },
    json: values.json,
    answer: (text, diagnostics = []) => {
      context.stdout.write(values.json ? formatDiagnosticsJson(diagnostics) : text);
      const layout = layoutOf(context, context.stderr, workspace.root);
      if (!values.json) context.stderr.write(formatDiagnosticsText(diagnostics, layout));
    },
  };
}

/** Runs `work` over one view of the whole ledger. @throws Refusal (exit 3) if there is no ledger. */
export async function viewLedger<Result>(
  { engine, holding, environment }: LedgerCase,
  work: (record: ViewedRecord) => Promise<Result>,
): Promise<Result> {
  const seen = await engine.view(holding, async (record) => ({ result: await work(record) }));
  if (seen === undefined) throw noLedger(engine.shown, environment);
  return seen.result;
}

export function describeCounts({ run, req, sent }: RecordCounts): string {
  return [countOf(run, 'run'), countOf(req, 'request'), countOf(sent, 'notification')].join(', ');
}

export function noLedger(shown: string, { name, ledgerId }: Environment): Refusal {
  const help = `If there was one, check ledger_env, ledger_file and --env. If it is lost, and there is a copy: pushplan ledger import FILE --restore --env ${name}.`;
  const begin = ` If nothing has been sent from anywhere yet: pushplan ledger migrate --new-ledger --env ${name}`;
  return ledgerId === undefined
    ? isMissing(`${name} has no ledger yet: there is none at ${shown}`, help + begin)
    : isMissing(`there is no ledger at ${shown}, and ${ledgerId} is expected there`, help);
}

function isMissing(message: string, help: string): Refusal {
  return refuse(exitCodes.invalidInput, 'PP315', message, help);
}

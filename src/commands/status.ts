// pushplan status: runs and their five buckets, from the ledger.
import { exitCodes, type ExitCode } from '../errors.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { formatDiagnosticsJson } from '../view/diagnostics-json.ts';
import { formatDiagnosticsText } from '../view/diagnostics-text.ts';
import { formatRunJson } from '../view/run-json.ts';
import { formatRunText } from '../view/run-text.ts';
import { formatRunsText } from '../view/runs-text.ts';
import type { Layout } from '../view/style.ts';
import { findWorkspace } from '../workspace/find-workspace.ts';
import { pickEnvironment, readWorkspace } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';
import { defineCommand } from './command.ts';
import { layoutOf } from './layout.ts';
import { ledgerUnset, placeLedger } from './ledger-place.ts';
import { lookAtLedger, type SeenLedger } from './look-at-ledger.ts';
import { checkExport, exportOptions, exportRun } from './export-run.ts';
import { presentRun } from './present-run.ts';
import { runNotFound } from './run-not-found.ts';

export const statusCommand = defineCommand({
  name: 'status',
  takes: '[RUN]',
  most: 1,
  summary: 'runs and who got what, from the ledger',
  about:
    'Reads the ledger alone. With --export it reads the audiences of the run as well, as they are now, and writes those of one bucket: to follow them up, or to see who they are.',
  options: exportOptions,
  examples: [
    { line: 'pushplan status --env production', what: 'all runs, the newest first' },
    { line: 'pushplan status run_4k2m9x0c7bqd --json', what: 'one run, for a script' },
    {
      line: 'pushplan status run_4k2m9x0c7bqd --export in_doubt --out doubt.csv',
      what: 'who may have got it, with the columns of the audience',
    },
  ],
  run: async (context, values, [id]): Promise<ExitCode> => {
    checkExport(context, id, values);
    const { root } = await findWorkspace(context.cwd, []);
    const workspace = await readWorkspace(root);
    const environment = pickEnvironment(workspace, values.env);
    const place = placeLedger(context, workspace, environment);
    if (place.kind === 'unset') throw ledgerUnset(environment, place.variable);
    await using ledger = await lookAtLedger(context, environment, place);
    const layout = layoutOf(context, context.stdout, values['no-color'], root);
    if (id === undefined) {
      await showRuns(context, ledger, values.json, layout);
      return exitCodes.done;
    }
    const record = await ledger?.run(id);
    if (ledger === undefined || record === undefined) throw runNotFound(id, environment.name);
    if (values.export !== undefined) {
      const order = { record, bucket: values.export, format: values.format ?? 'csv', root, env: values.env };
      printFindings(context, await exportRun(context, ledger, order, values.out), values, layout);
      return exitCodes.done;
    }
    const run = presentRun(record, await ledger.totals(id), []);
    context.stdout.write(values.json ? formatRunJson(run) : formatRunText(run, layout, []));
    return exitCodes.done;
  },
});

async function showRuns(
  { stdout }: Context,
  ledger: SeenLedger | undefined,
  json: boolean,
  layout: Layout,
): Promise<void> {
  const runs = [];
  for (const record of (await ledger?.runs()) ?? []) {
    runs.push(presentRun(record, (await ledger?.totals(record.id)) ?? [], []));
  }
  const document = { format_version: '1.0' as const, runs, diagnostics: [] };
  stdout.write(json ? formatRunJson(document) : formatRunsText(document, layout));
}

/** In --json they are the result, since what was exported went elsewhere. */
function printFindings(
  { stdout, stderr }: Context,
  findings: readonly Diagnostic[],
  { json, out }: { readonly json: boolean; readonly out: string | undefined },
  layout: Layout,
): void {
  if (json && out !== undefined) stdout.write(formatDiagnosticsJson(findings));
  else stderr.write(formatDiagnosticsText(findings, layout));
}

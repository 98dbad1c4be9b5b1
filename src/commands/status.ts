// pushplan status: shows runs and their five buckets, from the ledger.
import { exitCodes, type ExitCode } from '../errors.ts';
import { publishDiagnostic, type Diagnostic } from '../diagnostic.ts';
import type { SeenLedger } from '../ledger/ledger-engine.ts';
import { formatDiagnosticsJson } from '../view/findings/diagnostics-json.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import { formatRunJson } from '../view/run-json.ts';
import { formatRunText } from '../view/run-text.ts';
import { formatRunsText } from '../view/runs-text.ts';
import type { Layout } from '../view/style.ts';
import type { Context } from '../opening/context.ts';
import { defineCommand } from './program/command.ts';
import { layoutOf } from '../opening/layout.ts';
import { requireLedger } from '../opening/ledger-place.ts';
import { expectedLedger } from '../opening/look-at-ledger.ts';
import { checkExport, exportOptions, exportRun } from './runs/export-run.ts';
import { adviseSettling } from './runs/settling-advice.ts';
import { adviseRetry } from './runs/retry-advice.ts';
import { presentLogged } from './runs/present-figures.ts';
import { presentSeen } from './runs/present-seen.ts';
import { noSuchRun } from '../opening/run-not-found.ts';
import { warnIfClosed } from '../opening/warn-if-closed.ts';
import { refuseWatch } from './watching/refuse-watch.ts';
import { findPlace, type EnvironmentPlace } from '../opening/find-place.ts';

export const statusCommand = defineCommand({
  most: 1,
  about:
    'Reads only the ledger. With --export, it also reads the audiences of the run as they are now, and writes the recipients with one outcome, to follow up or to see who they are.',
  options: {
    watch: { kind: 'flag', help: 'show the progress of RUN, or of the newest unfinished run, until it has ended' },
    ...exportOptions,
  },
  examples: [
    { line: 'pushplan status --env production', what: 'all runs, the newest first' },
    { line: 'pushplan status run_4k2m9x0c7bqd --json', what: 'one run, for a script' },
    { line: 'pushplan status --watch --env production', what: 'watch a run that another machine sends' },
    {
      line: 'pushplan status run_4k2m9x0c7bqd --export in_doubt --out doubt.csv',
      what: 'recipients in doubt, with the columns of the audience',
    },
  ],
  run: async (context, values, [id]): Promise<ExitCode> => {
    checkExport(context, id, values);
    checkWatch(values);
    const place = await findPlace(context, values.env);
    const { workspace, environment } = place;
    const { root } = workspace;
    const engine = requireLedger(context, workspace, environment);
    await using ledger = await engine.read(expectedLedger(context, environment));
    const layout = layoutOf(context, context.stdout, root);
    const shown = values.watch ? await lookOn(context, ledger, place, id) : id;
    if (shown === undefined) {
      await showRuns(context, ledger, values.json, layout);
      return exitCodes.done;
    }
    const record = await ledger?.run(shown);
    if (ledger === undefined || record === undefined) throw await noSuchRun(ledger, shown, environment.name);
    if (values.export !== undefined) {
      const order = { record, bucket: values.export, format: values.format ?? 'csv', root, env: values.env };
      const findings = [...(await exportRun(context, ledger, order, values.out)), ...warnIfClosed(ledger)];
      printFindings(context, findings, values, layout);
      return exitCodes.done;
    }
    if (values.json) {
      context.stdout.write(formatRunJson((await presentLogged(context, ledger, record, environment)).run));
      return exitCodes.done;
    }
    const run = await presentSeen(context, ledger, record);
    context.stdout.write(
      formatRunText(run, layout, [...adviseSettling(run, environment), ...adviseRetry(run, workspace.policy.retry, 0)]),
    );
    return exitCodes.done;
  },
});

function checkWatch({ watch, export: bucket }: { readonly watch: boolean; readonly export: string | undefined }): void {
  if (watch && bucket !== undefined) throw refuseWatch('--export');
}

/** Returns the id of the run that was watched; undefined if there is none. */
async function lookOn(
  context: Context,
  ledger: SeenLedger | undefined,
  place: EnvironmentPlace,
  id: string | undefined,
): Promise<string | undefined> {
  const { chooseRun, watchStatus } = await import('./watching/watch-status.ts');
  const run = id === undefined ? chooseRun((await ledger?.runs()) ?? []) : await ledger?.run(id);
  // In a ledger that was closed nothing happens any more.
  if (ledger?.closed === undefined && ledger !== undefined && run !== undefined)
    await watchStatus(context, ledger, place, run);
  return id ?? run?.id;
}

async function showRuns(
  context: Context,
  ledger: SeenLedger | undefined,
  json: boolean,
  layout: Layout,
): Promise<void> {
  const runs = [];
  if (ledger !== undefined)
    for (const record of await ledger.runs()) runs.push(await presentSeen(context, ledger, record));
  const diagnostics = ledger === undefined ? [] : warnIfClosed(ledger).map(publishDiagnostic);
  const document = { format_version: '1.0' as const, runs, diagnostics };
  context.stdout.write(json ? formatRunJson(document) : formatRunsText(document, layout));
}

/** Prints the findings as the result if --json is given and the export went into a file. */
function printFindings(
  { stdout, stderr }: Context,
  findings: readonly Diagnostic[],
  { json, out }: { readonly json: boolean; readonly out: string | undefined },
  layout: Layout,
): void {
  if (json && out !== undefined) stdout.write(formatDiagnosticsJson(findings));
  else stderr.write(formatDiagnosticsText(findings, layout));
}

// pushplan report: shows what a run did, as a page or as Markdown, from the ledger alone.
import { exitCodes, type ExitCode } from '../errors.ts';
import { findPlace } from '../opening/find-place.ts';
import type { Context } from '../opening/context.ts';
import { layoutOf } from '../opening/layout.ts';
import { requireLedger } from '../opening/ledger-place.ts';
import { expectedLedger } from '../opening/look-at-ledger.ts';
import { noSuchRun } from '../opening/run-not-found.ts';
import { vendor } from '../opening/vendor.ts';
import { warnIfClosed } from '../opening/warn-if-closed.ts';
import { inputFilesAt } from '../planning/input-files.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import { beginsReportMarkdown, formatReportMarkdown } from '../view/markdown/report-markdown.ts';
import { beginsPage } from '../view/pages/page-mark.ts';
import { formatReportHtml } from '../view/pages/report-html.ts';
import { formatRunJson } from '../view/run-json.ts';
import type { RunReport } from '../view/run-report.ts';
import { defineCommand } from './program/command.ts';
import { presentLogged } from './runs/present-figures.ts';
import { writePage } from './write-page.ts';
import { saySentence } from '../opening/say-sentence.ts';

export const reportCommand = defineCommand({
  most: 1,
  least: 1,
  about:
    'Shows requests over time and the limit, outcomes by reason, how long answers took, who settled doubt, and when notifications were due and when they left. It names no recipients. Without --out, the report is printed; on a terminal, a page is written to .pushplan.',
  options: {
    out: {
      kind: 'text',
      value: 'FILE',
      help: 'write the report to FILE',
      dash: 'Leave --out out: where standard output is not a terminal, it prints there.',
    },
    format: {
      kind: 'choice',
      choices: ['html', 'markdown'],
      help: 'one HTML file that loads nothing from elsewhere, or Markdown',
    },
  },
  examples: [
    { line: 'pushplan report run_4k2m9x0c7bqd --out report.html', what: 'a page to keep or to pass on' },
    { line: 'pushplan report run_4k2m9x0c7bqd --format markdown', what: 'for a comment or a wiki' },
  ],
  run: async (context, { out, format, json, env }, [id = '']): Promise<ExitCode> => {
    const { workspace, environment } = await findPlace(context, env);
    const engine = requireLedger(context, workspace, environment);
    await using ledger = await engine.read(expectedLedger(context, environment));
    const record = await ledger?.run(id);
    if (ledger === undefined || record === undefined) throw await noSuchRun(ledger, id, environment.name);
    const logged = await presentLogged(context, ledger, record, environment);
    const report: RunReport = {
      ...logged,
      requestsPerMinute: environment.requestsPerMinute,
      deliveryLog: vendor.log,
      now: context.clock.now(),
    };
    const inputs = out === undefined ? [] : await inputFilesAt(context, env);
    if (out !== undefined || !json) {
      await writeReport(context, report, { out, isPage: format !== 'markdown', root: workspace.root, inputs });
    }
    if (json) context.stdout.write(formatRunJson(logged.run));
    else context.stderr.write(formatDiagnosticsText(warnIfClosed(ledger), layoutOf(context, context.stderr)));
    return exitCodes.done;
  },
});

interface MadeReport {
  readonly out: string | undefined;
  readonly isPage: boolean;
  /** The folder of the workspace. */
  readonly root: string;
  readonly inputs: readonly string[];
}

async function writeReport(
  context: Context,
  report: RunReport,
  { out, isPage, root, inputs }: MadeReport,
): Promise<void> {
  if (!isPage && out === undefined) {
    // Markdown is readable as it is, even on a terminal.
    context.stdout.write(formatReportMarkdown(report));
    return;
  }
  const page = isPage ? formatReportHtml(report) : formatReportMarkdown(report);
  const name = `${report.run.run}.html`;
  const replaces = {
    kind: 'a report of a run',
    isOne: (text: string) => beginsPage(text) || beginsReportMarkdown(text),
  };
  const place = { out, isTaken: false, isPrivate: false, root, inputs, replaces, name };
  const written = await writePage(context, page, place);
  if (written !== undefined) saySentence(context.stderr, `The report of ${report.run.run} is in ${written}.`);
}

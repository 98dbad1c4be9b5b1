// pushplan report: what a run did, as a page or as Markdown, from the ledger alone.
import { exitCodes, type ExitCode } from '../errors.ts';
import { requireLedger } from '../opening/ledger-place.ts';
import { expectedLedger } from '../opening/look-at-ledger.ts';
import { runNotFound } from '../opening/run-not-found.ts';
import { vendor } from '../opening/vendor.ts';
import { formatReportMarkdown } from '../view/markdown/report-markdown.ts';
import { formatReportHtml } from '../view/pages/report-html.ts';
import { formatRunJson } from '../view/run-json.ts';
import { findWorkspace } from '../workspace/find-workspace.ts';
import { pickEnvironment, readWorkspace } from '../workspace/read-workspace.ts';
import { defineCommand } from './command.ts';
import { presentSeen } from './present-seen.ts';
import { writePage } from './write-page.ts';

export const reportCommand = defineCommand({
  most: 1,
  least: 1,
  about:
    'Writes what a run did: requests over time against the limit, outcomes by reason, how long answers took, and who settled doubt. Nobody is in it. Without --out it goes to standard output; a page on a terminal goes to .pushplan.',
  options: {
    out: { kind: 'text', value: 'FILE', help: 'write it there' },
    format: { kind: 'choice', choices: ['html', 'markdown'], help: 'one HTML file that loads nothing, or Markdown' },
  },
  examples: [
    { line: 'pushplan report run_4k2m9x0c7bqd --out report.html', what: 'a page to keep or to pass on' },
    { line: 'pushplan report run_4k2m9x0c7bqd --format markdown', what: 'for a comment or a wiki' },
  ],
  run: async (context, { out, format, json, env }, [id = '']): Promise<ExitCode> => {
    const { root } = await findWorkspace(context.cwd, []);
    const workspace = await readWorkspace(root);
    const environment = pickEnvironment(workspace, env);
    const engine = requireLedger(context, workspace, environment);
    await using ledger = await engine.read(expectedLedger(context, environment));
    const record = await ledger?.run(id);
    if (ledger === undefined || record === undefined) throw runNotFound(id, environment.name);
    const run = await presentSeen(context, ledger, record);
    const report = {
      run,
      log: await ledger.runLog(id),
      requestsPerMinute: environment.requestsPerMinute,
      deliveryLog: vendor.log,
      now: context.clock.now(),
    };
    const isPage = format !== 'markdown';
    // Markdown can be read where it is.
    if (!isPage && out === undefined && !json) context.stdout.write(formatReportMarkdown(report));
    else if (out !== undefined || !json) {
      const page = isPage ? formatReportHtml(report) : formatReportMarkdown(report);
      const written = await writePage(context, page, {
        out,
        isTaken: json,
        isPrivate: false,
        root,
        name: `${id}.html`,
      });
      if (written !== undefined) context.stderr.write(`The report of ${id} is in ${written}.\n`);
    }
    if (json) context.stdout.write(formatRunJson(run));
    return exitCodes.done;
  },
});

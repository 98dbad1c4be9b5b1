// pushplan validate: reports every finding of every file at once, rows of audiences included, offline.
import { exitCodes, refuse, type ExitCode } from '../errors.ts';
import { formatDiagnosticsGithub } from '../view/findings/diagnostics-github.ts';
import { refuseTwoFormats } from './options/refuse-two-formats.ts';
import { formatDiagnosticsJson } from '../view/findings/diagnostics-json.ts';
import { formatDiagnosticsJunit } from '../view/findings/diagnostics-junit.ts';
import { formatDiagnosticsSarif } from '../view/findings/diagnostics-sarif.ts';
import { listCopyTests } from '../plan/copy/list-copy-tests.ts';
import { defineCommand } from './program/command.ts';
import type { Context } from '../opening/context.ts';
import { findFindings, lookAnew, type Findings } from './find-findings.ts';
import { printFindings } from './print-findings.ts';
import { refuseWatch } from './watching/refuse-watch.ts';
import { watchValidate } from './watching/watch-validate.ts';

type Format = 'text' | 'json' | 'github' | 'sarif' | 'junit';

export const validateCommand = defineCommand({
  most: Number.POSITIVE_INFINITY,
  about:
    'Reads every row of the audiences, and exits with 4 if plan would. Without findings, the content of the files does not block a plan. Every rule has a section in RULES.md of the repository. Sends nothing, and needs no key and, without --online, no network.',
  options: {
    format: {
      kind: 'choice',
      choices: ['text', 'json', 'github', 'sarif', 'junit'],
      help: 'format of the findings',
    },
    'no-rows': { kind: 'flag', help: 'check everything except the rows of audiences; of these, only the columns' },
    watch: { kind: 'flag', help: 'check again at each save, only what changed, until Ctrl-C' },
    online: {
      kind: 'flag',
      help: 'request pictures and links on online_hosts, and check status, type and size; never for forks',
    },
    'fail-on-online': { kind: 'flag', help: 'like --online, with its findings as errors' },
  },
  examples: [
    { line: 'pushplan validate', what: 'all campaigns of the workspace' },
    { line: 'pushplan validate --no-rows', what: 'a fast check, before each commit' },
    { line: 'pushplan validate --online', what: 'check that pictures and links work before people see them' },
    { line: 'pushplan validate --format github', what: 'findings as annotations on the pull request' },
  ],
  run: async (context, values, paths): Promise<ExitCode> => {
    const rows = !values['no-rows'];
    refuseTwoFormats(values);
    const format: Format = values.json ? 'json' : (values.format ?? 'text');
    checkOnlineWishes(values);
    if (values.watch) {
      if (format !== 'text') throw refuseWatch(`the format ${format}`);
      return watchValidate(context, { ...values, rows }, paths);
    }
    const findings = await findAll(context, paths, { ...values, rows });
    context.stdout.write(print(context, format, findings));
    return findings.exitCode;
  },
});

interface Wishes {
  readonly env: string | undefined;
  readonly rows: boolean;
  readonly online: boolean;
  readonly 'fail-on-online': boolean;
}

function isOnline({ online, 'fail-on-online': fails }: Pick<Wishes, 'online' | 'fail-on-online'>): boolean {
  return online || fails;
}

/** Throws a Refusal (exit 3) for options that exclude --online: addresses are made of rows, and servers are not asked at each save. */
function checkOnlineWishes(
  values: Pick<Wishes, 'online' | 'fail-on-online'> & { readonly watch: boolean; readonly 'no-rows': boolean },
): void {
  const other = values.watch ? '--watch' : values['no-rows'] ? '--no-rows' : undefined;
  if (other === undefined || !isOnline(values)) return;
  const message = `--online does not go with ${other}`;
  throw refuse(exitCodes.invalidInput, 'PP502', message, `Leave one of them out.`);
}

async function findAll(context: Context, paths: readonly string[], wishes: Wishes): Promise<Findings> {
  if (!isOnline(wishes)) return findFindings(context, paths, lookAnew(context, paths, wishes));
  const { findOnline } = await import('./online/find-online.ts');
  return findOnline(context, paths, wishes);
}

function print(context: Context, format: Format, findings: Findings): string {
  const { diagnostics, folder } = findings;
  switch (format) {
    case 'json':
      return formatDiagnosticsJson(diagnostics);
    case 'github':
      return formatDiagnosticsGithub(diagnostics, folder);
    case 'sarif':
      return formatDiagnosticsSarif(diagnostics, { version: context.version, folder });
    case 'junit':
      return formatDiagnosticsJunit(diagnostics, {
        folder,
        files: listFiles(findings),
        copyTests: listCopyTests(findings.prepared?.campaigns ?? [], diagnostics),
      });
    case 'text':
      return printFindings(context, findings);
  }
}

function listFiles({ prepared }: Findings): string[] {
  return prepared?.campaigns.map(({ file }) => file) ?? [];
}

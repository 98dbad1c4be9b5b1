// pushplan validate: every finding of every file at once, offline.
import { checkRenames } from '../campaign/check-campaigns.ts';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { comparePlaces, hasErrors, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, Refusal, type ExitCode } from '../errors.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { formatDiagnosticsGithub } from '../view/diagnostics-github.ts';
import { formatDiagnosticsJson } from '../view/diagnostics-json.ts';
import { formatDiagnosticsSarif } from '../view/diagnostics-sarif.ts';
import { formatDiagnosticsText } from '../view/diagnostics-text.ts';
import { countOf } from '../view/numbers.ts';
import { defineCommand } from './command.ts';
import { compileCampaigns } from './compile-campaigns.ts';
import type { Context } from './context.ts';
import { findRootOf } from './find-root-of.ts';
import { layoutOf } from './layout.ts';
import { ledgerKeyOf, placeLedger } from './ledger-place.ts';
import { keyOption } from './open-history.ts';
import { prepare, type Prepared } from './prepare.ts';

type Format = 'text' | 'json' | 'github' | 'sarif';

interface Findings {
  /** Of the workspace; undefined where none was found. */
  readonly root: string | undefined;
  /** From the repository's root to the workspace, for services that want paths from there. */
  readonly folder: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;
  /** How many campaigns were looked at; undefined where it did not come to that. */
  readonly campaigns: number | undefined;
}

export const validateCommand = defineCommand({
  name: 'validate',
  takes: '[PATH...]',
  most: Number.POSITIVE_INFINITY,
  summary: 'check campaigns, templates and audiences, offline',
  about: 'Every rule has a section in RULES.md of the repository. Needs no key and no network, and sends nothing.',
  options: {
    format: { kind: 'choice', choices: ['text', 'json', 'github', 'sarif'], help: 'how to print the findings' },
  },
  examples: [
    { line: 'pushplan validate', what: 'all campaigns of the workspace' },
    { line: 'pushplan validate --format github', what: 'findings as annotations on the pull request' },
  ],
  run: async (context, values, paths): Promise<ExitCode> => {
    const findings = await findAll(context, paths, values.env);
    const format: Format = values.json ? 'json' : (values.format ?? 'text');
    context.stdout.write(print(context, format, findings, values['no-color']));
    return hasErrors(findings.diagnostics) ? exitCodes.invalidInput : exitCodes.done;
  },
});

async function findAll(context: Context, paths: readonly string[], env: string | undefined): Promise<Findings> {
  try {
    const prepared = await prepare(context, paths, env);
    const { diagnostics } = await compileCampaigns(prepared.workspace.files, prepared.campaigns, prepared.partials);
    const renames = await findRenames(context, prepared);
    return {
      root: prepared.workspace.root,
      folder: findFolder(prepared.workspace.root),
      diagnostics: [...prepared.diagnostics, ...diagnostics, ...renames].toSorted(comparePlaces),
      sources: prepared.sources,
      campaigns: prepared.campaigns.length,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const root = await findRootOf(context.cwd, paths);
    return {
      root,
      folder: findFolder(root ?? context.cwd),
      diagnostics: error.diagnostics.toSorted(comparePlaces),
      sources: new Map(),
      campaigns: undefined,
    };
  }
}

// A ledger that cannot be opened here is another command's trouble: validate is about the files.
async function findRenames(
  context: Context,
  { workspace, environment, campaigns, ids }: Prepared,
): Promise<readonly Diagnostic[]> {
  try {
    const place = placeLedger(context, workspace, environment);
    if (place.kind === 'unset') return [];
    await using ledger = await readLedger({
      path: place.path,
      environment: environment.name,
      ...keyOption(ledgerKeyOf(context, environment)),
    });
    return ledger === undefined ? [] : checkRenames(campaigns, await ledger.campaigns(), ids);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

function print(
  context: Context,
  format: Format,
  { root, diagnostics, folder, sources, campaigns }: Findings,
  noColor: boolean,
): string {
  switch (format) {
    case 'json':
      return formatDiagnosticsJson(diagnostics);
    case 'github':
      return formatDiagnosticsGithub(diagnostics, folder);
    case 'sarif':
      return formatDiagnosticsSarif(diagnostics, { version: context.version, folder });
    case 'text': {
      // The offending line with a caret is for people at a terminal; a log has the place.
      const shown = context.stdout.isTerminal ? sources : undefined;
      const text = formatDiagnosticsText(diagnostics, layoutOf(context, context.stdout, noColor, root), shown);
      return text !== '' || campaigns === undefined ? text : `${countOf(campaigns, 'campaign')}, no findings\n`;
    }
  }
}

function findFolder(root: string): string {
  for (let above = root; ; above = dirname(above)) {
    if (existsSync(join(above, '.git'))) return relative(above, root).replaceAll('\\', '/');
    if (dirname(above) === above) return '';
  }
}

// Collects all findings about the files of a workspace, at once and offline.
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { dropVague } from '../campaign/merge-findings.ts';
import { asWarning, comparePlaces, hasErrors, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, Refusal, type ExitCode } from '../errors.ts';
import { findForbiddenPublic } from '../plan/guards/forbid-public.ts';
import { runCopyTests } from '../plan/copy/run-copy-tests.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { compileCampaigns } from '../planning/compile-campaigns.ts';
import { warnOfOneMachine } from '../planning/one-machine.ts';
import { joinCheckedRows, type CheckedRows } from '../planning/checked-rows.ts';
import type { Context } from '../opening/context.ts';
import { findRootOf } from '../opening/find-root-of.ts';
import { lookAtLedger } from '../opening/look-at-ledger.ts';
import { prepare, type Prepared } from '../planning/prepare.ts';
import type { CheckOptions } from '../planning/check-rows.ts';
import { checkUnseen } from '../planning/without-data.ts';
import type { Files } from '../workspace/files.ts';
import { checkSentBefore } from '../planning/sent-before.ts';
import { noHistory } from '../plan/history.ts';
import { watchPlanning } from './watching/watch-planning.ts';

export interface Findings {
  /** The folder of the workspace; undefined if none was found. */
  readonly root: string | undefined;
  /** The path from the repository's root to the workspace, for services that expect paths from there. */
  readonly folder: string;
  readonly diagnostics: readonly Diagnostic[];
  /** 0, or the exit code of a plan: 4 if only guards block it. */
  readonly exitCode: ExitCode;
  /** The workspace and campaigns that were checked; undefined if they were refused before that. */
  readonly prepared: Prepared | undefined;
}

/** The functions that check; --watch uses ones that remember the round before. */
export interface FindingsLook {
  readonly prepare: () => Promise<Prepared>;
  readonly check: (prepared: Prepared) => Promise<CheckedRows>;
}

/** Checks everything again; the rows of the audiences only with `rows`. */
export function lookAnew(
  context: Context,
  paths: readonly string[],
  { env, rows, seen }: { readonly env: string | undefined; readonly rows: boolean } & Pick<CheckOptions, 'seen'>,
): FindingsLook {
  return {
    prepare: () => prepare(context, paths, env, { empty: 'warn' }),
    check: (prepared) =>
      findInAudiences(prepared, prepared.campaigns, rows ? context.clock.now() : undefined, {
        progress: watchPlanning(context),
        seen,
      }),
  };
}

/**
 * The findings of compiling these campaigns against their audiences and, unless `now` is undefined, of reading the audiences to their end.
 * Rows of a campaign with errors in its own file are not read: they would repeat these errors, each in its own way.
 */
export async function findInAudiences(
  { workspace, partials, diagnostics: found }: Prepared,
  campaigns: readonly Campaign[],
  now: number | undefined,
  options?: CheckOptions,
): Promise<CheckedRows> {
  const result = await compileCampaigns({ ...workspace.files, samples: 'where_missing' }, campaigns, partials);
  const { compiled } = result;
  const diagnostics = [
    ...result.diagnostics.map(soften),
    ...compiled.flatMap(({ campaign, renderer, columns }) => runCopyTests(campaign, renderer, columns)),
    ...(await checkMissing(workspace.files, campaigns, result, partials)),
  ];
  const before = { diagnostics, blockers: [], faults: [] };
  if (now === undefined) return before;
  const { checkRows } = await import('../planning/check-rows.ts');
  const sound = compiled.filter(({ campaign }) => !hasErrors(found.filter(({ file }) => file === campaign.file)));
  const { checkLists } = await import('../planning/lists/check-lists.ts');
  const lists = await checkLists({ workspace, campaigns }, now);
  const rows = await checkRows(workspace, sound, now, lists.holdingFor, options);
  return joinCheckedRows([before, lists.checked, rows]);
}

const noData = 'PP264';

/** Data that is on another machine is no error of the files: its rows are checked there. */
function soften(finding: Diagnostic): Diagnostic {
  return finding.code === noData ? asWarning(finding) : finding;
}

/** Checks the templates of campaigns whose data is not here against the columns in their locks. */
async function checkMissing(
  files: Files,
  campaigns: readonly Campaign[],
  { diagnostics }: { readonly diagnostics: readonly Diagnostic[] },
  partials: Prepared['partials'],
): Promise<readonly Diagnostic[]> {
  const missing = new Set(diagnostics.filter(({ code }) => code === noData).map(({ file }) => file));
  return checkUnseen(
    files,
    campaigns.filter(({ file }) => missing.has(file)),
    partials,
  );
}

/** Returns findings in reading order. What refuses the whole workspace is a finding too. */
export async function findFindings(context: Context, paths: readonly string[], look: FindingsLook): Promise<Findings> {
  try {
    const prepared = await look.prepare();
    const { root, policy, locate } = prepared.workspace;
    const forbidden = findForbiddenPublic(prepared.campaigns, { ...policy, locate });
    const checked = await look.check(prepared);
    const diagnostics = onceEach([
      ...prepared.diagnostics,
      ...forbidden,
      ...warnOfOneMachine(prepared.campaigns, prepared.workspace),
      ...checked.diagnostics,
      ...(await findInMemory(context, prepared)),
    ]);
    return {
      root,
      folder: findFolder(root),
      diagnostics: diagnostics.toSorted(comparePlaces),
      exitCode: judge(diagnostics, { ...checked, blockers: [...forbidden, ...checked.blockers] }),
      prepared,
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const root = await findRootOf(context.cwd, paths);
    return {
      root,
      folder: findFolder(root ?? context.cwd),
      diagnostics: error.diagnostics.toSorted(comparePlaces),
      exitCode: exitCodes.invalidInput,
      prepared: undefined,
    };
  }
}

/** Removes repeats: if campaigns are checked one by one, each reports what is wrong with a list that all of them use. */
function onceEach(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const said = new Set<string>();
  return dropVague(diagnostics).filter((finding) => {
    const text = JSON.stringify(finding);
    const isFirst = !said.has(text);
    said.add(text);
    return isFirst;
  });
}

function judge(diagnostics: readonly Diagnostic[], { blockers, faults }: CheckedRows): ExitCode {
  if (!hasErrors(diagnostics)) return exitCodes.done;
  const guarded = new Set([...blockers, ...faults]);
  const others = diagnostics.filter((finding) => !guarded.has(finding));
  return blockers.length > 0 && !hasErrors(others) ? exitCodes.blocked : exitCodes.invalidInput;
}

// A ledger that cannot be opened here is not reported: validate is about the files.
async function findInMemory(
  context: Context,
  { workspace, environment, campaigns, ids }: Prepared,
): Promise<readonly Diagnostic[]> {
  try {
    await using ledger = await lookAtLedger(context, workspace, environment);
    // If the place of the ledger is not set here, it is unknown what was ever sent.
    if (ledger === undefined && environment.ledgerEnv !== undefined) return [];
    return await checkSentBefore(ledger ?? noHistory, campaigns, { ids, workspaceId: workspace.workspaceId });
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

function findFolder(root: string): string {
  for (let above = root; ; above = dirname(above)) {
    if (existsSync(join(above, '.git'))) return relative(above, root).replaceAll('\\', '/');
    if (dirname(above) === above) return '';
  }
}

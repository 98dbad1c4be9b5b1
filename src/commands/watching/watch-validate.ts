// pushplan validate --watch: prints all findings once, then at each save those of files that changed, or that have other findings now.
import type { ExitCode } from '../../errors.ts';
import { countOf } from '../../numbers.ts';
import type { Context } from '../../opening/context.ts';
import { findFindings, type Findings, type FindingsLook } from '../find-findings.ts';
import { prepare } from '../../planning/prepare.ts';
import { printFindings, printSome } from '../print-findings.ts';
import { rememberCampaigns, rememberChecks, stampOf } from './watch-inputs.ts';
import { headRound, watchRounds } from './watch-rounds.ts';

interface WatchValidate {
  readonly env: string | undefined;
  readonly rows: boolean;
}

export async function watchValidate(
  context: Context,
  options: WatchValidate,
  paths: readonly string[],
): Promise<ExitCode> {
  const read = rememberCampaigns();
  const look: FindingsLook = {
    prepare: () => prepare(context, paths, options.env, { read, empty: 'warn' }),
    check: rememberChecks(context, options.rows),
  };
  let before: Round | undefined;
  return watchRounds(context, paths, async () => {
    const now = await makeRound(await findFindings(context, paths, look), before);
    const text = before ? printChanges(context, before, now) : printFindings(context, now.findings);
    context.stdout.write(text);
    before = now;
  });
}

interface Round {
  readonly findings: Findings;
  /** The findings as text, by the file that they are about; those about no file are under "". */
  readonly found: ReadonlyMap<string, string>;
  /** The texts of pushplan.yaml, campaigns and partials, and the stamps of audiences, by file. */
  readonly texts: ReadonlyMap<string, string>;
  readonly audiences: ReadonlyMap<string, string>;
}

async function makeRound(findings: Findings, before: Round | undefined): Promise<Round> {
  const groups = Map.groupBy(findings.diagnostics, ({ file = '' }) => file);
  const found = new Map([...groups].map(([file, group]) => [file, JSON.stringify(group)]));
  const { prepared } = findings;
  if (prepared === undefined) {
    // Nothing is known about the files of a workspace that cannot be read: they count as unchanged.
    return { findings, found, texts: before?.texts ?? new Map(), audiences: before?.audiences ?? new Map() };
  }
  const { workspace, campaigns, selected, partials, sources } = prepared;
  const files = [workspace.file, ...selected, ...[...partials.values()].map(({ file }) => file)];
  const texts = new Map(files.map((file) => [file, sources.get(file) ?? '']));
  const audiences = new Map<string, string>();
  for (const { audience } of campaigns) audiences.set(audience.file, await stampOf(workspace.root, audience.file));
  return { findings, found, texts, audiences };
}

function printChanges(context: Context, before: Round, now: Round): string {
  const { findings } = now;
  const changed = new Set([
    ...differing(before.found, now.found),
    ...differing(before.texts, now.texts),
    // An audience that no campaign names any more has not changed by that.
    ...differing(before.audiences, now.audiences).filter(
      (file) => before.audiences.has(file) && now.audiences.has(file),
    ),
  ]);
  if (changed.size === 0) return '';
  // While the workspace cannot be read, only the findings about that are shown.
  const isShown = (file: string): boolean =>
    changed.has(file) && (findings.prepared !== undefined || now.found.has(file));
  const shown = findings.diagnostics.filter(({ file = '' }) => isShown(file));
  const others = findings.diagnostics.length - shown.length;
  const elsewhere = others === 0 ? '' : `${countOf(others, 'finding')} in other files`;
  const names = [...changed].filter(isShown).toSorted();
  const head = headRound(
    context,
    names.map((file) => nameFile(file, now)),
  );
  if (shown.length === 0) return `${head}: ${elsewhere === '' ? 'no findings' : `no findings, ${elsewhere}`}\n`;
  return `${head}\n${printSome(context, findings, shown)}${elsewhere === '' ? '' : `${elsewhere}\n`}`;
}

function nameFile(file: string, { found, texts, audiences }: Round): string {
  if (file === '') return 'the workspace';
  return found.has(file) || texts.has(file) || audiences.has(file) ? file : `${file} (gone)`;
}

function differing(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...before.keys(), ...now.keys()])].filter((file) => before.get(file) !== now.get(file));
}

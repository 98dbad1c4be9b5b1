// render --write and --check: keeps the rendered files of many campaigns in a folder in git, or checks them.
import { join, resolve } from 'node:path';
import { errorAt, publishDiagnostic, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal, type ExitCode } from '../../errors.ts';
import type { RenderedDocument } from '../../generated/rendered.ts';
import { safeJson } from '../../view/safe.ts';
import { formatDiagnosticsJson } from '../../view/findings/diagnostics-json.ts';
import { formatDiagnosticsText } from '../../view/findings/diagnostics-text.ts';
import { countOf } from '../../numbers.ts';
import { compileCampaigns, refuseErrors, refusePublic } from '../../planning/compile-campaigns.ts';
import type { Context } from '../../opening/context.ts';
import { layoutOf } from '../../opening/layout.ts';
import type { Prepared } from '../../planning/prepare.ts';
import { renderFiles, type RenderedFile } from './rendered-file.ts';
import {
  findPictures,
  inspectFolder,
  updateFolder,
  type RenderedFolder,
  type RenderedState,
} from './rendered-folder.ts';
import { openPngDrawer } from './draw-png.ts';
import { attributesOf, type PictureFormat } from './rendered-pictures.ts';
import { showPath } from '../../opening/show-path.ts';

/** The number of rows of a campaign that are rendered, unless --limit says otherwise. */
const usualLimit = 20;

export interface RenderedOptions {
  readonly limit: number | undefined;
  /** If there are pictures already, their format is kept without this option. */
  readonly pictures: PictureFormat | undefined;
  readonly json: boolean;
  /** The folder as it was given. */
  readonly folder: string;
  /** Whether `prepared` is the whole workspace, so that a campaign that is not in it no longer exists. */
  readonly isWhole: boolean;
  /** The rest of the command line, for the command that a finding proposes. */
  readonly rest: readonly string[];
}

/** Throws a Refusal (exit 3), and writes nothing, if rows show that a campaign is wrong. */
export async function writeRendered(context: Context, options: RenderedOptions, prepared: Prepared): Promise<ExitCode> {
  const { folder, states } = await inspect(context, options, prepared);
  refuseErrors(findingsOf(states));
  await updateFolder(folder, states, openPngDrawer);
  const namesOf = (...kinds: readonly RenderedState['kind'][]): string[] =>
    states.filter(({ kind }) => kinds.includes(kind)).map((state) => `${folder.shown}/${nameOf(state)}`);
  const written = namesOf('missing', 'different');
  const removed = namesOf('gone');
  const unchanged = namesOf('same');
  if (options.json) {
    const diagnostics = findingsOf(states).map(publishDiagnostic);
    const document: RenderedDocument = { format_version: '1.0', written, removed, unchanged, diagnostics };
    context.stdout.write(safeJson(document));
    return exitCodes.done;
  }
  const lines = [
    ...written.map((name) => `written  ${name}`),
    ...removed.map((name) => `removed  ${name}`),
    `${countOf(written.length, 'file')} written, ${removed.length} removed, ${unchanged.length} unchanged`,
  ];
  context.stdout.write(`${lines.join('\n')}\n`);
  printFindings(context, prepared, states);
  return exitCodes.done;
}

/** Throws a Refusal (exit 5) that names each stale file; exit 3 if rows show that a campaign is wrong. */
export async function checkRendered(context: Context, options: RenderedOptions, prepared: Prepared): Promise<ExitCode> {
  const { folder, states } = await inspect(context, options, prepared);
  const stale = states.filter(({ kind }) => kind !== 'same');
  if (stale.length > 0) {
    const help = `Run pushplan render --write ${folder.shown}${describeRest(options)}, and commit what it changes.`;
    throw new Refusal(
      exitCodes.stale,
      stale.map((state) => errorAt(undefined, 'PP508', `${folder.shown}/${nameOf(state)} ${describe(state)}`, help)),
    );
  }
  refuseErrors(findingsOf(states));
  if (options.json) context.stdout.write(formatDiagnosticsJson(findingsOf(states)));
  else {
    context.stdout.write(`${countOf(states.length, 'rendered file')}, none stale\n`);
    printFindings(context, prepared, states);
  }
  return exitCodes.done;
}

async function inspect(
  context: Context,
  { limit = usualLimit, pictures, folder, isWhole }: RenderedOptions,
  prepared: Prepared,
): Promise<{ readonly folder: RenderedFolder; readonly states: readonly RenderedState[] }> {
  const { files, root, policy, locate } = prepared.workspace;
  const { compiled, diagnostics } = await compileCampaigns(
    { ...files, samples: 'always' },
    prepared.campaigns,
    prepared.partials,
  );
  refuseErrors([...prepared.diagnostics, ...diagnostics]);
  refusePublic(prepared.campaigns, { ...policy, locate });
  const path = resolve(context.cwd, folder);
  const place = { path, shown: showPath(context.cwd, path) };
  const format = pictures ?? (await findPictures(path));
  const wanted: RenderedFile[] = format === undefined ? [] : [attributesOf(format)];
  for (const one of compiled) wanted.push(...(await renderFiles(files, one, { limit, pictures: format })));
  const audiences = prepared.campaigns.map(({ audience }) => join(root, audience.file));
  return { folder: place, states: await inspectFolder(place, wanted, { audiences, isWhole }) };
}

function nameOf(state: RenderedState): string {
  return state.kind === 'gone' ? state.name : state.file.name;
}

function describe(state: RenderedState): string {
  switch (state.kind) {
    case 'gone':
      return `is of a ${/\.(?:svg|png)$/v.test(state.name) ? 'sample' : 'campaign'} that no longer exists`;
    case 'missing':
      return `is not there, and ${state.file.source} renders it`;
    case 'different':
      return `is not what ${state.file.source} renders now${state.line === undefined ? '' : `, from line ${state.line} on`}`;
    case 'same':
      return 'is up to date';
  }
}

function describeRest({ limit, pictures, rest }: RenderedOptions): string {
  return [
    limit === undefined ? [] : ['--limit', String(limit)],
    pictures === undefined ? [] : [`--pictures=${pictures}`],
    rest,
  ]
    .flat()
    .reduce((all, word) => `${all} ${word}`, '');
}

function findingsOf(states: readonly RenderedState[]): readonly Diagnostic[] {
  return states.flatMap((state) => (state.kind === 'gone' ? [] : state.file.diagnostics));
}

function printFindings(context: Context, { workspace }: Prepared, states: readonly RenderedState[]): void {
  const layout = layoutOf(context, context.stderr, workspace.root);
  context.stderr.write(formatDiagnosticsText(findingsOf(states), layout));
}

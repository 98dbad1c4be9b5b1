// pushplan fetch --lists: gets the lists of people that are queries, and writes all lists into the ledger, where they count for waiting runs.
import type { Campaign, ListFile } from '../../campaign/campaign.ts';
import { nameOfList } from '../../campaign/list-file.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { hasErrors, publishDiagnostic, type Diagnostic, type Position } from '../../diagnostic.ts';
import { exitCodes, gravestOf, Refusal, type ExitCode } from '../../errors.ts';
import type { FetchDocument } from '../../generated/fetch.ts';
import type { Context } from '../../opening/context.ts';
import { layoutOf } from '../../opening/layout.ts';
import { placeLedger } from '../../opening/ledger-place.ts';
import { isLedgerThere, lockLedger } from '../../opening/lock-ledger.ts';
import { vendor } from '../../opening/vendor.ts';
import { takeLists } from '../../planning/lists/keep-lists.ts';
import { ListEntries } from '../../planning/lists/list-entries.ts';
import { fetchList, type ListSize } from '../../sources/fetch-list.ts';
import { figureOfRows } from '../../sources/lock.ts';
import { formatDiagnosticsText } from '../../view/findings/diagnostics-text.ts';
import { safeJson } from '../../view/safe.ts';
import { makeDataFolder } from '../../workspace/data-folder.ts';
import type { LoadedCampaigns } from '../../workspace/load-campaigns.ts';
import { pickEnvironment, type Environment, type Workspace } from '../../workspace/read-workspace.ts';
import { asFetchRefusal, withoutRepeats } from './fetch-failure.ts';
import { watchFetching } from '../watching/watch-fetching.ts';

export interface ListOrder {
  readonly workspace: Workspace;
  readonly loaded: Pick<LoadedCampaigns, 'campaigns' | 'diagnostics'>;
  /** The value of --env. */
  readonly env: string | undefined;
  readonly json: boolean;
}

interface NamedList {
  readonly name: string;
  readonly list: ListFile;
  readonly at: Position;
}

interface FetchedLists {
  readonly fetched: readonly (NamedList & { readonly rows: number })[];
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: ExitCode;
}

/** An error in a campaign does not keep other lists from being fetched: people who opted out must get nothing from waiting runs. */
export async function fetchLists(context: Context, order: ListOrder): Promise<ExitCode> {
  const { workspace, loaded, env } = order;
  const environment = pickEnvironment(workspace, env);
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
  const campaigns = loaded.campaigns.filter(({ file }) => errors.every((error) => error.file !== file));
  const lists = await fetchAllLists(context, workspace, findLists(workspace, campaigns));
  const kept = await keepInLedger(context, { workspace, campaigns }, environment);
  const found = [...errors, ...lists.diagnostics, ...kept.diagnostics];
  print(context, { ...order, environment: environment.name, found }, lists, kept);
  return gravestOf([lists.exitCode, kept.exitCode, ...(errors.length > 0 ? [exitCodes.invalidInput] : [])]);
}

function findLists({ suppress, locate }: Workspace, campaigns: readonly Campaign[]): readonly NamedList[] {
  const named = [
    ...suppress.map((list, index) => ({ name: list.name, list, at: locate(['suppress', index, 'query']) })),
    ...campaigns.flatMap((campaign) =>
      campaign.exclude.map((list) => {
        return { name: nameOfList(list), list, at: locateIn(campaign, ['exclude', list.index, 'query']) };
      }),
    ),
  ].filter(({ list }) => list.query !== undefined);
  // Two lists with the same query in the same place are one file.
  return named.filter(({ list }, index) => named.findIndex((one) => one.list.file === list.file) === index);
}

/** If one fails, the others are still fetched. */
async function fetchAllLists(
  context: Context,
  { files }: Workspace,
  lists: readonly NamedList[],
): Promise<FetchedLists> {
  if (files.data === undefined || lists.length === 0) return { fetched: [], diagnostics: [], exitCode: exitCodes.done };
  const data = await makeDataFolder(files.data);
  const fetched: (NamedList & { readonly rows: number })[] = [];
  const failed: Refusal[] = [];
  using interrupts = context.interrupts.take();
  const signal = interrupts.soft;
  for (const one of lists) {
    try {
      signal.throwIfAborted();
      using progress = watchFetching(context, one.name);
      const hide = (secret: string): string => context.secrets.note(secret);
      const time = (): number => context.clock.now();
      const work = { files, data, now: time(), time, env: context.env, hide, progress, signal, measure };
      fetched.push({ ...one, rows: await fetchList(one.list, one.at, work) });
    } catch (error) {
      failed.push(asFetchRefusal(error, { name: one.name, file: one.at.file }, signal));
      if (signal.aborted) break;
    }
  }
  const codes = failed.map(({ exitCode }) => exitCode);
  const diagnostics = withoutRepeats(failed.flatMap((refusal) => refusal.diagnostics));
  return { fetched, diagnostics, exitCode: gravestOf(codes) };
}

async function measure(list: ListFile, bytes: AsyncIterable<Uint8Array>): Promise<ListSize> {
  const reading = new ListEntries(list);
  let entries = 0;
  for await (const block of reading.read(bytes)) entries += block.length;
  return { rows: reading.rows, entries };
}

interface KeptLists {
  /** If there is no ledger yet, the first apply writes the lists as they are then. */
  readonly kind: 'no_ledger' | 'written' | 'not_written';
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: ExitCode;
}

/** Writes the lists even after a failed fetch: its list counts as before, and people who opted out by other lists must get nothing. */
async function keepInLedger(
  context: Context,
  { workspace, campaigns }: { readonly workspace: Workspace; readonly campaigns: readonly Campaign[] },
  environment: Environment,
): Promise<KeptLists> {
  const hasNone = placeLedger(context, workspace, environment) === undefined;
  if (hasNone || !(await isLedgerThere(context, workspace, environment)))
    return { kind: 'no_ledger', diagnostics: [], exitCode: exitCodes.done };
  try {
    await using ledger = await lockLedger(context, workspace, environment, { allowNew: false });
    const { diagnostics } = await takeLists({ workspace, campaigns }, ledger, vendor, context.clock.now());
    return { kind: 'written', diagnostics, exitCode: hasErrors(diagnostics) ? exitCodes.blocked : exitCodes.done };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'not_written', diagnostics: error.diagnostics, exitCode: error.exitCode };
  }
}

interface PrintOrder extends Pick<ListOrder, 'workspace' | 'json'> {
  readonly environment: string;
  readonly found: readonly Diagnostic[];
}

function print(context: Context, order: PrintOrder, { fetched }: FetchedLists, kept: KeptLists): void {
  const { workspace, environment, json, found } = order;
  if (json) {
    const document: FetchDocument = {
      format_version: '1.0',
      campaigns: [],
      removed: 0,
      lists: fetched.map(({ name, list, rows }) => ({ name, query: nameOfList(list), rows })),
      ledger: kept.kind === 'written' ? environment : null,
      diagnostics: found.map(publishDiagnostic),
    };
    context.stdout.write(safeJson(document));
    return;
  }
  context.stderr.write(formatDiagnosticsText(found, layoutOf(context, context.stderr, workspace.root)));
  for (const { name, list, rows } of fetched) {
    const from = name === nameOfList(list) ? '' : ` from ${nameOfList(list)}`;
    context.stdout.write(`${name}: ${figureOfRows({ rows })}${from}\n`);
  }
  if (fetched.length === 0 && found.length === 0) context.stdout.write('No list is a query: there is none to fetch.\n');
  if (fetched.length > 0 || kept.kind !== 'no_ledger')
    context.stdout.write(`${describeLedger(kept.kind, environment, hasErrors(found))}\n`);
}

function describeLedger(kind: KeptLists['kind'], environment: string, isPartly: boolean): string {
  switch (kind) {
    case 'no_ledger':
      return 'No ledger has the lists: there is none yet, and the next apply writes them into it.';
    case 'not_written':
      return `The ledger of ${environment} has its lists as before.`;
    case 'written':
      return isPartly
        ? `The ledger of ${environment} has the lists now. Of lists with an error it has the version before.`
        : `The ledger of ${environment} has the lists now: they count for runs that wait.`;
  }
}

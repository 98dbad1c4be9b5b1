// pushplan fetch: gets the audiences that are not in git, puts them into the data folder, and writes the locks that pin them.
import type { Campaign } from '../campaign/campaign.ts';
import { hasErrors, publishDiagnostic, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, gravestOf, refuse, type ExitCode } from '../errors.ts';
import type { FetchDocument } from '../generated/fetch.ts';
import { compileCampaign } from '../message/compile-campaign.ts';
import type { Context } from '../opening/context.ts';
import { layoutOf } from '../opening/layout.ts';
import { refuseErrors } from '../planning/compile-campaigns.ts';
import { figureOfRows, lockPathOf, readLock } from '../sources/lock.ts';
import { describeSource } from '../sources/open-data.ts';
import { removeOld } from '../sources/remove-old.ts';
import { updateLock, type UpdatedAudience, type UpdateWork } from '../sources/update-lock.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import { formatCount, countOf } from '../numbers.ts';
import { safeJson } from '../view/safe.ts';
import { openDataFolder } from '../workspace/data-folder.ts';
import { findDataFile } from '../workspace/find-data-file.ts';
import { findScopes } from '../workspace/find-scopes.ts';
import { loadCampaigns, type LoadedCampaigns } from '../workspace/load-campaigns.ts';
import { pickEnvironment, readWorkspace, type Workspace } from '../workspace/read-workspace.ts';
import { defineCommand } from './program/command.ts';
import { asFetchRefusal, withoutRepeats } from './fetching/fetch-failure.ts';
import { fetchLists } from './fetching/fetch-lists.ts';
import { proposeSamples } from './rendering/propose-samples.ts';
import { watchFetching } from './watching/watch-fetching.ts';

export const fetchCommand = defineCommand({
  most: Number.POSITIVE_INFINITY,
  about:
    'Fetches audiences that are a query, a file of the data folder, or from a source of pushplan.yaml; by default those of all campaigns. Writes the data into the data folder (data_dir in pushplan.yaml), where only you can read it, and audiences/ID.lock.yaml, which belongs in git: plan and apply use exactly the data that this lock names. Needs no API key. A fetch that fails changes nothing.',
  options: {
    check: { kind: 'flag', help: 'write nothing; exit with 5 if a fetch would return rows that differ from the lock' },
    locked: {
      kind: 'flag',
      help: 'get the data that the locks name, and write no lock; exit with 5 if the data differs',
    },
    approved: {
      kind: 'flag',
      help: 'get what apply may send: the current data for campaigns with approve: content, the locked data for others',
    },
    lists: {
      kind: 'flag',
      help: 'get only the lists of suppress and exclude that are queries, and no audiences; write all lists into the ledger',
    },
    samples: { kind: 'flag', help: 'also propose invented rows for audience.samples: stand-ins for the worst rows' },
  },
  examples: [
    {
      line: 'pushplan fetch && git add audiences',
      what: 'get what the campaigns need, and commit the locks for review',
    },
    {
      line: 'pushplan fetch --lists --env production',
      what: 'every night: people who opted out get nothing from waiting runs',
    },
    {
      line: 'pushplan fetch --approved && pushplan apply --approved --yes',
      what: 'every day: send approved content to the audience of that day',
    },
    { line: 'pushplan fetch --locked', what: 'on another machine: the data that was reviewed, or nothing' },
  ],
  run: async (context, values, paths): Promise<ExitCode> => {
    refuseTogether(values);
    const mode = values.check ? 'check' : values.locked ? 'locked' : values.approved ? 'approved' : 'write';
    const { root, selected } = await findScopes(context.cwd, paths.length === 0 ? ['.'] : paths);
    const workspace = await readWorkspace(root, context.env);
    const loaded = await loadCampaigns(workspace, paths.length === 0 ? [''] : selected);
    const { env, json } = values;
    // Audiences are the same in all environments, but the one that --env names has to exist.
    if (env !== undefined) pickEnvironment(workspace, env);
    if (values.lists) {
      return fetchLists(context, { workspace, loaded, env, json });
    }
    refuseErrors(loaded.diagnostics);
    const campaigns = await findFetched(workspace, loaded.campaigns);
    const fetched = await fetchAll(context, { workspace, loaded, campaigns, mode });
    print(context, fetched, { ...values, mode, root });
    if (values.samples) await propose(context, workspace, loaded, fetched);
    return fetched.exitCode;
  },
});

/** Throws a Refusal (exit 3) for two options that exclude each other. */
function refuseTogether(values: Readonly<Record<(typeof apart)[number][number], boolean>>): void {
  const found = apart.find((pair) => pair.every((name) => values[name]));
  if (found === undefined) return;
  const [first, second] = found;
  throw refuse(
    exitCodes.invalidInput,
    'PP502',
    `--${first} and --${second} at once`,
    'pushplan fetch --help shows what it takes.',
  );
}

const apart = [
  ['check', 'locked'],
  ['check', 'approved'],
  ['check', 'lists'],
  ['check', 'samples'],
  ['locked', 'approved'],
  ['locked', 'lists'],
  ['approved', 'lists'],
  ['lists', 'samples'],
] as const;

/** The way in which audiences are fetched. `approved` differs by campaign: a review approves either its people or its content. */
type FetchMode = UpdateWork['mode'] | 'approved';

function modeOf(mode: FetchMode, { content }: Campaign): UpdateWork['mode'] {
  if (mode !== 'approved') return mode;
  return content === undefined ? 'locked' : 'write';
}

/** The campaigns whose audience is more than a file of the workspace. */
async function findFetched({ files, root }: Workspace, campaigns: readonly Campaign[]): Promise<readonly Campaign[]> {
  const found: Campaign[] = [];
  const data = files.data?.kind === 'folder' ? files.data.path : undefined;
  for (const campaign of campaigns) {
    const { file, query, object } = campaign.audience;
    const place = query === undefined && object === undefined ? await findDataFile(root, data, file) : undefined;
    if (place?.kind === 'found' && place.where === 'workspace') continue;
    // A file that is missing but has a lock was fetched into the data folder once.
    if (place?.kind === 'missing' && (await readLock(files, campaign).catch(() => undefined)) === undefined) continue;
    found.push(campaign);
  }
  return found;
}

interface FetchedAll {
  readonly updated: readonly { readonly campaign: Campaign; readonly audience: UpdatedAudience }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: ExitCode;
  /** The number of fetched files that were removed, since they are old and no lock names them. */
  readonly removed: number;
}

interface FetchOrder {
  readonly workspace: Workspace;
  readonly loaded: LoadedCampaigns;
  readonly campaigns: readonly Campaign[];
  readonly mode: FetchMode;
}

/** If one fails, the others are still fetched. */
async function fetchAll(context: Context, { workspace, loaded, campaigns, mode }: FetchOrder): Promise<FetchedAll> {
  const { files, policy } = workspace;
  if (files.data === undefined || (campaigns.length === 0 && workspace.keep === undefined)) {
    return { updated: [], diagnostics: loaded.diagnostics, exitCode: exitCodes.done, removed: 0 };
  }
  await using folder = await openDataFolder(files.data, mode === 'check' ? 'borrow' : 'keep');
  const data = folder.path;
  const updated: { readonly campaign: Campaign; readonly audience: UpdatedAudience }[] = [];
  const found: Diagnostic[] = [...loaded.diagnostics];
  const codes: ExitCode[] = [];
  using interrupts = context.interrupts.take();
  const signal = interrupts.soft;
  for (const campaign of campaigns) {
    try {
      signal.throwIfAborted();
      using progress = watchFetching(context, campaign.id);
      const audience = await updateLock(campaign, {
        files,
        data,
        now: context.clock.now(),
        time: () => context.clock.now(),
        env: context.env,
        hide: (secret) => context.secrets.note(secret),
        progress,
        signal,
        ...(workspace.dataStore && { store: workspace.dataStore }),
        mode: modeOf(mode, campaign),
        hasMaxAge: (campaign.audience.maxAge ?? policy.maxAge) !== undefined,
        judge: (columns) => {
          refuseErrors(compileCampaign(campaign, columns, loaded.partials).diagnostics);
        },
      });
      updated.push({ campaign, audience });
      found.push(...audience.diagnostics);
    } catch (error) {
      const refusal = asFetchRefusal(error, { name: campaign.id, file: campaign.file }, signal);
      found.push(...refusal.diagnostics);
      codes.push(refusal.exitCode);
      if (signal.aborted) break;
    }
  }
  const { keep, locate } = workspace;
  const now = context.clock.now();
  const removed =
    keep === undefined || mode === 'check' ? 0 : await removeOld(files, { data, keep, now, at: locate(['keep']) });
  return { updated, diagnostics: withoutRepeats(found), exitCode: gravestOf(codes), removed };
}

/** Proposes samples for the campaigns that were fetched. It reports on stderr, since --json is about the fetch. */
async function propose(
  { stderr }: Context,
  workspace: Workspace,
  loaded: LoadedCampaigns,
  { updated }: FetchedAll,
): Promise<void> {
  for (const { campaign } of updated) {
    const { path, rows } = await proposeSamples(workspace, loaded, campaign);
    const next = campaign.audience.samples === undefined ? `; name it in ${campaign.file}: samples: ${path}` : '';
    const said =
      rows === 0
        ? `${path} is there already and is not touched`
        : `${figureOfRows({ rows })} of stand-ins in ${path}${next}`;
    stderr.write(`${campaign.id}: ${said}\n`);
  }
}

interface PrintOptions {
  readonly json: boolean;
  readonly mode: FetchMode;
  readonly root: string;
}

function print(context: Context, { updated, diagnostics, removed }: FetchedAll, options: PrintOptions): void {
  if (options.json) {
    const document: FetchDocument = {
      format_version: '1.0',
      campaigns: updated.map(({ campaign: { id }, audience: { status, lock, before } }) => ({
        id,
        status,
        rows: lock.rows,
        rows_before: before?.rows ?? null,
        sha256: lock.sha256,
        lock: lockPathOf(id),
      })),
      removed,
      diagnostics: diagnostics.map(publishDiagnostic),
    };
    context.stdout.write(safeJson(document));
    return;
  }
  context.stderr.write(formatDiagnosticsText(diagnostics, layoutOf(context, context.stderr, options.root)));
  for (const { campaign, audience } of updated)
    context.stdout.write(`${describe(campaign, audience, modeOf(options.mode, campaign))}\n`);
  if (removed > 0)
    context.stdout.write(`${countOf(removed, 'fetched file')} removed: older than keep, and no lock names them\n`);
  if (updated.length === 0 && !hasErrors(diagnostics)) {
    context.stdout.write('Nothing to fetch: every audience is a file of the workspace.\n');
  }
}

function describe({ id }: Campaign, updated: UpdatedAudience, mode: UpdateWork['mode']): string {
  const { status, lock, before, isStored } = updated;
  const rows = figureOfRows(lock);
  if (status === 'here') return `${id}: ${rows}, here already, as ${lockPathOf(id)} says`;
  if (status === 'unchanged') return `${id}: ${rows}, the same as ${mode === 'check' ? 'are locked' : 'before'}`;
  const from = isStored === true ? 'the data store' : describeSource(lock.source);
  if (mode === 'locked') return `${id}: ${rows} from ${from}, as ${lockPathOf(id)} says`;
  const change = before === undefined ? '' : ` (${formatCount(before.rows)} before)`;
  return `${id}: ${rows}${change} from ${from}, locked in ${lockPathOf(id)}`;
}

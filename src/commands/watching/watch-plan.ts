// pushplan plan --watch: plans once, then at each save plans the campaigns whose inputs have changed.
import type { Diagnostic } from '../../diagnostic.ts';
import { Refusal, type ExitCode } from '../../errors.ts';
import { formatDiagnosticsText } from '../../view/findings/diagnostics-text.ts';
import type { Context } from '../../opening/context.ts';
import { layoutOf } from '../../opening/layout.ts';
import { openHistory } from '../../opening/open-history.ts';
import { prepare, type Prepared } from '../../planning/prepare.ts';
import { showPath } from '../../opening/show-path.ts';
import { inputsOf, rememberCampaigns, usedPartials } from './watch-inputs.ts';
import { refuseWatch } from './refuse-watch.ts';
import { headRound, watchRounds } from './watch-rounds.ts';

/** Plans and prints the campaigns of these paths, which are those of `prepared`. */
export type Replan = (paths: readonly string[], prepared: Prepared) => Promise<unknown>;

interface WatchPlan {
  readonly env: string | undefined;
  readonly planOnce: Replan;
}

interface ForScripts {
  readonly out: string | undefined;
  readonly page: string | undefined;
  readonly format: string | undefined;
  readonly json: boolean;
  readonly 'detailed-exitcode': boolean;
}

/** Refuses options that need a command that ends. */
export function refuseForScripts({
  out,
  page,
  format = 'text',
  json,
  'detailed-exitcode': detailed,
}: ForScripts): void {
  if (out !== undefined) throw refuseWatch('--out');
  if (page !== undefined) throw refuseWatch('--page');
  if (json || format !== 'text') throw refuseWatch(`the format ${json ? 'json' : format}`);
  if (detailed) throw refuseWatch('--detailed-exitcode');
}

export async function watchPlan(context: Context, options: WatchPlan, paths: readonly string[]): Promise<ExitCode> {
  const read = rememberCampaigns();
  let before: Inputs | undefined;
  let refused: string | undefined;
  return watchRounds(context, paths, async () => {
    try {
      const prepared = await prepare(context, paths, options.env, { read });
      const now = await listInputs(context, prepared);
      const changed = prepared.selected.filter((file) => now.get(file) !== before?.get(file));
      const gone = [...(before?.keys() ?? [])].filter((file) => !now.has(file)).map((file) => `${file} (gone)`);
      const names = [...changed, ...gone];
      if (before !== undefined && names.length > 0) context.stdout.write(`${headRound(context, names)}\n`);
      before = now;
      refused = undefined;
      await planChanged(context, options, prepared, changed);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // The workspace itself is refused. That is reported once, however often something else is saved in the meantime.
      if (error.message !== refused) printRefusal(context, error.diagnostics);
      refused = error.message;
    }
  });
}

/** All that a plan is made of, by campaign file. */
type Inputs = ReadonlyMap<string, string>;

async function listInputs(context: Context, prepared: Prepared): Promise<Inputs> {
  const { workspace, environment, campaigns, diagnostics, sources, selected } = prepared;
  await using memory = await openHistory(context, workspace, environment);
  const shared = JSON.stringify([workspace.text, memory.ledger]);
  const inputs = new Map<string, string>();
  for (const file of selected) {
    const campaign = campaigns.find((one) => one.file === file);
    const own = campaign === undefined ? sources.get(file) : await inputsOf(prepared, campaign);
    // Findings may depend on other files: an id that was used twice is unique once the other file has changed.
    const findings = diagnostics.filter((finding) => finding.file === file);
    inputs.set(file, JSON.stringify([shared, own, findings]));
  }
  return inputs;
}

/** Campaigns that cannot be planned do not keep the others from being planned. */
async function planChanged(
  context: Context,
  options: WatchPlan,
  prepared: Prepared,
  changed: readonly string[],
): Promise<void> {
  const { root } = prepared.workspace;
  let left = changed;
  while (left.length > 0) {
    try {
      await options.planOnce(
        left.map((file) => showPath(context.cwd, root, file)),
        narrow(prepared, left),
      );
      return;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      printRefusal(context, error.diagnostics, root);
      const blamed = new Set(error.diagnostics.map(({ file }) => file));
      const sound = left.filter((file) => !filesOf(prepared, file).some((one) => blamed.has(one)));
      if (sound.length === left.length) return;
      left = sound;
    }
  }
}

/** Narrows `prepared` as if only these campaign files had been asked for. */
function narrow(prepared: Prepared, files: readonly string[]): Prepared {
  const others = new Set(prepared.selected.filter((file) => !files.includes(file)));
  return {
    ...prepared,
    selected: files,
    campaigns: prepared.campaigns.filter(({ file }) => !others.has(file)),
    diagnostics: prepared.diagnostics.filter(({ file = '' }) => !others.has(file)),
  };
}

/** The files that findings of a campaign may be in. */
function filesOf({ campaigns, partials }: Prepared, file: string): readonly string[] {
  const campaign = campaigns.find((one) => one.file === file);
  if (campaign === undefined) return [file];
  return [file, campaign.audience.file, ...usedPartials(campaign, partials)];
}

function printRefusal(context: Context, diagnostics: readonly Diagnostic[], root?: string): void {
  const { stderr } = context;
  stderr.write(formatDiagnosticsText(diagnostics, layoutOf(context, stderr, root)));
}

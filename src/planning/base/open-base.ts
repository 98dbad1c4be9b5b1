// The base of a plan: a commit, those of its campaigns that can be read, and its policy, which guards the present side.
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import { Refusal } from '../../errors.ts';
import type { Base } from '../../generated/plan.ts';
import { formatCount } from '../../numbers.ts';
import { findRenames } from '../../plan/compare/compare-ids.ts';
import { warnOfSettings } from '../../plan/compare/compare-settings.ts';
import type { GuardPolicy, SettingChange } from '../../plan/guards/guard-measure.ts';
import { compareMemory } from '../../workspace/compare-memory.ts';
import { filesInGit } from '../../workspace/files-in-git.ts';
import { workspaceFile, type Files } from '../../workspace/files.ts';
import { loadCampaigns, type LoadedCampaigns } from '../../workspace/load-campaigns.ts';
import { openCommit, type Commit } from '../../workspace/open-repository.ts';
import { readWorkspaceOf, type Workspace } from '../../workspace/read-workspace.ts';
import type { Policy, SuppressionList } from '../../workspace/settings.ts';
import { tightenPolicy } from '../../workspace/tighten-policy.ts';
import { findOtherSources } from '../other-sources.ts';
import type { Prepared } from '../prepare.ts';

export interface OpenBase extends Pick<LoadedCampaigns, 'campaigns' | 'partials' | 'sources'> {
  readonly commit: Commit;
  readonly files: Files;
  /** The errors in each file. */
  readonly faults: ReadonlyMap<string, readonly Diagnostic[]>;
  readonly policy: GuardPolicy & Policy;
  /** The lists that apply, and their places. If the base's lists cannot be read, those of the present side. */
  readonly suppress: readonly SuppressionList[];
  /** What the plan publishes about the base. `removed` are campaigns of the base, within the given paths, that no longer exist. */
  readonly published: Base;
  /** Findings about the plan as a whole. They are errors if a campaign was renamed. */
  readonly diagnostics: readonly Diagnostic[];
  /** Errors that let the plan be shown, but not sent. */
  readonly blockers: readonly Diagnostic[];
  /** Settings that decide who is recognised, and that have changed. */
  readonly settingChanges: readonly SettingChange[];
}

/** Throws a Refusal if the commit is not in this clone. */
export async function openBase(prepared: Prepared, ref: string): Promise<OpenBase> {
  const { workspace: here, environment, campaigns, ids, scopes } = prepared;
  const commit = await openCommit(here.root, ref);
  // The fetched data of both sides is in the same data folder.
  const files = { ...(await filesInGit(commit)), ...(here.files.data && { data: here.files.data }) };
  const workspace = await readBaseWorkspace(prepared, files, commit);
  // A base commit without campaigns is fine.
  const side = { ...here, ...workspace.read, files, diagnostics: [] };
  const loaded = await loadCampaigns(side, [''], { empty: 'allow' });
  const faults = Map.groupBy(
    loaded.diagnostics.filter(({ severity }) => severity === 'error'),
    ({ file = '' }) => file,
  );
  const removed = loaded.campaigns
    .filter(({ id, file }) => !ids.has(id) && scopes.some((scope) => isWithin(file, scope)))
    .map(({ id, file }) => ({ id, file }));
  return {
    commit,
    files,
    faults,
    policy: workspace.policy,
    suppress: (workspace.read ?? here).suppress,
    campaigns: loaded.campaigns,
    sources: loaded.sources,
    // A partial that cannot be read is reported where a campaign calls it, and only there.
    partials: new Map([...loaded.partials].filter(([, { file }]) => !faults.has(file))),
    published: { ref, commit: commit.id, removed },
    diagnostics: [...workspace.warnings, ...findRenames(campaigns, loaded.campaigns, ids, ref)],
    blockers: [...workspace.blockers, ...findOtherSources(campaigns, workspace.read, ref)],
    settingChanges: workspace.read === undefined ? [] : compareMemory(here, workspace.read, environment, ref),
  };
}

interface BaseWorkspace {
  readonly read?: Workspace;
  readonly policy: OpenBase['policy'];
  readonly warnings: readonly Diagnostic[];
  readonly blockers: readonly Diagnostic[];
}

async function readBaseWorkspace(prepared: Prepared, files: Files, commit: Commit): Promise<BaseWorkspace> {
  const { workspace: here, campaigns } = prepared;
  const { ref } = commit;
  // The policy to show if the base has none that can be read.
  const policy = { ...tightenPolicy(here.policy), locate: here.locate };
  if (!(await files.list()).includes(workspaceFile)) {
    const isHarmless = campaigns.length === 0;
    const missing = [judgeMissing(commit, isHarmless ? warningAt : errorAt)];
    return { policy, warnings: isHarmless ? missing : [], blockers: isHarmless ? [] : missing };
  }
  try {
    const read = await readWorkspaceOf(files);
    const policyOfBase = { ...read.policy, locate: read.locate, from: { ref } };
    return { read, policy: policyOfBase, warnings: warnOfSettings(here, read, ref), blockers: [] };
  } catch (error) {
    if (!(error instanceof Refusal) || isAboutClone(error)) throw error;
    const message = `${describeBaseFault(ref, error.diagnostics)}; the policy is that of this side, but nowhere looser than the defaults`;
    const broken = warningAt(undefined, 'PP163', message, `Fix ${workspaceFile} in ${ref}.`);
    return { policy, warnings: [{ ...broken, file: workspaceFile }], blockers: [] };
  }
}

/** If a pull request brings its own policy, as a new, nested or moved workspace does, the base has no policy that could guard it. */
export function judgeMissing({ ref, prefix }: Commit, say: typeof errorAt): Diagnostic {
  const message = `${ref} has no ${prefix}${workspaceFile}, whose policy would guard this plan: it can send nothing`;
  const help =
    'Merge pushplan.yaml first, in a pull request of its own; campaigns follow in the next. A workspace that moves does the same.';
  return { ...say(undefined, 'PP168', message, help), file: workspaceFile };
}

function isWithin(file: string, scope: string): boolean {
  return scope === '' || file === scope || file.startsWith(`${scope}/`);
}

/** Describes the first error in the base, with its place. */
export function describeBaseFault(ref: string, [first, ...others]: readonly Diagnostic[]): string {
  const place = [first?.file, first?.line, first?.column].filter((part) => part !== undefined).join(':');
  const more = others.length === 0 ? '' : ` (and ${formatCount(others.length)} more)`;
  return `in ${ref}, ${place === '' ? '' : `${place}: `}${first?.message ?? 'something is wrong'}${more}`;
}

/** Whether the base itself is fine, but is missing in this clone. */
export function isAboutClone({ diagnostics }: Refusal): boolean {
  return diagnostics.some(({ code }) => code === 'PP162');
}

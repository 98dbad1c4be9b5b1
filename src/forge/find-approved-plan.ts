// Finds the run whose plan was on the pull request of a merge commit, so that apply is given the plan that was approved.
import { textOf } from './forge.ts';
import { isMap } from '../is-map.ts';
import { encodePath, openGithubReader, type GithubAccess, type GithubReader } from './github.ts';
import { garbled } from './garbled.ts';
import { readPages } from './pages.ts';

export interface ApprovalQuestion {
  /** "owner/name" */
  readonly repository: string;
  /** The commit that was pushed. */
  readonly commit: string;
  /** Tells whether a merge after this commit left unchanged what the plan is about; undefined if the commit must be the merge. */
  readonly isSameAt?: (merge: string) => Promise<boolean>;
  /** The workflow file that made the plan, from the repository's root. */
  readonly workflow: string;
  /** The name of the artifact that holds the plan. */
  readonly artifact: string;
}

export type Approval =
  | { readonly kind: 'found'; readonly pull: number; readonly head: string; readonly run: number }
  /** `reason` is a sentence without its full stop. */
  | { readonly kind: 'none'; readonly reason: string };

interface Merged {
  readonly pull: number;
  /** The last commit of the pull request, and its branch as "owner/name:branch". */
  readonly head: string;
  readonly branch: string;
  /** The branch that it was merged into. */
  readonly base: string;
  /** As the platform writes it, in UTC: "2026-11-23T14:00:00Z". */
  readonly mergedAt: string;
}

interface Run {
  readonly id: number;
  readonly isFinished: boolean;
  readonly createdAt: string;
}

/** The prefix of labels that let a plan do what is otherwise refused: see the workflow that init writes. */
const allowing = 'allow-';

/**
 * The newest run of the workflow on the pull request's last commit, as it was merged, counts. It has no such artifact if its plan was
 * blocked. A run does not say for certain which pull request it was for, so a pull request that shares its last commit with another one
 * is refused. A run does not say either which labels were set, so a run that began before an allowing label was removed does not count.
 */
export async function findApprovedPlan(access: GithubAccess, question: ApprovalQuestion): Promise<Approval> {
  await using reader = openGithubReader(access, question.repository);
  const root = `/repos/${encodePath(question.repository)}`;
  const merged = await findMerged(reader, root, question);
  const commit = question.commit.slice(0, 7);
  if (merged === undefined) return { kind: 'none', reason: `commit ${commit} is not the merge of a pull request` };
  const { pull, head } = merged;
  const where = `pull request ${pull} at ${head.slice(0, 7)}`;
  const twins = await findTwins(reader, root, merged);
  if (twins.length > 0) {
    const reason = `${where} has the same last commit as pull request ${twins.join(' and ')}, so the plan of one cannot be told from that of the other: push a new commit with what is to be sent, in one pull request`;
    return { kind: 'none', reason };
  }
  const run = await findRun(reader, root, merged, question.workflow);
  if (run === undefined) return { kind: 'none', reason: `${question.workflow} has not run on ${where}` };
  const about = `the newest run for ${where}`;
  const label = await findRemovedLabel(reader, root, pull, run);
  if (label !== undefined) {
    const reason = `${about} began before the label ${label} was removed, so its plan does not count: open a pull request with what is to be sent now`;
    return { kind: 'none', reason };
  }
  const state = await lookForArtifact(reader, root, run.id, question.artifact);
  if (state === 'kept') return { kind: 'found', pull, head, run: run.id };
  if (state === 'expired') return { kind: 'none', reason: `the plan of ${about} has expired` };
  if (!run.isFinished) return { kind: 'none', reason: `${about} is not finished; when it is, run this job again` };
  return { kind: 'none', reason: `${about} left no plan: it was blocked, had no data, failed or was cancelled` };
}

// A commit can belong to several pull requests, and a branch may merge a commit that is not its last: only the merge itself counts.
// Rebased pull requests are the exception: their last commit is the merge, and need not be the commit that changed the folder.
async function findMerged(
  reader: GithubReader,
  root: string,
  { commit, isSameAt }: ApprovalQuestion,
): Promise<Merged | undefined> {
  for await (const { number, head, base, merged_at: mergedAt, merge_commit_sha: mergeCommit } of pullsOf(
    reader,
    root,
    commit,
  )) {
    if (typeof number !== 'number' || typeof mergedAt !== 'string') continue;
    if (mergeCommit !== commit && (await isSameAt?.(textOf(mergeCommit))) !== true) continue;
    const sha = isMap(head) ? textOf(head['sha']) : '';
    if (isMap(head) && sha !== '') {
      const branch = nameBranch(head['repo'], head['ref']);
      return { pull: number, head: sha, branch, base: isMap(base) ? textOf(base['ref']) : '', mergedAt };
    }
  }
  return undefined;
}

/** The numbers of other pull requests, open, closed or merged, with the same branch and last commit. */
async function findTwins(
  reader: GithubReader,
  root: string,
  { pull, head, branch }: Merged,
): Promise<readonly number[]> {
  const twins = new Set<number>();
  for await (const { number, head: other } of pullsOf(reader, root, head)) {
    if (typeof number !== 'number' || number === pull || !isMap(other)) continue;
    if (other['sha'] === head && nameBranch(other['repo'], other['ref']) === branch) twins.add(number);
  }
  return [...twins].toSorted((one, other) => one - other);
}

async function* pullsOf(
  { call, platform }: GithubReader,
  root: string,
  commit: string,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  const path = `${root}/commits/${encodeURIComponent(commit)}/pulls`;
  const what = 'the list of pull requests';
  for await (const item of readPages(call, { platform, path, what })) {
    if (!isMap(item)) throw garbled(platform, what);
    yield item;
  }
}

// The same commit can be the last of somebody else's pull request, from a fork and with a workflow of its own. Those who approved this
// pull request never saw that run, nor a run that a label started after the merge, nor a run for another base.
async function findRun(
  { call, platform }: GithubReader,
  root: string,
  merged: Merged,
  workflow: string,
): Promise<Run | undefined> {
  const path = `${root}/actions/runs?head_sha=${encodeURIComponent(merged.head)}&event=pull_request`;
  let newest: Run | undefined;
  for await (const item of readPages(call, { platform, path, what: 'the list of runs', key: 'workflow_runs' })) {
    const run = readRun(item, merged, workflow);
    if (run !== undefined && run.id > (newest?.id ?? 0)) newest = run;
  }
  return newest;
}

/** Undefined if the run does not count. */
function readRun(run: unknown, { pull, head, branch, base, mergedAt }: Merged, workflow: string): Run | undefined {
  if (!isMap(run) || typeof run['id'] !== 'number') return undefined;
  // "path@ref" if the workflow is in another repository.
  const path = textOf(run['path']).split('@')[0];
  const from = nameBranch(run['head_repository'], run['head_branch']);
  const isOurs = path === workflow && run['head_sha'] === head && from === branch;
  const createdAt = textOf(run['created_at']);
  if (!isOurs || createdAt === '' || createdAt > mergedAt || isForAnother(run, pull, base)) return undefined;
  return { id: run['id'], isFinished: run['status'] === 'completed', createdAt };
}

/** A run names its pull requests and their bases only while they are open. */
function isForAnother(
  { pull_requests: named }: Readonly<Record<string, unknown>>,
  pull: number,
  base: string,
): boolean {
  if (!Array.isArray(named) || named.length === 0) return false;
  return !named.some((one: unknown) => {
    const onto = isMap(one) ? one['base'] : undefined;
    return isMap(one) && one['number'] === pull && isMap(onto) && onto['ref'] === base;
  });
}

/** The name of an allowing label that was removed after the run began, or even after the merge. */
async function findRemovedLabel(
  { call, platform }: GithubReader,
  root: string,
  pull: number,
  { createdAt }: Run,
): Promise<string | undefined> {
  const what = 'the history of the pull request';
  for await (const event of readPages(call, { platform, path: `${root}/issues/${pull}/events`, what })) {
    if (!isMap(event)) throw garbled(platform, what);
    const { event: kind, label, created_at: at } = event;
    const name = isMap(label) ? textOf(label['name']) : '';
    if (kind === 'unlabeled' && name.startsWith(allowing) && textOf(at) > createdAt) return name;
  }
  return undefined;
}

/** A fork that has been deleted has no name in either answer. */
function nameBranch(repository: unknown, branch: unknown): string {
  return `${isMap(repository) ? textOf(repository['full_name']) : ''}:${textOf(branch)}`;
}

async function lookForArtifact(
  { call, platform }: GithubReader,
  root: string,
  run: number,
  name: string,
): Promise<'kept' | 'expired' | 'missing'> {
  const answer = await call('GET', `${root}/actions/runs/${run}/artifacts?name=${encodeURIComponent(name)}`);
  const artifacts = isMap(answer) ? answer['artifacts'] : undefined;
  if (!Array.isArray(artifacts)) throw garbled(platform, 'the list of artifacts');
  const named = artifacts.filter((one: unknown) => isMap(one) && one['name'] === name);
  if (named.some((one: unknown) => isMap(one) && one['expired'] === false)) return 'kept';
  return named.length === 0 ? 'missing' : 'expired';
}

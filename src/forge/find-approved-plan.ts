// From a merge commit to the run whose plan was on the pull request: what was approved is what apply is handed.
import { isRecord, textOf } from './forge.ts';
import { encodePath, openGithubReader, type GithubAccess, type GithubReader } from './github.ts';
import { garbled } from './garbled.ts';
import { readPages } from './pages.ts';

export interface ApprovalQuestion {
  /** "owner/name" */
  readonly repository: string;
  /** The commit that was pushed. */
  readonly commit: string;
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
  /** The last commit, and the branch that it was on, as "owner/name:branch". */
  readonly head: string;
  readonly branch: string;
  /** As the platform writes it, in UTC: "2026-11-23T14:00:00Z". */
  readonly mergedAt: string;
}

interface Run {
  readonly id: number;
  readonly isFinished: boolean;
}

/** The newest run of the workflow on the pull request's last commit, as it was merged, counts; it has no such artifact if its plan was blocked. */
export async function findApprovedPlan(access: GithubAccess, question: ApprovalQuestion): Promise<Approval> {
  await using reader = openGithubReader(access, question.repository);
  const root = `/repos/${encodePath(question.repository)}`;
  const merged = await findMerged(reader, root, question.commit);
  const commit = question.commit.slice(0, 7);
  if (merged === undefined) return { kind: 'none', reason: `commit ${commit} is not the merge of a pull request` };
  const { pull, head } = merged;
  const run = await findRun(reader, root, merged, question.workflow);
  const where = `pull request ${pull} at ${head.slice(0, 7)}`;
  if (run === undefined) return { kind: 'none', reason: `${question.workflow} has not run on ${where}` };
  const about = `the newest run for ${where}`;
  const state = await lookForArtifact(reader, root, run.id, question.artifact);
  if (state === 'kept') return { kind: 'found', pull, head, run: run.id };
  if (state === 'expired') return { kind: 'none', reason: `${about} is so long ago that its plan is kept no more` };
  if (!run.isFinished) return { kind: 'none', reason: `${about} is not finished; when it is, run this job again` };
  return { kind: 'none', reason: `${about} left no plan: it was blocked, failed or was cancelled` };
}

// A commit can belong to several pull requests, and a branch may merge one that is not the last: only the merge itself counts.
async function findMerged({ call, platform }: GithubReader, root: string, commit: string): Promise<Merged | undefined> {
  const path = `${root}/commits/${encodeURIComponent(commit)}/pulls`;
  for await (const item of readPages(call, { platform, path, what: 'the list of pull requests' })) {
    if (!isRecord(item)) throw garbled(platform, 'the list of pull requests');
    const { number, head, merged_at: mergedAt, merge_commit_sha: mergeCommit } = item;
    if (typeof number !== 'number' || typeof mergedAt !== 'string' || mergeCommit !== commit) continue;
    const sha = isRecord(head) ? textOf(head['sha']) : '';
    if (isRecord(head) && sha !== '')
      return { pull: number, head: sha, branch: nameBranch(head['repo'], head['ref']), mergedAt };
  }
  return undefined;
}

// The same commit can be the last of somebody else's pull request, from a fork and with a workflow of its own: what that one
// left was never seen by those who approved this one. Nor was what a label has made since the merge.
async function findRun(
  { call, platform }: GithubReader,
  root: string,
  { head, branch, mergedAt }: Merged,
  workflow: string,
): Promise<Run | undefined> {
  const query = `head_sha=${encodeURIComponent(head)}&event=pull_request&per_page=100`;
  const answer = await call('GET', `${root}/actions/runs?${query}`);
  const runs = isRecord(answer) ? answer['workflow_runs'] : undefined;
  if (!Array.isArray(runs)) throw garbled(platform, 'the list of runs');
  const ours = runs.flatMap((run: unknown) => {
    if (!isRecord(run) || typeof run['id'] !== 'number') return [];
    // "path@ref" where the workflow is somebody else's.
    const path = textOf(run['path']).split('@')[0];
    const from = nameBranch(run['head_repository'], run['head_branch']);
    const isOurs = path === workflow && run['head_sha'] === head && from === branch;
    const created = textOf(run['created_at']);
    if (!isOurs || created === '' || created > mergedAt) return [];
    return [{ id: run['id'], isFinished: run['status'] === 'completed' }];
  });
  return ours.toSorted((one, other) => one.id - other.id).at(-1);
}

/** A fork that was deleted since has no name in either answer. */
function nameBranch(repository: unknown, branch: unknown): string {
  return `${isRecord(repository) ? textOf(repository['full_name']) : ''}:${textOf(branch)}`;
}

async function lookForArtifact(
  { call, platform }: GithubReader,
  root: string,
  run: number,
  name: string,
): Promise<'kept' | 'expired' | 'missing'> {
  const answer = await call('GET', `${root}/actions/runs/${run}/artifacts?name=${encodeURIComponent(name)}`);
  const artifacts = isRecord(answer) ? answer['artifacts'] : undefined;
  if (!Array.isArray(artifacts)) throw garbled(platform, 'the list of artifacts');
  const named = artifacts.filter((one: unknown) => isRecord(one) && one['name'] === name);
  if (named.some((one: unknown) => isRecord(one) && one['expired'] === false)) return 'kept';
  return named.length === 0 ? 'missing' : 'expired';
}

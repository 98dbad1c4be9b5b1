// Finds where a platform shows the files of a pull request's newest commit, for its comment: as pictures, or as links if from a fork.
import type { Context } from '../../opening/context.ts';
import { guessPlatform, isSet, readEventRequest } from './ci-platform.ts';
import { valueAt } from '../../is-map.ts';

export interface HeadCommit {
  /** 40 or 64 hex digits. */
  readonly id: string;
  /** Readers of the pull request may have no right to read a fork, so a picture from there might not be shown. */
  readonly isFork: boolean;
  /** `path` is relative to the repository's root, with forward slashes. */
  addressOf(path: string): string;
}

/** Undefined outside the jobs of a pull request. */
export async function findHeadCommit({ env }: Context): Promise<HeadCommit | undefined> {
  return guessPlatform(env) === 'gitlab' ? readGitlabHead(env) : readGithubHead(env);
}

async function readGithubHead(env: Context['env']): Promise<HeadCommit | undefined> {
  const request = await readEventRequest(env['GITHUB_EVENT_PATH']);
  const commit = readCommit(valueAt(request, 'head', 'sha'));
  const repository = valueAt(request, 'head', 'repo', 'full_name');
  if (commit === undefined || typeof repository !== 'string') return undefined;
  const isFork = repository !== env['GITHUB_REPOSITORY'];
  // Relative to the page of the pull request: GitHub shows such a picture to those who may read the repository, and to nobody else.
  const place = isFork ? `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${repository}` : '..';
  const end = isFork ? '' : '?raw=true';
  return { id: commit, isFork, addressOf: (path) => `${place}/blob/${commit}/${encodePath(path)}${end}` };
}

function readGitlabHead(env: Context['env']): HeadCommit | undefined {
  // In a pipeline of merged results, the job's own commit is one that nobody has pushed.
  const told = env['CI_MERGE_REQUEST_SOURCE_BRANCH_SHA'];
  const commit = readCommit(isSet(told) ? told : env['CI_COMMIT_SHA']);
  const project = env['CI_MERGE_REQUEST_SOURCE_PROJECT_URL'] ?? env['CI_PROJECT_URL'];
  if (commit === undefined || !isSet(project) || !isSet(env['CI_MERGE_REQUEST_IID'])) return undefined;
  const isFork = env['CI_MERGE_REQUEST_SOURCE_PROJECT_ID'] !== env['CI_MERGE_REQUEST_PROJECT_ID'];
  const kind = isFork ? 'blob' : 'raw';
  return { id: commit, isFork, addressOf: (path) => `${project}/-/${kind}/${commit}/${encodePath(path)}` };
}

function readCommit(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\da-f]{40,64}$/v.test(value) ? value : undefined;
}

/** Also encodes characters that have a meaning in Markdown. */
function encodePath(path: string): string {
  return path
    .split('/')
    .map((part) =>
      encodeURIComponent(part).replaceAll(
        /[!'\(\)*_~]/gv,
        (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
}

// The comments ("notes") of a merge request on GitLab.
import { makeCall } from './call.ts';
import { connectForge, type ForgeConnection } from './connect.ts';
import type { ForgeAccess } from './forge-access.ts';
import {
  commentAdvice,
  longestBodies,
  textOf,
  type Call,
  type Comment,
  type CommentForge,
  type PullRequest,
} from './forge.ts';
import { isMap } from '../is-map.ts';
import { garbled } from './garbled.ts';
import type { Circumstances } from './judge-reply.ts';
import { readPages } from './pages.ts';

const platform = 'GitLab';
const apiVariable = 'CI_API_V4_URL';

export function openGitlab(access: ForgeAccess, { repository, number }: PullRequest): CommentForge {
  const { call, connection } = openCall(access, `merge request ${number} of project ${repository}`);
  const notes = `/projects/${encodeURIComponent(repository)}/merge_requests/${number}/notes`;
  return {
    longest: longestBodies.gitlab,
    author: () => readAuthor(call),
    async *comments() {
      const path = `${notes}?order_by=created_at&sort=asc`;
      for await (const item of readPages(call, { platform, path, what: 'the list of notes' })) yield readNote(item);
    },
    create: async (body) => addressOf(await call('POST', notes, { body })),
    update: async (id, body) => addressOf(await call('PUT', `${notes}/${id}`, { body })),
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}

/** The number of the merge request that was merged by this commit. Undefined if there is none. */
export async function findMergedRequest(
  access: ForgeAccess,
  { repository, commit }: { readonly repository: string; readonly commit: string },
): Promise<number | undefined> {
  const { call, connection } = openCall(access, `project ${repository}`);
  await using _open = connection;
  const path = `/projects/${encodeURIComponent(repository)}/repository/commits/${encodeURIComponent(commit)}/merge_requests`;
  for await (const item of readPages(call, { platform, path, what: 'the list of merge requests' })) {
    if (!isMap(item)) throw garbled(platform, 'the list of merge requests');
    const { iid, state, merge_commit_sha: merge, squash_commit_sha: squash, sha } = item;
    // A commit can belong to several merge requests: only the merge itself counts, whatever kind of merge it was.
    if (state === 'merged' && typeof iid === 'number' && [merge, squash, sha].includes(commit)) return iid;
  }
  return undefined;
}

function openCall(
  { api, token, userAgent, env, waiting, timeouts }: ForgeAccess,
  about: string,
): { readonly call: Call; readonly connection: ForgeConnection } {
  const connection = connectForge({
    platform,
    apiVariable,
    api,
    env,
    headers: { accept: 'application/json', 'private-token': token, 'user-agent': userAgent },
    ...(timeouts === undefined ? {} : { timeouts }),
  });
  const at: Circumstances = {
    platform,
    apiVariable,
    token,
    ...commentAdvice,
    variable: 'GITLAB_TOKEN',
    about,
    right:
      'Take a project access token with the scope `api` and the role Reporter. The job token of CI cannot comment.',
  };
  return { call: makeCall(connection, at, waiting), connection };
}

// Project access tokens are accounts ("project_7_bot_..."), and `GET /user` answers for them.
async function readAuthor(call: Call): Promise<string> {
  const user = await call('GET', '/user');
  if (!isMap(user) || typeof user['id'] !== 'number') throw garbled(platform, 'the account that the token speaks for');
  return String(user['id']);
}

function readNote(item: unknown): Comment {
  const author = isMap(item) ? item['author'] : undefined;
  if (!isMap(item) || typeof item['id'] !== 'number') throw garbled(platform, 'the list of notes');
  return {
    id: item['id'],
    author: isMap(author) ? String(author['id']) : '',
    body: textOf(item['body']),
    // Notes come without an address.
    url: '',
  };
}

function addressOf(answer: unknown): string {
  if (!isMap(answer) || typeof answer['id'] !== 'number') throw garbled(platform, 'the note');
  return '';
}

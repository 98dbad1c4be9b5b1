// The comments ("notes") of a merge request on GitLab.
import { makeCall } from './call.ts';
import { connectForge } from './connect.ts';
import type { ForgeAccess } from './forge-access.ts';
import { isRecord, textOf, type Call, type Comment, type CommentForge, type PullRequest } from './forge.ts';
import { garbled } from './garbled.ts';
import { readPages } from './pages.ts';

const platform = 'GitLab';

/** GitLab's page "Instance limits": a note holds 1,000,000 characters. */
const longest = 1_000_000;

export function openGitlab(access: ForgeAccess, { repository, number }: PullRequest): CommentForge {
  const { api, token, userAgent, env, waiting, timeouts } = access;
  const connection = connectForge({
    platform,
    api,
    env,
    headers: { accept: 'application/json', 'private-token': token, 'user-agent': userAgent },
    ...(timeouts === undefined ? {} : { timeouts }),
  });
  const at = {
    platform,
    token,
    variable: 'GITLAB_TOKEN',
    about: `merge request ${number} of project ${repository}`,
    right:
      'Take a project access token with the scope `api` and the role Reporter. The job token of CI cannot comment.',
  };
  const call = makeCall(connection, at, waiting);
  const notes = `/projects/${encodeURIComponent(repository)}/merge_requests/${number}/notes`;
  return {
    longest,
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

// Project access tokens are accounts ("project_7_bot_..."), and `GET /user` answers for them.
async function readAuthor(call: Call): Promise<string> {
  const user = await call('GET', '/user');
  if (!isRecord(user) || typeof user['id'] !== 'number')
    throw garbled(platform, 'the account that the token speaks for');
  return String(user['id']);
}

function readNote(item: unknown): Comment {
  const author = isRecord(item) ? item['author'] : undefined;
  if (!isRecord(item) || typeof item['id'] !== 'number') throw garbled(platform, 'the list of notes');
  return {
    id: item['id'],
    author: isRecord(author) ? String(author['id']) : '',
    body: textOf(item['body']),
    // Notes come without an address.
    url: '',
  };
}

function addressOf(answer: unknown): string {
  if (!isRecord(answer) || typeof answer['id'] !== 'number') throw garbled(platform, 'the note');
  return '';
}

// The comments of a pull request on GitHub, and access to the API for questions about a repository.
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

export interface GithubAccess extends ForgeAccess {
  /** The variable that the token came from, for messages. */
  readonly variable: string;
}

const platform = 'GitHub';
const apiVariable = 'GITHUB_API_URL';

const commentRight =
  'Give the job `permissions: pull-requests: write`. For a pull request from a fork the token can only read: leave the comment out there.';
const readRight =
  'Give the job `permissions: actions: read, contents: read, pull-requests: read`, and nothing to write.';
const readAdvice = { check: 'GITHUB_REPOSITORY and the commit', again: 'Run this job again later.' };

export function openGithub(access: GithubAccess, { repository, number }: PullRequest): CommentForge {
  const about = `pull request ${number} of ${repository}`;
  const { call, connection } = openCall(access, { about, right: commentRight, ...commentAdvice });
  const comments = `/repos/${encodePath(repository)}/issues`;
  return {
    longest: longestBodies.github,
    author: () => readViewer(call, access.api),
    async *comments() {
      const path = `${comments}/${number}/comments`;
      for await (const item of readPages(call, { platform, path, what: 'the list of comments' }))
        yield readComment(item);
    },
    create: async (body) => addressOf(await call('POST', `${comments}/${number}/comments`, { body })),
    update: async (id, body) => addressOf(await call('PATCH', `${comments}/comments/${id}`, { body })),
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}

export interface GithubReader extends AsyncDisposable {
  readonly call: Call;
  readonly platform: string;
}

/** Opens the API for questions about `repository` that need no right to write. */
export function openGithubReader(access: GithubAccess, repository: string): GithubReader {
  const { call, connection } = openCall(access, { about: `repository ${repository}`, right: readRight, ...readAdvice });
  return { call, platform, [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose]() };
}

function openCall(
  { api, token, variable, userAgent, env, waiting, timeouts }: GithubAccess,
  at: Pick<Circumstances, 'about' | 'right' | 'check' | 'again'>,
): { readonly call: Call; readonly connection: ForgeConnection } {
  const connection = connectForge({
    platform,
    apiVariable,
    api,
    env,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'user-agent': userAgent,
      'x-github-api-version': '2022-11-28',
    },
    ...(timeouts === undefined ? {} : { timeouts }),
  });
  return { call: makeCall(connection, { platform, apiVariable, variable, token, ...at }, waiting), connection };
}

/** Encodes "owner/name" as a part of an address, whatever is in it. */
export function encodePath(repository: string): string {
  return repository.split('/').map(encodeURIComponent).join('/');
}

// `GET /user` refuses the tokens of apps, such as that of Actions ("Resource not accessible by integration"). GraphQL's `viewer`
// answers for every kind of token, with the login that comments have in the REST API, "[bot]" included.
async function readViewer(call: Call, api: string): Promise<string> {
  const path = /\/v3\/?$/v.test(api) ? '/../graphql' : '/graphql';
  const answer = await call('POST', path, { query: '{ viewer { login } }' });
  const data = isMap(answer) ? answer['data'] : undefined;
  const viewer = isMap(data) ? data['viewer'] : undefined;
  const login = isMap(viewer) ? textOf(viewer['login']) : '';
  if (login === '') throw garbled(platform, 'the account that the token speaks for');
  return login;
}

function readComment(item: unknown): Comment {
  const user = isMap(item) ? item['user'] : undefined;
  if (!isMap(item) || typeof item['id'] !== 'number') throw garbled(platform, 'the list of comments');
  return {
    id: item['id'],
    // Null for an account that was deleted.
    author: isMap(user) ? textOf(user['login']) : '',
    body: textOf(item['body']),
    url: textOf(item['html_url']),
  };
}

function addressOf(answer: unknown): string {
  if (!isMap(answer) || typeof answer['id'] !== 'number') throw garbled(platform, 'the comment');
  return textOf(answer['html_url']);
}

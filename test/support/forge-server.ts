// A local server with the parts of GitHub's and GitLab's APIs that `ci` uses for comments.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Asked {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface Said {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is. */
  readonly body?: unknown;
}

interface StoredComment {
  readonly id: number;
  readonly author: string;
  /** The pull request that the comment belongs to. */
  readonly pull: number;
  body: string;
}

interface Account {
  readonly login: string;
  readonly mayWrite: boolean;
}

export interface ForgeServer extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly comments: StoredComment[];
  /** Accounts by token. Any other token gets 401. */
  readonly accounts: Map<string, Account>;
  /** Pull requests and runs, as GitHub's API returns them. */
  readonly pulls: Record<string, unknown>[];
  readonly runs: Record<string, unknown>[];
  /** Labels that were set and removed, by pull request, as GitHub's API returns them. */
  readonly events: Map<number, Record<string, unknown>[]>;
  /** Artifacts by run. */
  readonly artifacts: Map<number, { name: string; expired: boolean }[]>;
  add(author: string, body: string, pull?: number): StoredComment;
  /** Called first for each request; undefined means the usual answer. A promise that never resolves plays a slow server. */
  interfere?: (asked: Asked) => Said | Promise<Said> | undefined;
}

export const repository = 'acme/shop';
export const token = 'ghs_a-token-that-nobody-may-see';
export const bot = 'github-actions[bot]';

export async function startForge(): Promise<ForgeServer> {
  const asked: Asked[] = [];
  const comments: StoredComment[] = [];
  const server = createServer((request, response) => void serve(request, response));
  const forge: ForgeServer = {
    url: '',
    asked,
    comments,
    accounts: new Map([[token, { login: bot, mayWrite: true }]]),
    pulls: [],
    runs: [],
    events: new Map(),
    artifacts: new Map(),
    add: (author, body, pull = 7) => {
      const comment = { id: 1000 + comments.length, author, body, pull };
      comments.push(comment);
      return comment;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const sent = await text(request);
    const body: unknown = sent === '' ? undefined : JSON.parse(sent);
    const one: Asked = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    asked.push(one);
    const said = (await forge.interfere?.(one)) ?? answer(forge, one);
    response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers });
    response.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body ?? {}));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(forge, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

/** Answers as the platforms' references say: 401 without a valid token, 403 for a write without the right to it. */
function answer(forge: ForgeServer, asked: Asked): Said {
  const { authorization = '', 'private-token': secret = '' } = asked.headers;
  const account = forge.accounts.get(String(secret) || authorization.replace('Bearer ', ''));
  if (account === undefined) return { status: 401, body: { message: 'Bad credentials' } };
  const url = new URL(asked.path, forge.url);
  if (url.pathname === '/graphql') return { status: 200, body: { data: { viewer: { login: account.login } } } };
  if (url.pathname === '/user') return { status: 200, body: { id: idOf(account.login) } };
  if (asked.method !== 'GET' && !account.mayWrite)
    return { status: 403, body: { message: 'Resource not accessible by integration' } };
  return answerAboutRuns(forge, url) ?? answerAboutComments(forge, asked, url, account);
}

const listOf = /^(?:\/repos\/acme\/shop\/issues|\/projects\/42\/merge_requests)\/(\d+)\/(?:comments|notes)$/v;
const oneOf = /^(?:\/repos\/acme\/shop\/issues\/comments|\/projects\/42\/merge_requests\/\d+\/notes)\/(\d+)$/v;

function answerAboutComments(forge: ForgeServer, asked: Asked, url: URL, { login }: Account): Said {
  const words = (asked.body ?? {}) as { body?: string };
  const [, pull] = listOf.exec(url.pathname) ?? [];
  if (pull !== undefined && asked.method === 'GET') {
    const all = forge.comments.filter((comment) => comment.pull === Number(pull));
    return { status: 200, body: pageOf(all, url).map((comment) => show(comment)) };
  }
  if (pull !== undefined && asked.method === 'POST')
    return { status: 201, body: show(forge.add(login, words.body ?? '', Number(pull))) };
  const [, id] = oneOf.exec(url.pathname) ?? [];
  const found = forge.comments.find((comment) => comment.id === Number(id));
  if (found === undefined || !['PATCH', 'PUT'].includes(asked.method))
    return { status: 404, body: { message: 'Not Found' } };
  found.body = words.body ?? '';
  return { status: 200, body: show(found) };
}

function answerAboutRuns(forge: ForgeServer, url: URL): Said | undefined {
  const { pathname, searchParams } = url;
  const [, merged] = /^\/projects\/42\/repository\/commits\/(\w+)\/merge_requests$/v.exec(pathname) ?? [];
  if (merged !== undefined) {
    const ours = forge.pulls.filter((pull) => pull['commits_of'] === merged);
    return { status: 200, body: ours.map(({ number, ...pull }) => ({ iid: number, state: 'merged', ...pull })) };
  }
  if (/^\/repos\/acme\/shop\/commits\/\w+\/pulls$/v.test(pathname)) {
    const commit = pathname.split('/').at(-2);
    return {
      status: 200,
      body: pageOf(
        forge.pulls.filter((pull) => pull['commits_of'] === commit),
        url,
      ),
    };
  }
  const [, pull] = /^\/repos\/acme\/shop\/issues\/(\d+)\/events$/v.exec(pathname) ?? [];
  if (pull !== undefined) return { status: 200, body: pageOf(forge.events.get(Number(pull)) ?? [], url) };
  if (pathname === '/repos/acme/shop/actions/runs') {
    const runs = forge.runs.filter((run) => run['head_sha'] === searchParams.get('head_sha'));
    return { status: 200, body: { total_count: runs.length, workflow_runs: pageOf(runs, url) } };
  }
  const [, run] = /^\/repos\/acme\/shop\/actions\/runs\/(\d+)\/artifacts$/v.exec(pathname) ?? [];
  if (run === undefined) return undefined;
  const named = (forge.artifacts.get(Number(run)) ?? []).filter(({ name }) => name === searchParams.get('name'));
  return { status: 200, body: { total_count: named.length, artifacts: named } };
}

function pageOf<T>(all: readonly T[], { searchParams }: URL): readonly T[] {
  const size = Number(searchParams.get('per_page') ?? 30);
  const page = Number(searchParams.get('page') ?? 1);
  return all.slice((page - 1) * size, page * size);
}

/** Returns the comment with the keys of both platforms. */
function show({ id, author, body, pull }: StoredComment): unknown {
  const html_url = `https://github.example/${repository}/pull/${pull}#issuecomment-${id}`;
  return { id, body, html_url, user: { login: author }, author: { id: idOf(author), username: author } };
}

function idOf(login: string): number {
  return Buffer.from(login).reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, 7);
}

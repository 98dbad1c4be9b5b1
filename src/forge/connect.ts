// The connection to a platform: https only except on loopback, one host, and the token in one header and nowhere else.
import { Pool, type Dispatcher } from 'undici';
import { exitCodes, refuse } from '../errors.ts';
import { createProxyAgent } from '../proxy-agent.ts';
import { isLoopbackHost, judgeWay } from '../way-to-host.ts';
import { tryParseJson } from '../try-parse-json.ts';

/** Milliseconds. */
interface Timeouts {
  readonly connect: number;
  readonly total: number;
}

export type ApiVariable = 'GITHUB_API_URL' | 'CI_API_V4_URL';

export interface ConnectOptions {
  /** "GitHub", for messages. */
  readonly platform: string;
  /** The variable that holds the API's address. */
  readonly apiVariable: ApiVariable;
  /** The API's address: "https://api.github.com", "https://gitlab.example/api/v4". */
  readonly api: string;
  /** Including the header with the token. */
  readonly headers: Readonly<Record<string, string>>;
  /** Environment variables, which name the proxies. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeouts?: Timeouts;
}

export interface ForgeReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Undefined if the body is not JSON. */
  readonly json: unknown;
}

/** An exchange that got no reply. */
export interface FailedExchange {
  /** "api.github.com" */
  readonly host: string;
  readonly error: unknown;
  /** The longest time to wait for an answer, in milliseconds. */
  readonly limit: number;
}

export interface ForgeConnection extends AsyncDisposable {
  /** `path` is appended to the API's address. Throws a Refusal if the token would be sent elsewhere. */
  exchange(method: Dispatcher.HttpMethod, path: string, body?: unknown): Promise<ForgeReply | FailedExchange>;
}

/**
 * GitHub ends a request by itself after ten seconds, and these requests are small. A GET without an answer is tried twice, and each minute
 * of a CI job costs money.
 */
const usualTimeouts: Timeouts = { connect: 10_000, total: 20_000 };
const redirects: readonly number[] = [301, 302, 307, 308];
const mostRedirects = 3;
const largestReply = 16 * 1024 * 1024;

/** Throws a Refusal (exit 3) for an address that the token must not be sent to. */
export function connectForge(options: ConnectOptions): ForgeConnection {
  const { headers, timeouts = usualTimeouts } = options;
  const base = readAddress(options);
  const dispatcher = openDispatcher(base, options.env, timeouts);
  const request = async (
    method: Dispatcher.HttpMethod,
    url: URL,
    body: unknown,
  ): Promise<ForgeReply | FailedExchange> => {
    try {
      const response = await dispatcher.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeouts.total),
      });
      return { status: response.statusCode, headers: response.headers, json: tryParseJson(await response.body.text()) };
    } catch (error) {
      return { host: base.host, error, limit: timeouts.total };
    }
  };
  return {
    async exchange(method, path, body) {
      let url = new URL(base.pathname.replace(/\/$/v, '') + path, base.origin);
      for (let hops = 0; ; hops += 1) {
        const reply = await request(method, url, body);
        if ('error' in reply || !redirects.includes(reply.status)) return reply;
        url = followWithin(options, url, reply, hops);
      }
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}

function readAddress({ platform, apiVariable, api }: ConnectOptions): URL {
  const url = URL.canParse(api) ? new URL(api) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname));
  if (url !== undefined && isSafe && url.username === '' && url.password === '' && url.search === '' && url.hash === '')
    return url;
  throw refuse(
    exitCodes.invalidInput,
    'PP515',
    `the address of ${platform}'s API is not one that a token may be sent to`,
    `Expected https://HOST/PATH in ${apiVariable}; http:// is for this machine only.`,
  );
}

// A renamed repository is redirected on the same host. The token is not sent to any other host.
function followWithin({ platform, apiVariable }: ConnectOptions, from: URL, reply: ForgeReply, hops: number): URL {
  const location = reply.headers['location'];
  const target =
    typeof location === 'string' && URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  if (target !== undefined && target.origin === from.origin && hops < mostRedirects) return target;
  throw refuse(
    exitCodes.invalidInput,
    'PP515',
    hops < mostRedirects
      ? `${platform} leads from ${from.host} to another host, and the token is not sent there`
      : `${platform} leads in circles`,
    `Set ${apiVariable} to the host that answers, and use the repository's present name.`,
  );
}

function openDispatcher(base: URL, env: ConnectOptions['env'], timeouts: Timeouts): Dispatcher {
  const options = { connectTimeout: timeouts.connect, maxResponseSize: largestReply };
  if (isLoopbackHost(base.hostname)) return new Pool(base.origin, options);
  const unsafe = judgeWay(env, base.host);
  if (unsafe !== undefined)
    throw refuse(exitCodes.invalidInput, 'PP515', `${unsafe.what}, so no token is sent there`, unsafe.help);
  return createProxyAgent(env, options);
}

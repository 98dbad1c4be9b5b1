// The connection to the vendor: one POST at a time per socket, and for each failure whether a byte of the request was written.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { buildConnector, Pool, type Dispatcher } from 'undici';
import type { Clock } from '../delivery/clock.ts';
import { isMap } from '../is-map.ts';
import { exitCodes, refuse } from '../errors.ts';
import { createProxyAgent } from '../proxy-agent.ts';
import { isLoopbackHost, judgeWay } from '../way-to-host.ts';
import type { Reply } from './answer.ts';
import { ask, type Limits } from './ask.ts';
import { decodeBody, longestBody } from './decode-body.ts';
import { droppingInterim } from './drop-interim.ts';
import { nameOfError } from '../wire-errors.ts';
import { FreshSockets, longestIdle } from './fresh-sockets.ts';
import { defaultTimeouts, type Timeouts } from './timeouts.ts';

export interface ConnectionOptions {
  /** Scheme, host and port: "https://mobile.useinsider.com". */
  readonly endpoint: string;
  readonly userAgent: string;
  /** Environment variables: proxies and TLS follow them. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Detects pauses, after which no old socket is reused. */
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly timeouts?: Partial<Timeouts>;
}

export type Exchange =
  | { readonly kind: 'replied'; readonly reply: Reply }
  /** `isWritten` is false only if no byte of this request was written. */
  | { readonly kind: 'failed'; readonly isWritten: boolean; readonly status: number | null; readonly error: string };

export interface Connection extends AsyncDisposable {
  /** Posts JSON to a path. Never throws for a network error. A buffer belongs to the request from then on and must not be sent twice. */
  post(
    path: string,
    json: string | Buffer,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
    beginWithin?: Limits['beginWithin'],
  ): Promise<Exchange>;
  /** For requests that can be repeated without harm. */
  get(path: string, signal: AbortSignal): Promise<Exchange>;
}

/** The undici channel that reports a request right before it is written. Measured over 28 faults: absent exactly when nothing was delivered. */
const sendHeaders = 'undici:client:sendHeaders';

/** Opens a connection. Throws a refusal if the environment makes it unsafe or names an invalid proxy. */
export function openConnection(options: ConnectionOptions): Connection {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const { origin } = new URL(options.endpoint);
  const sockets = new FreshSockets(() => openDispatcher(origin, options.env, timeouts), options.clock);
  const written = new WeakSet();
  const noteWritten = (message: unknown): void => {
    const request = isMap(message) ? message['request'] : undefined;
    const body = typeof request === 'object' && request !== null && 'body' in request ? request.body : undefined;
    if (typeof body === 'object' && body !== null) written.add(body);
  };
  subscribe(sendHeaders, noteWritten);
  return {
    async post(path, json, headers, signal, beginWithin) {
      // The buffer also identifies the request: undici passes this object to the channel.
      const body = typeof json === 'string' ? Buffer.from(json) : json;
      const request = {
        origin,
        path,
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'accept-encoding': 'identity',
          'user-agent': options.userAgent,
          ...headers,
        },
      } as const;
      const limits = { signal, total: timeouts.total, beginWithin };
      const ended = await exchange(sockets.take(), request, limits, {
        isWritten: () => written.has(body),
        clock: options.clock,
      });
      sockets.noteUse();
      return ended;
    },
    async get(path, signal) {
      const headers = { 'accept-encoding': 'identity', 'user-agent': options.userAgent };
      const limits = { signal, total: timeouts.total };
      const told = { isWritten: () => true, clock: options.clock };
      const ended = await exchange(sockets.take(), { origin, path, method: 'GET', headers }, limits, told);
      sockets.noteUse();
      return ended;
    },
    async [Symbol.asyncDispose]() {
      unsubscribe(sendHeaders, noteWritten);
      await sockets[Symbol.asyncDispose]();
    },
  };
}

async function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  limits: Limits,
  { isWritten, clock }: { readonly isWritten: () => boolean; readonly clock: Pick<Clock, 'now' | 'monotonic'> },
): Promise<Exchange> {
  let heard: number | null = null;
  try {
    const { status, headers, body } = await ask(dispatcher, request, { ...limits, clock }, (first) => {
      heard = first;
    });
    const text = decodeBody(body, headers['content-encoding']);
    return { kind: 'replied', reply: { status, headers, text, at: clock.now() } };
  } catch (error) {
    // If there was a status, the request was written, even if the channel did not report it.
    return { kind: 'failed', isWritten: heard !== null || isWritten(), status: heard, error: nameOfError(error) };
  }
}

function openDispatcher(origin: string, env: ConnectionOptions['env'], timeouts: Timeouts): Dispatcher {
  const tls = { minVersion: 'TLSv1.2', timeout: timeouts.connect, allowH2: false } as const;
  const options = {
    connect: buildConnector(tls),
    connectTimeout: timeouts.connect,
    allowH2: false,
    pipelining: 1,
    // Shorter than any server's timeout, so that no request uses a socket that is being closed.
    keepAliveTimeout: longestIdle,
    keepAliveMaxTimeout: longestIdle,
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.body,
    maxResponseSize: longestBody,
  };
  if (isLoopbackHost(new URL(origin).hostname)) return openPool(origin, options);
  const unsafe = judgeWay(env, origin);
  if (unsafe !== undefined)
    throw refuse(exitCodes.invalidInput, 'PP155', `${unsafe.what}, so nothing is sent there.`, unsafe.help);
  return createProxyAgent(env, { ...options, requestTls: tls, factory: openPool });
}

function openPool(origin: string | URL, options: object): Pool {
  const { connect, ...others }: Pool.Options = options;
  // The connector from above or, through a proxy, that of the proxy's tunnel.
  return new Pool(origin, { ...others, ...(typeof connect === 'function' && { connect: droppingInterim(connect) }) });
}

// Downloads one object of a server as a stream. It resumes after a broken connection, refuses an object that has changed since, and limits the size.
import { formatCount } from '../../numbers.ts';
import { createHash, type Hash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { exitCodes, Refusal } from '../../errors.ts';
import { ExpectedDigest, judgeDigest } from './expected-digest.ts';
import { nameOfError, tellFailure } from '../../wire-errors.ts';
import { openHttp } from './http-dispatcher.ts';
import { judgeHead, type ObjectHead } from './object-head.ts';
import type { SourceWorld } from '../source.ts';
import { refuseSource, type NamedPlace } from '../source-refusal.ts';

export interface DownloadOrder extends Pick<SourceWorld, 'env' | 'progress' | 'signal'> {
  readonly source: NamedPlace;
  readonly url: URL;
  /** Makes the headers of each request, since a signature covers them. */
  readonly headersFor: (method: 'GET', url: URL, headers: Headers) => Promise<Headers>;
  readonly maxBytes: number;
  /** The most milliseconds for the whole download. */
  readonly timeout: number;
  /** The SHA-256 that the bytes must have, if it is known. */
  readonly sha256?: string | undefined;
}

/** The most milliseconds without a byte from the server. */
const longestSilence = 60_000;
const mostRedirects = 3;
/** How often in a row a download is resumed without receiving a byte. */
const mostCuts = 5;

export async function* downloadObject(order: DownloadOrder): AsyncGenerator<Uint8Array, undefined> {
  const { source, url, env, timeout } = order;
  const dispatcher = openHttp(source, url, env, Math.min(timeout, longestSilence));
  const signal = AbortSignal.any([AbortSignal.timeout(timeout), ...(order.signal === undefined ? [] : [order.signal])]);
  try {
    yield* streamObject(order, { dispatcher, signal });
  } finally {
    await dispatcher.destroy();
  }
  return undefined;
}

interface Wire {
  readonly dispatcher: Dispatcher;
  readonly signal: AbortSignal;
}

/** What was received so far, over all connections. */
interface Taken {
  readonly first: ObjectHead;
  size: number;
  /** The number of breaks in a row without a byte between them. */
  cuts: number;
}

async function* streamObject(order: DownloadOrder, wire: Wire): AsyncGenerator<Uint8Array> {
  const { source, maxBytes, progress } = order;
  const sum = createHash('sha256');
  let { head, body } = await open(order, wire);
  const taken: Taken = { first: head, size: 0, cuts: 0 };
  const { total = 0 } = head;
  if (total > maxBytes) {
    body.destroy();
    throw refuseLarge(source, maxBytes);
  }
  if (total > 0) progress.expect(total);
  while (!(yield* takeBody(order, wire, taken, body, sum))) ({ head, body } = await open(order, wire, taken));
  if (head.total !== undefined && taken.size !== head.total)
    throw refuseBroken(order, undefined, taken.size, wire.signal);
  judgeDigest(source, sum.digest(), new ExpectedDigest(order.sha256, taken.first.headers));
}

/** Returns true if the body is complete, or false if the connection broke and the download can resume. */
async function* takeBody(
  order: DownloadOrder,
  { signal }: Wire,
  taken: Taken,
  body: Dispatcher.ResponseData['body'],
  sum: Hash,
): AsyncGenerator<Uint8Array, boolean> {
  const { source, maxBytes } = order;
  const before = taken.size;
  try {
    for await (const bytes of bytesOf(body)) {
      taken.size += bytes.length;
      if (taken.size > maxBytes) throw refuseLarge(source, maxBytes);
      sum.update(bytes);
      yield bytes;
    }
    return true;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    taken.cuts = taken.size > before ? 1 : taken.cuts + 1;
    const isOver = signal.aborted || isSilence(error) || taken.cuts > mostCuts || taken.first.validator === undefined;
    if (isOver) throw refuseBroken(order, error, taken.size, signal);
    return false;
  }
}

async function* bytesOf(body: Dispatcher.ResponseData['body']): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a body that is no bytes');
    yield chunk;
  }
}

interface OpenedObject {
  readonly head: ObjectHead;
  readonly body: Dispatcher.ResponseData['body'];
}

/** Requests the object, or after a break the rest of the same object. */
async function open(order: DownloadOrder, wire: Wire, taken?: Taken): Promise<OpenedObject> {
  const { source, headersFor } = order;
  let { url } = order;
  for (let hops = 0; ; hops += 1) {
    const asked = new Headers({ 'accept-encoding': 'identity' });
    if (taken?.first.validator !== undefined) {
      asked.set('range', `bytes=${taken.size}-`);
      asked.set('if-range', taken.first.validator);
    }
    const headers = Object.fromEntries(await headersFor('GET', url, asked));
    const response = await ask(order, wire, { url, headers, taken });
    const verdict = await judgeHead(source, url, response, taken && { ...taken.first, offset: taken.size });
    if (verdict.kind === 'found') return { head: verdict.head, body: response.body };
    if (hops >= mostRedirects) throw refuseRedirect(source, 'leads in circles');
    if (verdict.to.origin !== order.url.origin)
      throw refuseRedirect(source, `leads to another host, ${verdict.to.host}`);
    url = verdict.to;
  }
}

interface Asked {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly taken: Taken | undefined;
}

async function ask(
  order: DownloadOrder,
  { dispatcher, signal }: Wire,
  { url, headers, taken }: Asked,
): Promise<Dispatcher.ResponseData> {
  const path = url.pathname + url.search;
  try {
    return await dispatcher.request({ origin: url.origin, path, method: 'GET', headers, signal });
  } catch (error) {
    if (taken === undefined && !signal.aborted) throw refuseUnreachable(order.source, url, error);
    throw refuseBroken(order, error, taken?.size ?? 0, signal);
  }
}

function refuseRedirect(source: NamedPlace, what: string): Refusal {
  const help = 'Name the server that has the object. Keys and headers for one host are never sent to another.';
  return refuseSource(source, { code: 'PP285', what, help });
}

function refuseLarge(source: NamedPlace, maxBytes: number): Refusal {
  const allowed = `${(maxBytes / 1_000_000).toLocaleString('en')} MB`;
  return refuseSource(source, {
    code: 'PP289',
    exitCode: exitCodes.blocked,
    what: `gives more than ${allowed}, which is the most that is allowed`,
    help: 'Check whether it is the right object. If it is, raise max_size of the source.',
  });
}

function refuseUnreachable(source: NamedPlace, url: URL, error: unknown): Refusal {
  const { means, remedy } = tellFailure(error, {
    named: source.name === undefined ? 'data_store' : `the address of ${source.name} in pushplan.yaml`,
  });
  return refuseSource(source, {
    code: 'PP284',
    exitCode: exitCodes.unexpected,
    what: `cannot be reached at ${url.host}: ${means}`,
    help: `${remedy} What was fetched before stays.`,
  });
}

function refuseBroken(
  { source, timeout }: Pick<DownloadOrder, 'source' | 'timeout'>,
  error: unknown,
  size: number,
  signal: AbortSignal,
): Refusal {
  const came = `${formatCount(size)} bytes`;
  return refuseSource(source, {
    code: 'PP288',
    exitCode: exitCodes.unexpected,
    what: signal.aborted
      ? `had sent ${came} when its timeout of ${formatCount(timeout / 1000)} s was over`
      : `broke off (${error === undefined ? 'not all bytes came' : nameOfError(error)}) after ${came}`,
    help: `Fetch again later${source.name === undefined ? '' : ', or give the source a longer timeout'}. What was fetched before stays.`,
  });
}

function isSilence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'UND_ERR_BODY_TIMEOUT';
}

// One object of a server as it streams by: taken up again where it was cut, refused where it is another one by then, and never larger than allowed.
import { createHash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { exitCodes, Refusal } from '../errors.ts';
import { ExpectedDigest, judgeDigest } from './expected-digest.ts';
import { openHttp } from './http-dispatcher.ts';
import { judgeHead, type ObjectHead } from './object-head.ts';
import type { SourceWorld } from './source.ts';
import { refuseSource, type NamedPlace } from './source-refusal.ts';

export interface DownloadOrder extends Pick<SourceWorld, 'env' | 'progress'> {
  readonly source: NamedPlace;
  readonly url: URL;
  /** Of each request, since a signature is of its headers. */
  readonly headersFor: (method: 'GET', url: URL, headers: Headers) => Promise<Headers>;
  readonly maxBytes: number;
  /** How long all of it may take, in milliseconds. */
  readonly timeout: number;
  /** What its bytes must have, where that is known. */
  readonly sha256?: string | undefined;
}

/** How long a server may be silent. */
const longestSilence = 60_000;
const mostRedirects = 3;
/** How often a download is taken up again without a byte in between. */
const mostCuts = 5;

export async function* downloadObject(order: DownloadOrder): AsyncGenerator<Uint8Array, undefined> {
  const { source, url, env, timeout } = order;
  const dispatcher = openHttp(source, url, env, Math.min(timeout, longestSilence));
  const signal = AbortSignal.timeout(timeout);
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

async function* streamObject(order: DownloadOrder, wire: Wire): AsyncGenerator<Uint8Array> {
  const { source, maxBytes, progress } = order;
  const sum = createHash('sha256');
  let first: ObjectHead | undefined;
  let size = 0;
  for (let cuts = 0; ;) {
    const { head, body } = await open(order, wire, first, size);
    if (first === undefined && head.total !== undefined) progress.expect(head.total);
    first ??= head;
    if ((first.total ?? 0) > maxBytes) {
      body.destroy();
      throw refuseLarge(source, maxBytes);
    }
    const before = size;
    try {
      for await (const bytes of bytesOf(body)) {
        size += bytes.length;
        if (size > maxBytes) throw refuseLarge(source, maxBytes);
        sum.update(bytes);
        yield bytes;
      }
      break;
    } catch (error) {
      cuts = size > before ? 1 : cuts + 1;
      const isOver = wire.signal.aborted || isSilence(error) || cuts > mostCuts || first.validator === undefined;
      if (error instanceof Refusal) throw error;
      if (isOver) throw refuseBroken(source, error, size, wire.signal);
    }
  }
  if (first.total !== undefined && size !== first.total) {
    throw refuseBroken(source, new Error(`${size} of ${first.total} bytes came`), size, wire.signal);
  }
  judgeDigest(source, sum.digest(), new ExpectedDigest(order.sha256, first.headers));
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

/** From `offset` on, of the same object as before. */
async function open(
  order: DownloadOrder,
  wire: Wire,
  before: ObjectHead | undefined,
  offset: number,
): Promise<OpenedObject> {
  const { source, headersFor } = order;
  let { url } = order;
  for (let hops = 0; ; hops += 1) {
    const asked = new Headers({ 'accept-encoding': 'identity' });
    if (before?.validator !== undefined) {
      asked.set('range', `bytes=${offset}-`);
      asked.set('if-range', before.validator);
    }
    const headers = Object.fromEntries(await headersFor('GET', url, asked));
    const { dispatcher, signal } = wire;
    let response: Dispatcher.ResponseData;
    try {
      response = await dispatcher.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'GET',
        headers,
        signal,
      });
    } catch (error) {
      throw before === undefined && !signal.aborted
        ? refuseUnreachable(source, url, error)
        : refuseBroken(source, error, offset, signal);
    }
    const verdict = await judgeHead(source, url, response, before && { ...before, offset });
    if (verdict.kind === 'found') return { head: verdict.head, body: response.body };
    if (hops >= mostRedirects) throw refuseRedirect(source, 'leads in circles');
    if (verdict.to.origin !== order.url.origin)
      throw refuseRedirect(source, `leads to another host, ${verdict.to.host}`);
    url = verdict.to;
  }
}

function refuseRedirect(source: NamedPlace, what: string): Refusal {
  const help = 'Name the server that has the object. What is sent to one host goes to no other.';
  return refuseSource(source, { code: 'PP285', what, help });
}

function refuseLarge(source: NamedPlace, maxBytes: number): Refusal {
  const allowed = `${(maxBytes / 1_000_000).toLocaleString('en')} MB`;
  return refuseSource(source, {
    code: 'PP289',
    exitCode: exitCodes.blocked,
    what: `gives more than ${allowed}, which is all that may come`,
    help: 'See whether it is the right object. If it is, raise max_size of the source.',
  });
}

function refuseUnreachable(source: NamedPlace, url: URL, error: unknown): Refusal {
  return refuseSource(source, {
    code: 'PP284',
    exitCode: exitCodes.unexpected,
    what: `cannot be reached at ${url.host} (${nameOfFailure(error)})`,
    help: 'See that the server runs and may be reached from here. What was fetched before stays.',
  });
}

function refuseBroken(source: NamedPlace, error: unknown, size: number, signal: AbortSignal): Refusal {
  const came = `after ${size.toLocaleString('en')} bytes`;
  const why = signal.aborted ? 'took longer than its timeout' : `broke off (${nameOfFailure(error)})`;
  return refuseSource(source, {
    code: 'PP288',
    exitCode: exitCodes.unexpected,
    what: `${why} ${came}`,
    help: 'Fetch again later, or give the source a longer timeout. What was fetched before stays.',
  });
}

function isSilence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'UND_ERR_BODY_TIMEOUT';
}

/** A code, or what we say ourselves; never a message of others, which may quote what was sent. */
function nameOfFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error.cause !== undefined) return nameOfFailure(error.cause);
  return /^\d+ of \d+ bytes came$/v.test(error.message) ? error.message : error.name;
}

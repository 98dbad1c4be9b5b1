// Sends requests other than downloads to the bucket of `data_store`. Each is signed, and declares which statuses it accepts.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Dispatcher } from 'undici';
import { exitCodes, Refusal } from '../../errors.ts';
import type { DataStore } from '../../workspace/settings.ts';
import { refuseSource } from '../source-refusal.ts';
import type { SourceWorld } from '../source.ts';
import { emptySha256 } from './bucket-source.ts';
import { tellFailure } from '../../wire-errors.ts';
import { openHttp } from './http-dispatcher.ts';
import { judgeHead } from './object-head.ts';
import { addressOfObject, readBucketKeys, signRequest } from './sign-request.ts';

/** The content to upload: a file, or a short text. */
type StoreBody =
  | { readonly kind: 'file'; readonly path: string; readonly size: number; readonly sha256: string }
  | { readonly kind: 'text'; readonly text: string };

interface StoreRequest {
  readonly method: 'DELETE' | 'GET' | 'HEAD' | 'PUT';
  /** The name without the prefix of the store; empty for the bucket itself. */
  readonly name: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: StoreBody;
  /** The statuses that are returned. Any other throws a Refusal. */
  readonly accept: readonly number[];
}

interface StoreAnswer {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  /** The body of the answer, which is always short here. */
  readonly text: string;
}

export interface StoreWire extends AsyncDisposable {
  send(request: StoreRequest): Promise<StoreAnswer>;
}

/** Milliseconds in an hour, enough for a gigabyte over a slow connection. */
export const longestTransfer = 3_600_000;

const longestSilence = 60_000;

/** `again` is the advice after a failure. Throws a Refusal (exit 3) if the keys are not set. */
export function openStoreWire(store: DataStore, world: SourceWorld, again: string): StoreWire {
  const source = { at: store.at };
  const keys = readBucketKeys(source, world);
  const { region, prefix } = store;
  const origin = addressOfObject(store, '');
  const dispatcher = openHttp(source, origin, world.env, longestSilence);
  const send = async (request: StoreRequest): Promise<StoreAnswer> => {
    const { method, name, query = {}, body, accept } = request;
    const url = addressOfObject(store, name === '' ? '' : `${prefix}${name}`);
    url.search = writeQuery(query);
    const own = new Headers({ 'x-amz-content-sha256': digestOf(body) });
    const headers = Object.fromEntries(
      await signRequest({ method, url, headers: own, region, keys, now: world.time() }),
    );
    const response = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers: body === undefined ? headers : { ...headers, 'content-length': String(lengthOf(body)) },
      ...(body === undefined ? {} : { body: body.kind === 'file' ? createReadStream(body.path) : body.text }),
      signal: AbortSignal.timeout(longestTransfer),
    });
    if (accept.includes(response.statusCode)) {
      return { status: response.statusCode, headers: response.headers, text: await text(response.body) };
    }
    await judgeHead(source, url, response, undefined);
    const help = 'Check bucket, region and endpoint of data_store.';
    throw refuseSource(source, { code: 'PP285', what: 'leads elsewhere', help });
  };
  return {
    send: async (request) => {
      try {
        return await send(request);
      } catch (error) {
        if (error instanceof Refusal) throw error;
        const { means, remedy } = tellFailure(error, { named: 'data_store' });
        throw refuseSource(source, {
          code: 'PP284',
          exitCode: exitCodes.unexpected,
          what: `cannot be ${said[request.method]} at ${origin.host}: ${means}`,
          help: `${remedy} ${again}`,
        });
      }
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  };
}

const said: Readonly<Record<StoreRequest['method'], string>> = {
  DELETE: 'written to',
  GET: 'read',
  HEAD: 'read',
  PUT: 'written to',
};

/** Writes the query in the form that the signature covers. */
function writeQuery(query: Readonly<Record<string, string>>): string {
  const parts = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return parts.toSorted().join('&');
}

function digestOf(body: StoreBody | undefined): string {
  if (body === undefined) return emptySha256;
  return body.kind === 'file' ? body.sha256 : createHash('sha256').update(body.text).digest('hex');
}

function lengthOf(body: StoreBody): number {
  return body.kind === 'file' ? body.size : Buffer.byteLength(body.text);
}

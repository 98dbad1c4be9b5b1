// The bucket that also holds fetched data, under its digest, so that other machines get exactly the bytes that were reviewed.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Dispatcher } from 'undici';
import { exitCodes, Refusal } from '../../errors.ts';
import type { AudienceLock } from '../../generated/lock.ts';
import type { DataStore } from '../../workspace/settings.ts';
import { emptySha256 } from './bucket-source.ts';
import { downloadObject, nameOfFailure } from './download.ts';
import { openHttp } from './http-dispatcher.ts';
import { judgeHead } from './object-head.ts';
import { bytesPathOf } from '../forgetting/forgotten-mark.ts';
import { addressOfObject, readBucketKeys, signRequest, type BucketKeys } from './sign-request.ts';
import { refuseSource } from '../source-refusal.ts';
import type { SourceWorld } from '../source.ts';

/** An hour, which is a gigabyte over a slow line. */
const longest = 3_600_000;

/** Far above what any audience has; S3 takes 5 GB at once. */
const mostBytes = 5_000_000_000;

const longestSilence = 60_000;

/** Puts the bytes there, unless they are there already. Throws a Refusal where that cannot be. */
export async function putIntoStore(
  store: DataStore,
  lock: AudienceLock,
  file: string,
  world: SourceWorld,
): Promise<void> {
  const source = { at: store.at };
  const keys = readBucketKeys(source, world);
  const url = addressOfObject(store, nameOf(store, lock));
  const dispatcher = openHttp(source, url, world.env, longestSilence);
  const { size } = await stat(file);
  try {
    if ((await request(dispatcher, { store, url, keys, now: world.now, method: 'HEAD' })).statusCode === 200) return;
    const put = { store, url, keys, now: world.now, method: 'PUT', file, size, sha256: lock.sha256 } as const;
    const response = await request(dispatcher, put);
    if (response.statusCode !== 200) {
      await judgeHead(source, url, response, undefined);
      const help = 'Check bucket, region and endpoint of data_store.';
      throw refuseSource(source, { code: 'PP285', what: 'leads elsewhere', help });
    }
    await response.body.dump();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw refuseSource(source, {
      code: 'PP284',
      exitCode: exitCodes.unexpected,
      what: `cannot be written to at ${url.host} (${nameOfFailure(error)})`,
      help: 'Check that it can be reached from here, and fetch again. The lock is as before.',
    });
  } finally {
    await dispatcher.destroy();
  }
}

/** Yields the bytes of a lock. Throws a Refusal where they are not there, or are others. */
export async function* readFromStore(
  store: DataStore,
  lock: AudienceLock,
  world: SourceWorld,
): AsyncGenerator<Uint8Array, undefined> {
  const source = { at: store.at };
  const keys = readBucketKeys(source, world);
  const { region } = store;
  return yield* downloadObject({
    ...world,
    source,
    url: addressOfObject(store, nameOf(store, lock)),
    headersFor: async (method, url, headers) => {
      headers.set('x-amz-content-sha256', emptySha256);
      return signRequest({ method, url, headers, region, keys, now: world.now });
    },
    maxBytes: mostBytes,
    timeout: longest,
    sha256: lock.sha256,
  });
}

function nameOf({ prefix }: DataStore, lock: AudienceLock): string {
  return `${prefix}${bytesPathOf(lock)}`;
}

interface StoreRequest {
  readonly store: DataStore;
  readonly url: URL;
  readonly keys: BucketKeys;
  readonly now: number;
  readonly method: 'HEAD' | 'PUT';
  /** What is put there. */
  readonly file?: string;
  readonly size?: number;
  readonly sha256?: string;
}

async function request(
  dispatcher: Dispatcher,
  { store: { region }, url, keys, now, method, file, size, sha256 = emptySha256 }: StoreRequest,
): Promise<Dispatcher.ResponseData> {
  const own = new Headers({ 'x-amz-content-sha256': sha256 });
  const headers = Object.fromEntries(await signRequest({ method, url, headers: own, region, keys, now }));
  return dispatcher.request({
    origin: url.origin,
    path: url.pathname,
    method,
    headers: { ...headers, ...(size === undefined ? {} : { 'content-length': String(size) }) },
    ...(file === undefined ? {} : { body: createReadStream(file) }),
    signal: AbortSignal.timeout(longest),
  });
}

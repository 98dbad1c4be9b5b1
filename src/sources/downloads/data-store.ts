// The bucket that also keeps fetched data under its digest, so that other machines get exactly the bytes that were reviewed.
import { stat } from 'node:fs/promises';
import type { AudienceLock } from '../../generated/lock.ts';
import type { DataStore } from '../../workspace/settings.ts';
import { bytesPathOf, markPathOf, type PinnedBytes } from '../forgetting/forgotten-mark.ts';
import type { SourceWorld } from '../source.ts';
import { emptySha256 } from './bucket-source.ts';
import { downloadObject } from './download.ts';
import { addressOfObject, readBucketKeys, signRequest } from './sign-request.ts';
import { longestTransfer, openStoreWire, type StoreWire } from './store-wire.ts';

/** The most bytes, far above any audience: S3 takes 5 GB in one request. */
const mostBytes = 5_000_000_000;

/** The statuses for a missing object. S3 answers 403 if the keys may not list the bucket. */
const missing = [403, 404];

/** `forgotten` if a mark replaces the bytes: bytes with people who were forgotten are not put back. */
export type PutIntoStore = 'there' | 'forgotten';

/** Puts the bytes into the store, unless they are there already. Throws a Refusal if that fails. */
export async function putIntoStore(
  store: DataStore,
  lock: AudienceLock,
  file: string,
  world: SourceWorld,
): Promise<PutIntoStore> {
  await using wire = openStoreWire(store, world, 'Then fetch again. The lock is as before.');
  const { size } = await stat(file);
  if (await isInStore(wire, bytesPathOf(lock))) return 'there';
  if (await isInStore(wire, markPathOf(lock))) return 'forgotten';
  const body = { kind: 'file', path: file, size, sha256: lock.sha256 } as const;
  await wire.send({ method: 'PUT', name: bytesPathOf(lock), body, accept: [200] });
  return 'there';
}

async function isInStore(wire: StoreWire, name: string): Promise<boolean> {
  return (await wire.send({ method: 'HEAD', name, accept: [200, ...missing] })).status === 200;
}

/** Returns the text of the mark that replaces the bytes, or undefined if there is none. */
export async function readStoredMark(
  store: DataStore,
  pinned: Pick<PinnedBytes, 'campaign' | 'sha256'>,
  world: SourceWorld,
): Promise<string | undefined> {
  await using wire = openStoreWire(store, world, 'Then fetch again.');
  const { status, text } = await wire.send({ method: 'GET', name: markPathOf(pinned), accept: [200, ...missing] });
  return status === 200 ? text : undefined;
}

/** Yields the bytes with a digest. Throws a Refusal if they are missing or have another digest. */
export async function* readFromStore(
  store: DataStore,
  pinned: Pick<PinnedBytes, 'campaign' | 'sha256' | 'format'>,
  world: SourceWorld,
): AsyncGenerator<Uint8Array, undefined> {
  const source = { at: store.at };
  const keys = readBucketKeys(source, world);
  const { region, prefix } = store;
  return yield* downloadObject({
    ...world,
    source,
    url: addressOfObject(store, `${prefix}${bytesPathOf(pinned)}`),
    headersFor: async (method, url, headers) => {
      headers.set('x-amz-content-sha256', emptySha256);
      return signRequest({ method, url, headers, region, keys, now: world.time() });
    },
    maxBytes: mostBytes,
    timeout: longestTransfer,
    sha256: pinned.sha256,
  });
}

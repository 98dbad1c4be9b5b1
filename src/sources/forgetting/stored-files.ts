// Forgets a person in the bucket of `data_store`: lists the fetched data there, and replaces data that contains the person.
import type { DataStore } from '../../workspace/settings.ts';
import type { StoreWire } from '../downloads/store-wire.ts';
import { nameFetched } from './fetched-files.ts';
import type { FetchedFile } from './forget-in-file.ts';
import { bytesPathOf, markPathOf } from './forgotten-mark.ts';

/** Lists all fetched data in the bucket, without marks, in the order of the bucket. Objects with other names do not belong to pushplan. */
export async function listStored(wire: StoreWire, { prefix }: DataStore): Promise<readonly FetchedFile[]> {
  const found: FetchedFile[] = [];
  let next: string | undefined;
  do {
    const query = { 'list-type': '2', prefix, ...(next !== undefined && { 'continuation-token': next }) };
    const { text } = await wire.send({ method: 'GET', name: '', query, accept: [200] });
    for (const [, key = ''] of text.matchAll(/<Key>(?<key>[^<]*)<\/Key>/gv)) {
      const file = readName(unescapeXml(key), prefix);
      if (file !== undefined && file.format !== 'forgotten') found.push(file);
    }
    const [, token = ''] = /<NextContinuationToken>(?<token>[^<]*)<\/NextContinuationToken>/v.exec(text) ?? [];
    next = token === '' ? undefined : unescapeXml(token);
  } while (next !== undefined);
  return found;
}

export interface StoredReplacement {
  readonly file: FetchedFile;
  /** The absolute path of the file that replaces it. Its name in the bucket follows from `without`. */
  readonly path: string;
  readonly size: number;
  readonly without: FetchedFile;
  /** The mark, identical to the one in the data folder. */
  readonly mark: string;
}

/** Works in an order in which an interruption loses nothing and a second run finds the rest. Returns true if the bucket keeps the old version. */
export async function replaceStored(
  wire: StoreWire,
  { file, path, size, without, mark }: StoredReplacement,
): Promise<boolean> {
  const body = { kind: 'file', path, size, sha256: without.sha256 } as const;
  await wire.send({ method: 'PUT', name: bytesPathOf(without), body, accept: [200] });
  await wire.send({ method: 'PUT', name: markPathOf(file), body: { kind: 'text', text: mark }, accept: [200] });
  const { headers } = await wire.send({ method: 'DELETE', name: bytesPathOf(file), accept: [200, 204] });
  return headers['x-amz-delete-marker'] === 'true' || headers['x-amz-version-id'] !== undefined;
}

function readName(key: string, prefix: string): FetchedFile | undefined {
  if (!key.startsWith(prefix)) return undefined;
  const [campaign = '', name, ...more] = key.slice(prefix.length).split('/');
  return name === undefined || more.length > 0 ? undefined : nameFetched(campaign, name);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replaceAll(/&(?<name>amp|lt|gt|quot|apos);/gv, (whole, name: string) => entities[name] ?? whole);
}

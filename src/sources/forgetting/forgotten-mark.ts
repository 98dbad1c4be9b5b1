// The mark DIGEST.forgotten: it replaces fetched bytes, and names the bytes that remain without the people who were forgotten.
import { timingSafeEqual } from 'node:crypto';
import { access, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorAt, type Position } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { fetchAgain, type AudienceLock } from '../lock.ts';
import { signInFolder } from './folder-key.ts';
import { makeFolder } from '../../workspace/make-folder.ts';

export interface ForgottenMark {
  readonly version: 1;
  /** The digest of the bytes without these people. */
  readonly sha256: string;
  /** The ending of the file with these bytes. */
  readonly format: string;
  readonly rows_removed: number;
  /** ISO 8601. */
  readonly at: string;
}

/** The bytes that a lock stands for. */
export interface PinnedBytes extends Pick<AudienceLock, 'campaign'> {
  readonly sha256: string;
  readonly format: string;
  /** The number of rows that the lock counts and these bytes no longer have. */
  readonly removed: number;
  /** The digests whose marks led to these bytes. */
  readonly way: readonly string[];
}

/** Returns the path relative to the data folder. */
export function bytesPathOf({ campaign, sha256, format }: Pick<PinnedBytes, 'campaign' | 'sha256' | 'format'>): string {
  return `${campaign}/${sha256}.${format}`;
}

export function markPathOf({ campaign, sha256 }: Pick<PinnedBytes, 'campaign' | 'sha256'>): string {
  return `${campaign}/${sha256}.forgotten`;
}

/** Finds the locked bytes if they are here, otherwise those that marks lead to. Throws a Refusal (exit 5) for a mark not written by pushplan. */
export async function findPinned(
  data: string,
  lock: Pick<AudienceLock, 'campaign' | 'sha256' | 'format'>,
  at: Position,
): Promise<PinnedBytes> {
  const { campaign } = lock;
  let found: PinnedBytes = { campaign, sha256: lock.sha256, format: lock.format, removed: 0, way: [] };
  while (!found.way.includes(found.sha256) && !(await isThere(join(data, bytesPathOf(found))))) {
    const mark = await readMark(data, found, at);
    if (mark === undefined) break;
    const { sha256, format, rows_removed } = mark;
    found = { campaign, sha256, format, removed: found.removed + rows_removed, way: [...found.way, found.sha256] };
  }
  return found;
}

/** Returns the mark as it is written to a file. The data folder must have a key. */
export async function writeMark(
  data: string,
  from: Pick<PinnedBytes, 'campaign' | 'sha256'>,
  mark: ForgottenMark,
): Promise<string> {
  const hmac = await signInFolder(data, signedText(from, mark));
  const { version, sha256, format, rows_removed, at } = mark;
  return `version: ${version}\nsha256: ${sha256}\nformat: ${format}\nrows_removed: ${rows_removed}\nat: "${at}"\nhmac: "${hmac}"\n`;
}

/** Writes the mark in one atomic step. */
export async function placeMark(
  data: string,
  from: Pick<PinnedBytes, 'campaign' | 'sha256'>,
  { mark, beside }: { readonly mark: string; readonly beside: string },
): Promise<void> {
  const place = join(data, markPathOf(from));
  makeFolder(dirname(place), 0o700);
  await writeFile(beside, mark, { mode: 0o600, flush: true });
  await rename(beside, place);
}

async function readMark(
  data: string,
  from: Pick<PinnedBytes, 'campaign' | 'sha256'>,
  at: Position,
): Promise<ForgottenMark | undefined> {
  const path = markPathOf(from);
  const text = await readFile(join(data, path), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const mark = await checkMark(data, from, text);
  if (mark !== undefined) return mark;
  const message = `${path} in the data folder replaces data of forgotten people, and was edited, or comes from another data folder`;
  throw new Refusal(exitCodes.stale, [errorAt(at, 'PP355', message, `${fetchAgain(from.campaign)}.`)]);
}

/** Returns undefined for a mark that was not written with the key of this data folder. */
export async function checkMark(
  data: string,
  from: Pick<PinnedBytes, 'campaign' | 'sha256'>,
  text: string,
): Promise<ForgottenMark | undefined> {
  const { hmac, ...mark } = parseMark(text) ?? { hmac: undefined };
  return 'sha256' in mark && isSame(await signInFolder(data, signedText(from, mark)), hmac) ? mark : undefined;
}

type SignedMark = ForgottenMark & { readonly hmac: string };

const marked =
  /^version: 1\nsha256: (?<sha256>[0-9a-f]{64})\nformat: (?<format>[a-z]+(?:\.[a-z]+)?)\nrows_removed: (?<rows>\d{1,15})\nat: "(?<at>[^"\n]+)"\nhmac: "(?<hmac>[0-9a-f]+)"\n$/v;

function parseMark(text: string): SignedMark | undefined {
  const { sha256, format, rows, at, hmac } = marked.exec(text)?.groups ?? {};
  if (sha256 === undefined || format === undefined || at === undefined || hmac === undefined) return undefined;
  return { version: 1, sha256, format, rows_removed: Number(rows), at, hmac };
}

function signedText({ campaign, sha256 }: Pick<PinnedBytes, 'campaign' | 'sha256'>, mark: ForgottenMark): string {
  const { version, sha256: to, format, rows_removed, at } = mark;
  return JSON.stringify(['forgotten', version, campaign, sha256, to, format, rows_removed, at]);
}

function isSame(computed: string | undefined, written: string | undefined): boolean {
  if (computed === undefined || written?.length !== computed.length) return false;
  return timingSafeEqual(Buffer.from(computed), Buffer.from(written));
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

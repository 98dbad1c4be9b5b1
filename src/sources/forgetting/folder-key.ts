// The data folder's own key: it shows whether a mark in the folder was written by pushplan.
import { createHmac, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const keyBytes = 32;

/** Names that begin with a dot are not data: no query reads them. */
const keyFile = '.key';

/** Returns the signature in hexadecimal; undefined if the folder has no key. */
export async function signInFolder(data: string, text: string): Promise<string | undefined> {
  const key = await readKey(data);
  return key && createHmac('sha256', key).update(text).digest('hex');
}

/** Makes the key if there is none, readable only for the folder's owner. */
export async function makeFolderKey(data: string): Promise<void> {
  if ((await readKey(data)) !== undefined) return;
  await writeFile(join(data, keyFile), randomBytes(keyBytes), { mode: 0o600, flush: true });
}

async function readKey(data: string): Promise<Buffer | undefined> {
  const key = await readFile(join(data, keyFile)).catch(() => undefined);
  return key?.length === keyBytes ? key : undefined;
}

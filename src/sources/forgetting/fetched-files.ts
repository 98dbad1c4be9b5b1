// Lists the files that fetches have put into the data folder: DATA_DIR/CAMPAIGN_ID/DIGEST.ext.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FetchedFile } from './forget-in-file.ts';

const written = /^(?<sha256>[0-9a-f]{64})\.(?<format>[a-z]+(?:\.(?:gz|zst))?)$/v;

/** Returns the files in the order of their names, including marks, whose format is "forgotten". Empty if there is no such folder. */
export async function listFetched(data: string): Promise<readonly FetchedFile[]> {
  const folders = await readdir(data, { withFileTypes: true }).catch(() => []);
  const found: FetchedFile[] = [];
  for (const { name: campaign } of folders.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))) {
    for (const entry of await readdir(join(data, campaign), { withFileTypes: true })) {
      const file = entry.isFile() ? nameFetched(campaign, entry.name) : undefined;
      if (file !== undefined) found.push(file);
    }
  }
  return found.toSorted((a, b) => (`${a.campaign}/${a.sha256}` < `${b.campaign}/${b.sha256}` ? -1 : 1));
}

/** Returns undefined for a name that fetches do not use. */
export function nameFetched(campaign: string, name: string): FetchedFile | undefined {
  const { sha256, format } = written.exec(name)?.groups ?? {};
  return sha256 === undefined || format === undefined ? undefined : { campaign, sha256, format };
}

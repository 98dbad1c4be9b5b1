// A workspace whose audiences are outside of it: a data folder, and a campaign over a query or a file in that folder.
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pushplan, type CliOptions, type CliResult } from './cli.ts';
import { campaignText, makeWorkspace, sandboxOnly, type TestWorkspace } from './workspace.ts';

export interface FetchingWorkspace extends TestWorkspace {
  /** The data folder. */
  readonly data: string;
  writeData(path: string, content: string | Uint8Array): Promise<void>;
  /** Runs pushplan in the workspace. */
  run(words: readonly string[], options?: Partial<CliOptions>): Promise<CliResult>;
  /** Returns the lock of `hello` as text. */
  lock(): Promise<string>;
  /** Returns the names of the files that were fetched for `hello`. */
  fetched(): Promise<readonly string[]>;
}

/** Makes one campaign, `hello`, over `people.csv` of the data folder, unless `files` has others. */
export async function makeFetching(
  files: Readonly<Record<string, string>> = {},
  data: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<FetchingWorkspace> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'pushplan-data-')));
  const workspace = await makeWorkspace({
    'pushplan.yaml': `${sandboxOnly}data_dir: ${JSON.stringify(folder)}\n`,
    'hello.campaign.yaml': campaignText(),
    ...files,
  });
  const writeData = (path: string, content: string | Uint8Array): Promise<void> =>
    writeFile(join(folder, path), content);
  for (const [path, content] of Object.entries(data)) await writeData(path, content);
  return {
    ...workspace,
    data: folder,
    writeData,
    run: (words, options) => pushplan(words, { cwd: workspace.root, ...options }),
    lock: () => readFile(join(workspace.root, 'audiences/hello.lock.yaml'), 'utf8'),
    fetched: () => readdir(join(folder, 'hello')),
    [Symbol.asyncDispose]: async () => {
      await workspace[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const vipQuery = `SELECT email, name, list({ sku: sku, price: price } ORDER BY sku) AS items
FROM read_csv('crm.csv', delim = ';', decimal_separator = ',')
WHERE length(email) > $least
GROUP BY email, name
`;

/** 20 people with one to three items each, in the format of an office program. */
export function crmFile(order: 'forwards' | 'backwards' = 'forwards'): string {
  const rows = Array.from({ length: 20 }, (_, person) =>
    Array.from(
      { length: 1 + (person % 3) },
      (_item, item) => `person${person}@example.com;Person ${person};${person + 1},5${item};sku${item}`,
    ),
  ).flat();
  return ['email;name;price;sku', ...(order === 'forwards' ? rows : rows.toReversed()), ''].join('\n');
}

/** `audience` replaces the audience that campaignText writes. */
export function campaignOver(audience: string, message = 'Good to see you'): string {
  return campaignText({ message }).replace('audience: { file: people.csv }', `audience: ${audience}`);
}

// A workspace in a temporary folder, made of the files that a test gives. It is removed when the test ends.
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TestWorkspace extends AsyncDisposable {
  readonly root: string;
  write(path: string, content: string | Uint8Array): Promise<void>;
}

export const sandboxOnly = 'version: 1\nenvironments:\n  sandbox: { endpoint: sandbox, requests_per_minute: 6000 }\n';

/** Adds a `pushplan.yaml` with the sandbox only, unless `files` has its own. */
export async function makeWorkspace(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<TestWorkspace> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'pushplan-test-')));
  const write = async (path: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  };
  for (const [path, content] of Object.entries({ 'pushplan.yaml': sandboxOnly, ...files })) await write(path, content);
  return { root, write, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

export interface CampaignText {
  readonly id?: string;
  /** Top-level lines of the campaign file, after `id`. */
  readonly more?: string;
  readonly file?: string;
  readonly title?: string;
  readonly message?: string;
  readonly campId?: number;
}

/** Returns the smallest campaign: recipients are identified by e-mail. */
export function campaignText({
  id = 'hello',
  more = '',
  file = 'people.csv',
  title = 'Hello {{name}}',
  message = 'Good to see you',
  campId = 7,
}: CampaignText = {}): string {
  return `version: 1
id: ${id}
${more}
audience: { file: ${file} }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: ${campId}
  camp_name: Hello
  title: ${JSON.stringify(title)}
  message: ${JSON.stringify(message)}
  image_url: https://img.example.com/a.jpg
`;
}

/** Returns a CSV audience of so many people. */
export function people(count: number, from = 0): string {
  const rows = Array.from({ length: count }, (_, index) => `person${from + index}@example.com,Person ${from + index}`);
  return ['email,name', ...rows, ''].join('\n');
}

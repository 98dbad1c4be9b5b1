// The input of the measurements of sending: the notifications of plan-workspace.ts, sent to a server of the bench with a new ledger each time.
import { mkdir, link, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startMeasured, type MeasuredProcess } from './measured-process.ts';
import { sendTo, type Sent } from './arrivals.ts';
import { audienceFile, campaignFile } from './plan-workspace.ts';

let made = 0;

export interface SendTerms {
  /** A folder with the campaign and the audience of plan-workspace.ts. */
  readonly root: string;
  readonly rows: number;
  readonly requestsPerMinute: number;
}

const env = { BENCH_KEY: 'key-of-the-bench' };

/** Makes a subfolder in which nothing has been sent. */
async function makeFolder({ root, rows, requestsPerMinute }: SendTerms, endpoint: string): Promise<string> {
  made += 1;
  const folder = join(root, `send-${made}`);
  await mkdir(folder);
  await link(join(root, audienceFile), join(folder, audienceFile));
  await writeFile(join(folder, campaignFile), await readFile(join(root, campaignFile)));
  const settings = `version: 1
environments:
  bench:
    endpoint: ${endpoint}
    api_key_env: BENCH_KEY
    requests_per_minute: ${requestsPerMinute}
    message_center: off
policy: { max_recipients: ${rows} }
`;
  await writeFile(join(folder, 'pushplan.yaml'), settings);
  return folder;
}

/** @throws Error if not everybody was sent to in full requests; only the first request may be smaller. */
export async function applyOnce(terms: SendTerms): Promise<Sent> {
  const sent = await sendTo(terms.root, 'apply', async (endpoint) =>
    startMeasured(['apply', campaignFile, '--yes', '--json'], { cwd: await makeFolder(terms, endpoint), env }),
  );
  const least = Math.ceil(terms.rows / 20);
  const { requests } = sent.arrivals;
  if (requests < least || requests > least + 1) throw new Error(`${requests} requests for ${terms.rows} notifications`);
  return sent;
}

/** Nothing listens at that endpoint, and nothing was sent. */
export async function startPlanOnce(terms: SendTerms): Promise<MeasuredProcess> {
  const cwd = await makeFolder(terms, 'http://127.0.0.1:9');
  return startMeasured(['plan', campaignFile, '--json'], { cwd, env });
}

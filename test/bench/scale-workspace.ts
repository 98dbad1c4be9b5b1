// The input of the measurement of scale: generated people, and a campaign of about 300 bytes per notification.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

export const campaignId = 'wishlist';

/** The number of recipients in the run whose statements are explained. */
export const explained = 2_000;

export interface ScaleWorkspace {
  readonly endpoint: string;
  readonly requestsPerMinute: number;
}

export async function makeScaleWorkspace(
  rows: number,
  { endpoint, requestsPerMinute }: ScaleWorkspace,
): Promise<TestWorkspace> {
  const workspace = await makeWorkspace({
    'pushplan.yaml': `version: 1
environments:
  fleet:
    endpoint: ${endpoint}
    api_key_env: KEY
    ledger_env: PUSHPLAN_LEDGER
    requests_per_minute: ${requestsPerMinute}
    message_center: off
policy: { max_recipients: ${Math.max(rows, explained)} }
`,
    [`${campaignId}.campaign.yaml`]: campaignOf(campaignId, 'people.csv'),
  });
  await writePeople(join(workspace.root, 'people.csv'), rows);
  return workspace;
}

export function campaignOf(id: string, file: string, campId = 1204): string {
  return `version: 1
id: ${id}
audience: { file: ${file} }
key: "{{id}}"
notification:
  identifiers: { uuid: "{{id}}", email: "{{email}}" }
  camp_id: ${campId}
  camp_name: Wishlist price drop
  title: "{{name}}, your wishlist got cheaper"
  message: "Save {{saved}} on what you love."
  image_url: https://img.example.com/a.jpg
  ttl: 21600
`;
}

export async function writePeople(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('id,email,name,saved\n');
  for (let row = 0; row < rows; row += 1) {
    const id = String(100_000_000 + row);
    const isTaken = file.write(`${id},person${id}@example.com,Person ${row % 1_000},${row % 90}.50 EUR\n`);
    if (!isTaken) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

// What selection costs per row: the same audience planned in turns with everything, with nothing, with a schedule, and with caps.
// A fifth of the people were sent something before.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { makeWorkspace } from '../support/workspace.ts';
import type { BenchCase } from './bench-case.ts';
import { formatTurns } from './format-turns.ts';
import { expectEnd, startMeasured } from './measured-process.ts';
import { measureInTurns } from './turns.ts';

const zones = ['Europe/Istanbul', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe', ''];

const schedule = `schedule:
  timezone: { column: tz, fallback: Europe/Istanbul }
  window: { from: "00:00", to: "24:00" }
every: { period: day, zone: Europe/Istanbul }`;
const often = `caps: [{ tag: promo, max: 3, within: 7d, gap: 1m }, { max: 9, within: 30d }]
exclude: [{ sent: other, within: 24h }]`;

/** One campaign each, over the same people. */
const campaigns: Readonly<Record<string, string>> = {
  all: `${schedule}\n${often}`,
  none: '',
  schedule,
  caps: often,
};

export const benchSelection: BenchCase = async ({ rows = 100_000, rounds = 5, log }) => {
  log(`writing ${rows} rows`);
  const names = Object.keys(campaigns);
  await using workspace = await makeWorkspace({
    'pushplan.yaml': `version: 1
environments:
  sandbox: { endpoint: sandbox, requests_per_minute: 60000 }
policy: { max_recipients: ${rows} }
`,
    'before.campaign.yaml': campaignOf('before', 1, 'before.csv', 'tags: [promo]'),
    'other.campaign.yaml': campaignOf('other', 2, 'before.csv', ''),
    ...Object.fromEntries(
      names.map((name, index) => [
        `${name}.campaign.yaml`,
        campaignOf(name, 10 + index, 'people.csv', `tags: [promo]\n${campaigns[name]}`),
      ]),
    ),
  });
  const cwd = workspace.root;
  await writePeople(join(cwd, 'people.csv'), rows, 1);
  await writePeople(join(cwd, 'before.csv'), rows, 5);
  await expectEnd('the campaign before', startMeasured(['apply', 'before.campaign.yaml', '--yes'], { cwd }));
  const contestants = names.map((name) => ({
    what: name,
    start: () => startMeasured(['plan', `${name}.campaign.yaml`, '--json', '--threads', '1'], { cwd }),
  }));
  const costs = await measureInTurns(contestants, rounds, log);
  return { text: formatTurns(rows, costs), result: { rows, costs } };
};

function campaignOf(id: string, campId: number, file: string, more: string): string {
  return `version: 1
id: ${id}
${more}
audience: { file: ${file} }
notification:
  identifiers: { email: "{{email}}", uuid: "{{uuid}}" }
  camp_id: ${campId}
  camp_name: ${id}
  title: Hello {{name}}
  message: Good to see you
  image_url: https://img.example.com/a.jpg
`;
}

/** Writes every `step`-th person. */
async function writePeople(path: string, rows: number, step: number): Promise<void> {
  const file = createWriteStream(path, { highWaterMark: 1024 * 1024 });
  file.write('email,uuid,tz,name\n');
  for (let row = 0; row < rows; row += step) {
    const line = `person${row}@example.com,id-${row},${zones[row % zones.length]},Person ${row}\n`;
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

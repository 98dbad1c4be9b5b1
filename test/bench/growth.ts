// How the cost of plan grows with ten times the audience, and in a workspace of two hundred campaigns.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchCase } from './bench-case.ts';
import { formatTurns } from './format-turns.ts';
import { audienceFile } from './plan-workspace.ts';
import { makeNewWorkspace, startReplan } from './settled-workspace.ts';
import { measureInTurns } from './turns.ts';

const campaigns = 200;

export const benchGrowth: BenchCase = async ({ rows = 200_000, rounds = 3, log }) => {
  const tenth = Math.ceil(rows / 10);
  log(`writing ${rows} rows`);
  await using small = await makeNewWorkspace(tenth);
  await using large = await makeNewWorkspace(rows);
  await using crowded = await makeNewWorkspace(rows);
  for (let other = 1; other < campaigns; other += 1) await writeFile(...otherCampaign(crowded.root, other));
  const costs = await measureInTurns(
    [
      { what: `plan, one of ${campaigns} campaigns`, start: () => startReplan(crowded.root) },
      { what: 'the only campaign', target: 1.1, start: () => startReplan(large.root) },
      { what: 'a tenth of the audience', target: 11, start: () => startReplan(small.root) },
    ],
    rounds,
    log,
  );
  return { text: formatTurns(rows, costs), result: { rows, costs } };
};

function otherCampaign(root: string, number: number): readonly [file: string, text: string] {
  const text = `version: 1
id: other-${number}
audience: { file: ${audienceFile} }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: ${2_000 + number}
  camp_name: Other
  title: "Hello {{first_name}}"
  message: Good to see you
  image_url: https://img.example.com/a.jpg
`;
  return [join(root, `other-${number}.campaign.yaml`), text];
}

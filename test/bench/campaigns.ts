// What each of many campaigns costs: hundreds of them with 20 people each, beside one campaign with as many people as all of them.
import type { BenchCase } from './bench-case.ts';
import { makeWorkspace, people } from '../support/workspace.ts';
import { formatTurns } from './format-turns.ts';
import { startMeasured, type MeasuredProcess } from './measured-process.ts';
import { measureInTurns } from './turns.ts';

const peopleOfEach = 20;
const settings = `version: 1
environments: { sandbox: { endpoint: sandbox } }
policy: { max_recipients: 1000000 }
`;

/** `rows` is how many campaigns there are. */
export const benchCampaigns: BenchCase = async ({ rows: count = 300, rounds = 3, log }) => {
  const all = count * peopleOfEach;
  await using many = await makeWorkspace({
    'pushplan.yaml': settings,
    'people.csv': people(peopleOfEach),
    ...Object.fromEntries(Array.from({ length: count }, (_, index) => campaignOf(index + 1))),
  });
  await using one = await makeWorkspace({
    'pushplan.yaml': settings,
    'people.csv': people(all),
    ...Object.fromEntries([campaignOf(1)]),
  });
  const costs = await measureInTurns(
    [
      { what: `plan of ${count} campaigns`, start: () => start(many.root, 'plan') },
      { what: 'the same people in one campaign', target: 8, start: () => start(one.root, 'plan') },
      { what: `validate --no-rows of ${count}`, start: () => start(many.root, 'validate', '--no-rows') },
    ],
    rounds,
    log,
  );
  return { text: formatTurns(all, costs), result: { campaigns: count, people: all, costs } };
};

function start(cwd: string, ...command: readonly string[]): MeasuredProcess {
  return startMeasured([...command, '--json'], { cwd });
}

function campaignOf(number: number): readonly [file: string, text: string] {
  const text = `version: 1
id: campaign-${number}
audience: { file: people.csv }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: ${number}
  camp_name: Campaign ${number}
  title: "Hello {{name}}"
  message: Good to see you
  image_url: https://img.example.com/a.jpg
`;
  return [`campaign-${number}.campaign.yaml`, text];
}

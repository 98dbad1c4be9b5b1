// What each of many campaigns costs: hundreds of campaigns with 20 people each, compared with one campaign for all of these people.
import { startSandbox } from '../../src/sandbox/server.ts';
import type { BenchCase } from './bench-case.ts';
import { makeWorkspace, people, type TestWorkspace } from '../support/workspace.ts';
import { formatTable } from './format-table.ts';
import { formatTurns } from './format-turns.ts';
import { expectEnd, startMeasured, type MeasuredProcess } from './measured-process.ts';
import { measureInTurns } from './turns.ts';

const peopleOfEach = 20;
/** Milliseconds until the API has sent a request. */
const latency = 300;
const requestsPerMinute = 3_000;

/** `rows` is the number of campaigns. */
export const benchCampaigns: BenchCase = async ({ rows: count = 300, rounds = 3, log }) => {
  const all = count * peopleOfEach;
  await using many = await makeMany(count, peopleOfEach);
  await using one = await makeMany(1, all);
  const costs = await measureInTurns(
    [
      { what: `plan of ${count} campaigns`, start: () => start(many.root, 'plan') },
      { what: 'the same people in one campaign', target: 8, start: () => start(one.root, 'plan') },
      { what: `validate --no-rows of ${count}`, start: () => start(many.root, 'validate', '--no-rows') },
    ],
    rounds,
    log,
  );
  const sent = [
    { what: `${count} campaigns`, seconds: await secondsToSend(count, peopleOfEach) },
    { what: 'the same people in one campaign', seconds: await secondsToSend(1, all) },
  ];
  const text = `${formatTurns(all, costs)}
apply, over an API that takes ${latency} ms, at ${requestsPerMinute} requests a minute (the limit alone: ${((count * 60) / requestsPerMinute).toFixed(1)} s):

${formatTable(
  ['what', 'seconds on the clock'],
  sent.map(({ what, seconds }) => [what, seconds.toFixed(1)]),
)}
`;
  return { text, result: { campaigns: count, people: all, costs, sent } };
};

async function secondsToSend(count: number, peopleIn: number): Promise<number> {
  await using api = await startSandbox({
    limit: 1_000_000,
    latency: { sent: latency, none: latency, jitter: 0 },
    shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
  });
  const environment = `endpoint: "${api.url}", api_key_env: BENCH_KEY, requests_per_minute: ${requestsPerMinute}, message_center: off`;
  await using workspace = await makeMany(count, peopleIn, environment);
  const argv = ['apply', '--yes', '--new-ledger', '--json'];
  const apply = startMeasured(argv, { cwd: workspace.root, env: { BENCH_KEY: 'key-of-the-bench' } });
  return (await expectEnd(`apply of ${count} campaigns`, apply)).cost.seconds;
}

function makeMany(count: number, peopleIn: number, environment = 'endpoint: sandbox'): Promise<TestWorkspace> {
  return makeWorkspace({
    'pushplan.yaml': `version: 1
environments: { bench: { ${environment} } }
policy: { max_recipients: 1000000 }
`,
    'people.csv': people(peopleIn),
    ...Object.fromEntries(Array.from({ length: count }, (_, index) => campaignOf(index + 1))),
  });
}

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

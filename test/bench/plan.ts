// What plan costs compared in turns with two scripts that make the same notifications for the same people, each in a process of its own.
import { link } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type { TestWorkspace } from '../support/workspace.ts';
import type { BenchCase } from './bench-case.ts';
import { formatTurns } from './format-turns.ts';
import { expectEnd, startMeasured, type MeasuredProcess } from './measured-process.ts';
import type { Answer } from './peers/wishlist.ts';
import { measureInTurns, type TurnCost } from './turns.ts';
import { audienceFile, campaignFile, firstCampaignFile, makePlanWorkspace, writeWishlists } from './plan-workspace.ts';

interface PlanOptions {
  readonly rows: number;
  readonly rounds: number;
  readonly log: (line: string) => void;
}

interface PlanBench {
  readonly rows: number;
  /** The mean size of a payload. */
  readonly bytes: number;
  readonly costs: readonly TurnCost[];
}

const afternoon = fileURLToPath(import.meta.resolve('./peers/afternoon.ts'));
const byHand = fileURLToPath(import.meta.resolve('./peers/by-hand.ts'));
/** The number of payloads that are compared, to show that all do the same work. */
const compared = 1_000;

export const benchPlan: BenchCase = async ({ rows = 100_000, rounds = 3, log }) => {
  const result = await measurePlan({ rows, rounds, log });
  const { bytes, costs } = result;
  return { text: `${rows} notifications of ${bytes.toFixed(0)} bytes\n\n${formatTurns(rows, costs)}`, result };
};

/** The ledger exists and knows none of these people. */
async function measurePlan({ rows, rounds, log }: PlanOptions): Promise<PlanBench> {
  log(`writing ${rows} rows`);
  await using audited = await makePlanWorkspace(rows, true);
  await using unaudited = await makePlanWorkspace(rows, false);
  await writeWishlists(audited.root, rows);
  const audience = join(audited.root, audienceFile);
  await link(audience, join(unaudited.root, audienceFile));
  const startPeer = (program: string, shown: number): MeasuredProcess =>
    startMeasured([audience, join(audited.root, 'peer.sqlite'), String(shown)], { cwd: audited.root, program });
  const peers = [
    { what: 'afternoon script', target: 0.24, program: afternoon },
    { what: 'script by hand', target: 1.5, program: byHand },
  ];
  for (const { root } of [audited, unaudited]) {
    await expectEnd('first apply', startMeasured(['apply', firstCampaignFile, '--yes'], { cwd: root }));
  }
  const render = ['render', campaignFile, '--limit', String(compared), '--format', 'ndjson'];
  const rendered = await expectEnd('render', startMeasured(render, { cwd: audited.root }));
  const payloads = rendered.stdout.trim().split('\n');
  let bytes = 0;
  for (const { what, program } of peers) {
    bytes = await checkAnswer(what, startPeer(program, compared), { rows, payloads });
  }
  const costs = await measureInTurns(
    [
      { what: 'plan', start: () => startPlan(audited) },
      { what: 'plan without an audit', target: 1.2, start: () => startPlan(unaudited) },
      ...peers.map(({ program, ...peer }) => ({ ...peer, start: () => startPeer(program, 0) })),
    ],
    rounds,
    log,
  );
  return { rows, bytes: bytes / rows, costs };
}

function startPlan({ root }: TestWorkspace): MeasuredProcess {
  return startMeasured(['plan', campaignFile, '--json', '--threads', '1'], { cwd: root });
}

/** Returns the bytes of all payloads. Throws an error if they differ from ours. */
async function checkAnswer(
  what: string,
  process: MeasuredProcess,
  { rows, payloads }: { readonly rows: number; readonly payloads: readonly string[] },
): Promise<number> {
  const answer: Answer = JSON.parse((await expectEnd(what, process)).stdout);
  if (answer.send !== rows) throw new Error(`${what} sends ${answer.send} of ${rows}`);
  const other = payloads.findIndex(
    (payload, index) => !isDeepStrictEqual(JSON.parse(payload), JSON.parse(answer.payloads[index] ?? 'null')),
  );
  if (other === -1) return answer.bytes;
  throw new Error(`${what} makes another notification:\n${answer.payloads[other]}\n${payloads[other]}`);
}

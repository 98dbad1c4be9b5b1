// What apply costs with a ledger in a file, compared in turns with a simple sending script, and how soon it begins to send.
import type { BenchCase } from './bench-case.ts';
import { formatSending } from './format-sending.ts';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sendTo, type Sent } from './arrivals.ts';
import { expectEnd, startMeasured } from './measured-process.ts';
import { audienceFile, makePlanWorkspace, writeWishlists } from './plan-workspace.ts';
import { applyOnce, startPlanOnce } from './send-workspace.ts';
import { lineOf, medianRatio, type SendingBench } from './sending.ts';

export interface ApplyOptions {
  readonly rows: number;
  readonly rounds: number;
  readonly log: (line: string) => void;
}

const peer = fileURLToPath(import.meta.resolve('./peers/post-all.ts'));
/** So high that the pace is not what is measured. */
const requestsPerMinute = 6_000_000;

export const benchApply: BenchCase = async ({ rows = 40_000, rounds = 3, log }) => {
  const result = await measureApply({ rows, rounds, log });
  return { text: formatSending(result), result };
};

async function measureApply({ rows, rounds, log }: ApplyOptions): Promise<SendingBench> {
  log(`writing ${rows} rows`);
  await using workspace = await makePlanWorkspace(rows, true);
  const { root } = workspace;
  await writeWishlists(root, rows);
  const [ours, others, plans]: [Sent[], Sent[], number[]] = [[], [], []];
  for (let round = 1; round <= rounds; round += 1) {
    const plan = await expectEnd('plan', await startPlanOnce({ root, rows, requestsPerMinute }));
    plans.push(plan.cost.seconds);
    ours.push(await applyOnce({ root, rows, requestsPerMinute }));
    others.push(await sendAsPeer(root, rows));
    log(
      `round ${round}: ${[ours, others].map((sent) => costOf(sent.at(-1)).toFixed(1)).join(' and ')} s of processor time`,
    );
  }
  const line = lineOf('apply, SQLite', ours, rows);
  return {
    title: `${rows} notifications of about 1.5 KB, sent by one process to a server in another one`,
    lines: [line, lineOf('axios and p-limit, no ledger', others, rows)],
    aims: [
      { what: 'requests/s', value: line.requestsPerSecond, least: 800 },
      {
        what: 'processor time of apply, times of the script',
        value: medianRatio(ours.map(costOf), others.map(costOf)),
        most: 0.75,
      },
      {
        what: 'time to the first request, times of plan',
        value: medianRatio(
          ours.map(({ secondsToFirst }) => secondsToFirst),
          plans,
        ),
        most: 1.5,
      },
    ],
  };
}

function costOf(sent: Sent | undefined): number {
  return sent?.end.cost.processorSeconds ?? 0;
}

async function sendAsPeer(root: string, rows: number): Promise<Sent> {
  const sent = await sendTo(root, 'the script', async (endpoint) =>
    startMeasured([join(root, audienceFile), endpoint], { cwd: root, program: peer }),
  );
  const { accepted }: { readonly accepted: number } = JSON.parse(sent.end.stdout);
  if (accepted !== rows) throw new Error(`The script has sent ${accepted} of ${rows}`);
  return sent;
}

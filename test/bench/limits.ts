// Whether a claim costs the same at any limit: the same apply in turns, with limits ten and a hundred times as high.
import type { BenchCase } from './bench-case.ts';
import { formatSending } from './format-sending.ts';
import type { Sent } from './arrivals.ts';
import type { ApplyOptions } from './apply.ts';
import { makePlanWorkspace, writeWishlists } from './plan-workspace.ts';
import { applyOnce } from './send-workspace.ts';
import { lineOf, medianRatio, type Aim, type SendingBench } from './sending.ts';

const limits = [60_000, 600_000, 6_000_000];

export const benchLimits: BenchCase = async ({ rows = 40_000, rounds = 3, log }) => {
  const result = await measureLimits({ rows, rounds, log });
  return { text: formatSending(result), result };
};

async function measureLimits({ rows, rounds, log }: ApplyOptions): Promise<SendingBench> {
  log(`writing ${rows} rows`);
  await using workspace = await makePlanWorkspace(rows, true);
  const { root } = workspace;
  await writeWishlists(root, rows);
  const measured = limits.map((requestsPerMinute) => ({ requestsPerMinute, sent: [] as Sent[] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { requestsPerMinute, sent } of measured) {
      sent.push(await applyOnce({ root, rows, requestsPerMinute }));
      log(`round ${round}, ${requestsPerMinute} a minute: ${perSecond(sent.at(-1)).toFixed(0)} requests/s`);
    }
  }
  const [first] = measured;
  const aims = measured.slice(1).flatMap(({ requestsPerMinute, sent }): readonly Aim[] => {
    const beside = (read: (one: Sent | undefined) => number): number =>
      medianRatio(sent.map(read), (first?.sent ?? []).map(read));
    const times = `at ${requestsPerMinute.toLocaleString('en')} a minute, times of that at 60,000`;
    return [
      { what: `processor time ${times}`, value: beside(processorOf), least: 0.9, most: 1.1 },
      { what: `requests/s ${times}`, value: beside(perSecond), least: 0.9 },
    ];
  });
  return {
    title: `${rows} notifications of about 1.5 KB, sent at three limits`,
    lines: measured.map(({ requestsPerMinute, sent }) =>
      lineOf(`apply at ${requestsPerMinute.toLocaleString('en')} a minute`, sent, rows),
    ),
    aims,
  };
}

function perSecond(sent: Sent | undefined): number {
  return sent === undefined ? 0 : sent.arrivals.requests / sent.arrivals.seconds;
}

function processorOf(sent: Sent | undefined): number {
  return sent?.end.cost.processorSeconds ?? 0;
}

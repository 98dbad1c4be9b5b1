// Whether an apply uses the documented limit and never exceeds it, on the real clock, counted at the server.
import type { BenchCase } from './bench-case.ts';
import { formatSending } from './format-sending.ts';
import type { ApplyOptions } from './apply.ts';
import { makePlanWorkspace, writeWishlists } from './plan-workspace.ts';
import { applyOnce } from './send-workspace.ts';
import { lineOf, type SendingBench } from './sending.ts';

const limit = 1_000;

export const benchPace: BenchCase = async ({ rows = 50_000, log }) => {
  const result = await measurePace({ rows, log });
  return { text: formatSending(result), result };
};

/** Needs more than 20,000 rows, because the first minute does not count. */
async function measurePace({ rows, log }: Omit<ApplyOptions, 'rounds'>): Promise<SendingBench> {
  log(`writing ${rows} rows; sending takes ${(rows / 20 / limit).toFixed(1)} minutes`);
  await using workspace = await makePlanWorkspace(rows, true);
  await writeWishlists(workspace.root, rows);
  const sent = await applyOnce({ root: workspace.root, rows, requestsPerMinute: limit });
  const { fullestMinute, steadyPerMinute } = sent.arrivals;
  return {
    title: `${rows} notifications, sent at ${limit.toLocaleString('en')} requests a minute`,
    lines: [lineOf('apply, SQLite', [sent], rows)],
    aims: [
      { what: 'requests in the fullest window of a minute', value: fullestMinute, most: limit },
      { what: 'share of the limit used from the second minute on', value: steadyPerMinute / limit, least: 0.99 },
    ],
  };
}

// What plan takes with two threads compared with one: the same audience in turns, each in a process of its own. Both plans must be identical.
import type { BenchCase } from './bench-case.ts';
import { formatThreads, type ThreadsBench } from './format-threads.ts';
import { startMeasured, expectEnd, type Cost } from './measured-process.ts';
import { campaignFile, firstCampaignFile, makePlanWorkspace, writeWishlists } from './plan-workspace.ts';
import { median } from './median.ts';

interface ThreadsOptions {
  readonly rows: number;
  readonly rounds: number;
  readonly log: (line: string) => void;
}

export const benchThreads: BenchCase = async ({ rows = 200_000, rounds = 3, log }) => {
  const result = await measureThreads({ rows, rounds, log });
  return { text: formatThreads(result), result };
};

/** The ledger exists and knows none of these people. @throws Error if the plan of two threads differs. */
async function measureThreads({ rows, rounds, log }: ThreadsOptions): Promise<ThreadsBench> {
  log(`writing ${rows} rows`);
  await using workspace = await makePlanWorkspace(rows, true);
  const cwd = workspace.root;
  await writeWishlists(cwd, rows);
  await expectEnd('first apply', startMeasured(['apply', firstCampaignFile, '--yes'], { cwd }));
  const costs: { readonly one: Cost; readonly two: Cost }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const plan = (threads: string) =>
      expectEnd(`plan in ${threads}`, startMeasured(['plan', campaignFile, '--json', '--threads', threads], { cwd }));
    const [one, two] = [await plan('1'), await plan('2')];
    if (one.stdout !== two.stdout) throw new Error('two threads make another plan than one');
    costs.push({ one: one.cost, two: two.cost });
    log(`round ${round}: ${one.cost.seconds.toFixed(1)} s in one thread, ${two.cost.seconds.toFixed(1)} s in two`);
  }
  return {
    rows,
    one: medianCost(costs.map(({ one }) => one)),
    two: medianCost(costs.map(({ two }) => two)),
    ratio: median(costs.map(({ one, two }) => two.seconds / one.seconds)),
  };
}

function medianCost(costs: readonly Cost[]): Cost {
  return {
    seconds: median(costs.map(({ seconds }) => seconds)),
    processorSeconds: median(costs.map(({ processorSeconds }) => processorSeconds)),
    memory: median(costs.map(({ memory }) => memory)),
  };
}

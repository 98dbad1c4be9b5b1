// The workspace of the measurement of plan, with a ledger that knows 95% of its people.
import type { TestWorkspace } from '../support/workspace.ts';
import { expectEnd, startMeasured, type MeasuredProcess } from './measured-process.ts';
import { campaignFile, firstCampaignFile, keyOf, makePlanWorkspace, writeWishlists } from './plan-workspace.ts';
import { settlePeople } from './settle-people.ts';

/** One in this many people is new. */
const newPeople = 20;

/** The ledger knows nobody of the audience. */
export async function makeNewWorkspace(rows: number): Promise<TestWorkspace> {
  const workspace = await makePlanWorkspace(rows, true);
  const { root } = workspace;
  await writeWishlists(root, rows);
  await expectEnd('first apply', startMeasured(['apply', firstCampaignFile, '--yes'], { cwd: root }));
  return workspace;
}

/** Throws an error if plan counts other people as settled. */
export async function makeSettledWorkspace(rows: number): Promise<TestWorkspace> {
  const workspace = await makeNewWorkspace(rows);
  const { root } = workspace;
  settlePeople(root, { id: 'wishlist', file: campaignFile, keys: settledKeys(rows) });
  const { stdout } = await expectEnd('plan', startReplan(root));
  const { totals }: { readonly totals: { readonly settled: number } } = JSON.parse(stdout);
  if (totals.settled !== countSettled(rows)) throw new Error(`${totals.settled} of ${rows} are settled`);
  return workspace;
}

export function startReplan(root: string, threads: readonly string[] = ['--threads', '1']): MeasuredProcess {
  return startMeasured(['plan', campaignFile, '--json', ...threads], { cwd: root });
}

export function countSettled(rows: number): number {
  return rows - Math.ceil(rows / newPeople);
}

function* settledKeys(rows: number): Generator<string> {
  for (let row = 0; row < rows; row += 1) if (row % newPeople !== 0) yield keyOf(row);
}

// Plans a repository against a base, as CI does for a reviewer.
import type { CampaignPlan, Plan } from '../../src/generated/plan.ts';
import { pushplan, type CliResult } from './cli.ts';
import { readPlan } from './documents.ts';

interface Place {
  readonly root: string;
}

export function runWithBase({ root }: Place, ...more: readonly string[]): Promise<CliResult> {
  return pushplan(['plan', '--base', 'main', ...more], { cwd: root });
}

export async function planWithBase(place: Place): Promise<Plan> {
  return readPlan(await runWithBase(place, '--json'));
}

/** Returns the campaign with that id in the plan. */
export async function compareCampaign(place: Place, id = 'hello'): Promise<CampaignPlan> {
  const plan = await planWithBase(place);
  const campaign = plan.campaigns.find((one) => one.id === id);
  if (campaign === undefined) throw new Error(`no campaign ${id} in the plan`);
  return campaign;
}

/** Formats each finding as "warning PP163 file: message". */
export function tellFindings(findings: Plan['diagnostics']): readonly string[] {
  return findings.map(({ severity, code, file, message }) => `${severity} ${code} ${file}: ${message}`);
}

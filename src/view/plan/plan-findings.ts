// The findings of a whole plan, each with its campaign.
import type { Diagnostic, Plan } from '../../generated/plan.ts';

/** The parts of a plan that contain findings. */
export interface PlanFindings extends Pick<Plan, 'diagnostics'> {
  readonly campaigns: readonly Pick<Plan['campaigns'][number], 'id' | 'diagnostics'>[];
}

export interface PlanFinding {
  /** Undefined if the finding concerns the whole plan. */
  readonly campaign: string | undefined;
  readonly finding: Diagnostic;
}

/** Includes findings about the campaign's file from before the plan was made, since for a reader they belong to the campaign. */
export function findingsAbout(
  { file, diagnostics }: Pick<Plan['campaigns'][number], 'file' | 'diagnostics'>,
  plan: Pick<Plan, 'diagnostics'>,
): readonly Diagnostic[] {
  return [...plan.diagnostics.filter((finding) => finding.file === file), ...diagnostics];
}

export function listFindings(plan: PlanFindings, severity: Diagnostic['severity']): PlanFinding[] {
  const all = [
    ...plan.diagnostics.map((finding) => ({ campaign: undefined, finding })),
    ...plan.campaigns.flatMap(({ id, diagnostics }) => diagnostics.map((finding) => ({ campaign: id, finding }))),
  ];
  return all.filter(({ finding }) => finding.severity === severity);
}

// The findings of a whole plan, each with the campaign that it is about.
import type { Diagnostic, Plan } from '../../generated/plan.ts';

/** What of a plan bears findings. */
export interface PlanFindings extends Pick<Plan, 'diagnostics'> {
  readonly campaigns: readonly Pick<Plan['campaigns'][number], 'id' | 'diagnostics'>[];
}

export interface PlanFinding {
  /** Undefined when it is about the plan as a whole. */
  readonly campaign: string | undefined;
  readonly finding: Diagnostic;
}

/** Also those that are about its file and were found before there was a plan: for a reader they are its own. */
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

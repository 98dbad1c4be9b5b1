// Writes the page of a plan into a file, besides what is printed: CI attaches it. If there is no plan, the page says why.
import { Refusal } from '../errors.ts';
import type { Plan } from '../generated/plan.ts';
import type { Context } from '../opening/context.ts';
import { checkPage, writePage, type PagePlace } from './write-page.ts';

type PlanPagePlace = Pick<PagePlace, 'root' | 'inputs'>;

/** Throws a Refusal (exit 3) if it is certain that the page cannot be written, before the plan is made. */
export async function checkPlanPage(context: Context, out: string | undefined, place: PlanPagePlace): Promise<void> {
  await checkPage(context, placeOfPage(out, place));
}

/** Throws a Refusal (exit 3) if the file cannot be written. */
export async function writePlanPage(
  context: Context,
  out: string | undefined,
  plan: Plan | Refusal,
  place: PlanPagePlace,
): Promise<void> {
  if (out === undefined) return;
  const page = await formatPlanPage(plan);
  await writePage(context, page, placeOfPage(out, place));
}

function placeOfPage(out: string | undefined, place: PlanPagePlace): PagePlace {
  return { ...place, out, option: '--page', isTaken: true, isPrivate: false, name: 'plan.html' };
}

/** Loads the code of pages only if it is needed: most plans are printed as text. */
export async function formatPlanPage(plan: Plan | Refusal): Promise<string> {
  if (plan instanceof Refusal) {
    const { formatRefusalHtml } = await import('../view/pages/findings-html.ts');
    return formatRefusalHtml(plan.diagnostics);
  }
  const { formatPlanHtml } = await import('../view/pages/plan-html.ts');
  return formatPlanHtml(plan);
}

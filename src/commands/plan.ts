// pushplan plan: what apply would send now. Needs no key, sends nothing, writes nothing but the file of --out.
import { resolve } from 'node:path';
import { exitCodes, type ExitCode } from '../errors.ts';
import { formatPlanJson } from '../view/plan-json.ts';
import { formatPlanText } from '../view/plan-text.ts';
import { defineCommand } from './command.ts';
import { compileCampaigns, refuseErrors } from './compile-campaigns.ts';
import { layoutOf } from './layout.ts';
import { openHistory } from './open-history.ts';
import { prepare } from './prepare.ts';
import { makeSalt, savePlan } from './saved-plan.ts';
import { walkCampaigns } from './walk-campaigns.ts';

export const planCommand = defineCommand({
  name: 'plan',
  takes: '[PATH...]',
  most: Number.POSITIVE_INFINITY,
  summary: 'what apply would send now; sends nothing',
  about:
    'Reads the campaigns, their audiences and the ledger, and says for every row what would become of it. Samples are stand-ins: no personal data is printed.',
  options: {
    out: { kind: 'text', value: 'FILE', help: 'save the plan, for pushplan apply FILE' },
    format: { kind: 'choice', choices: ['text', 'json'], help: 'how to print the plan' },
    'detailed-exitcode': { kind: 'flag', help: 'exit 2 when there is something to send' },
  },
  examples: [
    { line: 'pushplan plan campaigns', what: 'the plan of every campaign in the folder' },
    {
      line: 'pushplan plan --env production --out sale.plan.json sale.campaign.yaml',
      what: 'save what a reviewer approves',
    },
  ],
  run: async (context, values, paths): Promise<ExitCode> => {
    const prepared = await prepare(context, paths, values.env);
    const { workspace, environment, campaigns, partials, sources } = prepared;
    const { compiled, diagnostics } = await compileCampaigns(workspace.files, campaigns, partials);
    const found = refuseErrors([...prepared.diagnostics, ...diagnostics]);
    await using memory = await openHistory(context, workspace, environment);
    const result = await walkCampaigns({
      files: workspace.files,
      environment,
      policy: { ...workspace.policy, locate: workspace.locate },
      compiled,
      history: memory.history,
      kind: memory.kind,
      diagnostics: [...found, ...memory.diagnostics],
    });
    if (values.out !== undefined) {
      const path = resolve(context.cwd, values.out);
      await savePlan(path, result, { sources, ledger: memory.ledger }, makeSalt(context.random));
    }
    const json = values.json || values.format === 'json';
    if (json) context.stdout.write(formatPlanJson(result.plan));
    else {
      const layout = layoutOf(context, context.stdout, values['no-color'], workspace.root);
      context.stdout.write(formatPlanText(result.plan, layout, nextSteps(result.plan.totals, values.out, paths)));
    }
    if (result.blockers.length > 0) return exitCodes.blocked;
    const { send, resend } = result.plan.totals;
    return values['detailed-exitcode'] && send + resend > 0 ? exitCodes.hasSends : exitCodes.done;
  },
});

function nextSteps(
  totals: { send: number; resend: number },
  out: string | undefined,
  paths: readonly string[],
): string[] {
  if (totals.send + totals.resend === 0) return [];
  return [`pushplan apply ${out ?? paths.join(' ')}`.trimEnd()];
}

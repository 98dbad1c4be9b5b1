// pushplan drill: proves over the user's own campaigns that crashes lose and repeat nothing. Sends to the sandbox alone.
import { errorAt, publishDiagnostic, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, refuse, type ExitCode } from '../errors.ts';
import type { DrillDocument } from '../generated/drill.ts';
import { sharedOf } from '../campaign/layers/variants.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { layoutOf } from '../opening/layout.ts';
import { compileCampaigns, refuseErrors } from '../planning/compile-campaigns.ts';
import { prepare } from '../planning/prepare.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import { countOf } from '../numbers.ts';
import { safeJson } from '../view/safe.ts';
import { copyWorkspace } from './drilling/drilled-workspace.ts';
import { holdDrill, type DrillResult } from './drilling/hold-drill.ts';
import { defineCommand } from './program/command.ts';

const usualKills = 20;

export const drillCommand = defineCommand({
  most: Number.POSITIVE_INFINITY,
  about:
    'Copies the workspace into a temporary folder, sends everything to a sandbox once, and then again with processes that are killed at random moments, until the number of kills is reached. The same notifications must arrive both times: nobody twice, nobody lost. Quiet hours, blackouts and the pauses of rollouts are ignored. Each kill takes about a second, plus the time to plan the audience.',
  options: {
    kills: {
      kind: 'count',
      value: 'N',
      least: 1,
      most: 10_000,
      help: `number of processes to kill; ${usualKills} by default`,
    },
  },
  examples: [
    { line: 'pushplan drill', what: 'all campaigns of the workspace; this line also works in CI' },
    { line: 'pushplan drill sale --kills 100', what: 'one campaign, with more kills' },
  ],
  run: async (context, values, operands): Promise<ExitCode> => {
    const { stdout, stderr } = context;
    const { workspace, campaigns, partials, scopes, diagnostics: found } = await prepare(context, operands, values.env);
    const { diagnostics } = await compileCampaigns(workspace.files, campaigns, partials);
    refuseErrors([...found, ...diagnostics]);
    using interrupts = context.interrupts.take();
    await using copy = await copyWorkspace(workspace);
    const kills = values.kills ?? usualKills;
    let killed = 0;
    const result = await holdDrill({
      context,
      workspace: copy,
      scopes: scopes.map((scope) => (scope === '' ? '.' : scope)),
      mayRepeat: new Set(campaigns.filter(({ guarantee }) => guarantee === 'at_least_once').flatMap(idsOf)),
      hasSteps: campaigns.some(({ assignment }) => assignment?.rollout !== undefined),
      kills,
      stopped: interrupts.soft,
      note: (died) => {
        killed = died;
        if (stderr.isTerminal) stderr.write(`\rKilled ${died} of ${kills} `);
      },
    }).catch((error: unknown) => {
      // Ctrl-C ends the processes too, and then their failure is no fault of the workspace.
      if (!interrupts.soft.aborted) throw error;
      return undefined;
    });
    if (stderr.isTerminal) stderr.write('\r\u{1b}[K');
    if (result === undefined || interrupts.soft.aborted) {
      const message = `cut short after ${countOf(killed, 'kill')} of ${kills}`;
      throw refuse(exitCodes.unexpected, 'PP547', message, 'The sandbox and the copy of the workspace are gone.');
    }
    const faults = judge(result);
    stdout.write(values.json ? safeJson(documentOf(result, faults)) : describe(result));
    if (!values.json) {
      stderr.write(formatDiagnosticsText(faults, layoutOf(context, stderr)));
    }
    return faults.length === 0 ? exitCodes.done : exitCodes.unexpected;
  },
});

/** The camp_ids of a campaign, including those of its arms. */
function idsOf(campaign: Campaign): readonly number[] {
  return [sharedOf(campaign), ...campaign.variants.map(({ notification }) => notification)].flatMap(({ camp_id: id }) =>
    typeof id === 'number' ? id : [],
  );
}

function judge({ twice, lost }: DrillResult): readonly Diagnostic[] {
  if (twice === 0 && lost === 0) return [];
  const message = `${countOf(twice, 'notification')} twice and ${lost} lost`;
  return [errorAt(undefined, 'PP546', message, 'This is a fault of pushplan: please report it.')];
}

function documentOf(result: DrillResult, diagnostics: readonly Diagnostic[]): DrillDocument {
  const { kills, rounds, planned, twice, lost, inDoubt } = result;
  const counts = { kills, rounds, planned, twice, lost, in_doubt: inDoubt };
  return { format_version: '1.0', ...counts, diagnostics: diagnostics.map(publishDiagnostic) };
}

function describe({ kills, rounds, planned, twice, lost, inDoubt }: DrillResult): string {
  const what = `${countOf(kills, 'kill')} in ${countOf(rounds, 'round')}, ${countOf(planned, 'notification')}`;
  return `${what}: ${twice} twice, ${lost} lost, ${inDoubt} in doubt.\n`;
}

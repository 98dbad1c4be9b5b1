// pushplan retry: lets what a run had refused for a reason be tried again, by a person's decision. Sends nothing.
import { nameRun } from '../delivery/name-run.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { retryRuleOf, slowerRetry } from '../campaign/schedule/retry-rules.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import type { RunCampaign, RunRecord } from '../delivery/ledger.ts';
import { errorAt } from '../diagnostic.ts';
import { exitCodes, Refusal, refuse, type ExitCode } from '../errors.ts';
import { countOf } from '../numbers.ts';
import { loadCampaigns } from '../workspace/load-campaigns.ts';
import type { Workspace } from '../workspace/read-workspace.ts';
import { defineCommand } from './program/command.ts';
import { holdRun } from './runs/hold-run.ts';
import { presentRun } from './runs/present-run.ts';
import { printRun } from './runs/print-run.ts';
import { saySentence } from '../opening/say-sentence.ts';

export const retryCommand = defineCommand({
  most: 1,
  least: 1,
  about:
    'Use it when the cause of refusals is fixed, such as an expired certificate. It sends nothing: the next apply plans the recipients who were refused in the run for the reason of --only, except those who got the notification since. The figures of the run do not change. Your decision is stored with your name, the time and the reason.',
  options: {
    only: {
      kind: 'text',
      value: 'REASON',
      help: 'the reason of the refusals, as status shows it; required',
      suggests: ['reasons'],
    },
    reason: { kind: 'text', value: 'TEXT', help: 'why, for people who read the ledger later; required' },
  },
  examples: [
    {
      line: "pushplan retry run_4k2m9x0c7bqd --only InvalidCertificate --reason 'certificate renewed'",
      what: 'the next apply sends to them again',
    },
  ],
  run: async (context, values, [id = '']): Promise<ExitCode> => {
    const { only, reason } = readWords(values);
    await using locked = await holdRun(context, values.env, id);
    const { workspace, environment, ledger, record } = locked;
    refuseUnderWay(record);
    refuseNever(workspace, only);
    const totals = await ledger.totals(id);
    const refused = totals.map((campaign) => campaign.refused);
    const found = refused.reduce((sum, counts) => sum + (counts[only] ?? 0), 0);
    if (found === 0) throw refuseNothing(id, only, [...new Set(refused.flatMap((counts) => Object.keys(counts)))]);
    const concerned = record.campaigns.filter((_, index) => (refused[index]?.[only] ?? 0) > 0);
    const barred = await refuseBarred(workspace, only, concerned);
    const { user, host, stderr } = context;
    const opened = await ledger.openRefused(id, { of: only, who: `${user}@${host}`, reason });
    saySentence(
      stderr,
      opened === 0
        ? `All that ${id} had refused for ${only} is open already.`
        : `${countOf(opened, 'refusal')} opened: the next apply tries again with those who have not got it since.`,
    );
    for (const { id: campaign } of barred) {
      saySentence(stderr, `Not for ${campaign}: its retry says never for ${only}.`);
    }
    const run = presentRun(record, await ledger.totals(id), [], await ledger.lastError(id));
    printRun(context, { workspace, environment }, { ...run, opened }, values, { isForApply: true });
    return exitCodes.done;
  },
});

function readWords({ only, reason }: { readonly only: string | undefined; readonly reason: string | undefined }): {
  readonly only: string;
  readonly reason: string;
} {
  if (only !== undefined && only.trim() !== '' && reason !== undefined && reason.trim() !== '') return { only, reason };
  throw refuse(
    exitCodes.invalidInput,
    'PP502',
    'retry needs --only REASON and --reason TEXT: a decision without a reason cannot be judged later',
    "pushplan retry RUN --only InvalidCertificate --reason 'certificate renewed'",
  );
}

function refuseUnderWay(run: RunRecord): void {
  const { id, state } = run;
  if (state !== 'running' && state !== 'loading' && state !== 'paused') return;
  const target = nameRun(run);
  const help = `When it has ended, try again. If its process is dead: pushplan resume ${target}, or pushplan stop ${target}`;
  throw refuse(exitCodes.locked, 'PP382', `${id} is ${state}: its refusals are not opened meanwhile`, help);
}

/** Throws a Refusal (exit 4) if the vendor or the policy says never. */
function refuseNever({ policy }: Workspace, reason: string): void {
  if (retryRuleOf(policy.retry, reason) !== 'never') return;
  const message = `what was refused for ${reason} is never tried again`;
  const help = `It would be refused again, or people would get what they do not want. policy.retry in pushplan.yaml can say otherwise: retry: { ${reason}: manual }`;
  throw refuse(exitCodes.blocked, 'PP383', message, help);
}

/** A campaign may say never even if the policy does not. Returns such campaigns; throws a Refusal (exit 4) if there are no others. */
async function refuseBarred(
  workspace: Workspace,
  reason: string,
  concerned: readonly RunCampaign[],
): Promise<readonly Campaign[]> {
  const { campaigns } = await loadCampaigns(workspace, [''], { empty: 'allow' });
  const isNever = ({ retry = {} }: Campaign): boolean =>
    retryRuleOf(slowerRetry(workspace.policy.retry, retry), reason) === 'never';
  const barred = campaigns.filter((one) => concerned.some(({ id }) => id === one.id) && isNever(one));
  const [first] = barred;
  if (first === undefined || barred.length < concerned.length) return barred;
  const message = `what was refused for ${reason} is never tried again: ${first.id} says so`;
  const help = `Write another rule in the campaign: retry: { ${reason}: manual }`;
  throw new Refusal(exitCodes.blocked, [errorAt(locateIn(first, ['retry', reason]), 'PP383', message, help)]);
}

function refuseNothing(run: string, only: string, reasons: readonly string[]): Error {
  const help =
    reasons.length === 0 ? 'It had nothing refused.' : `It had refusals for: ${reasons.toSorted().join(', ')}.`;
  return refuse(exitCodes.invalidInput, 'PP384', `${run} had nothing refused for ${only}`, help);
}

// pushplan explain: shows what happens to one person in one campaign, step by step. Sends nothing, needs no key, never shows who it is.
import { publishDiagnostic } from '../diagnostic.ts';
import { exitCodes, refuse, type ExitCode } from '../errors.ts';
import type { ExplainDocument } from '../generated/explain.ts';
import { layoutOf } from '../opening/layout.ts';
import { openHistory } from '../opening/open-history.ts';
import { compileCampaigns, refuseErrors } from '../planning/compile-campaigns.ts';
import type { SentRecord } from '../plan/history.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { periodAt } from '../plan/schedule/period-at.ts';
import { findMissed } from '../planning/missed-periods.ts';
import { explainPerson } from '../planning/explain-person.ts';
import { identifyPerson } from '../planning/identify-person.ts';
import { openLists } from '../planning/lists/open-lists.ts';
import { prepare } from '../planning/prepare.ts';
import { formatExplainText } from '../view/explain-text.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import { safeJson } from '../view/safe.ts';
import { defineCommand } from './program/command.ts';
import { concealPerson } from './forgetting/conceal-person.ts';
import { readRecipient, recipientKinds } from './forgetting/read-recipient.ts';

/** The time for which the ledger is searched for what the person was sent, in milliseconds: 90 days. */
const lookBack = 90 * 86_400_000;

export const explainCommand = defineCommand({
  // No limit here: an operand may be the person, and the usual error would show it.
  most: Number.POSITIVE_INFINITY,
  about:
    'Shows whether a campaign sends to one person and, if not, which rule decides this and where it is written: the steps of a plan in their order, and what the person was sent in the last 90 days. The person is not shown and not stored. It checks only this campaign: caps do not count what other campaigns of the same plan send first.',
  options: {
    recipient: {
      kind: 'text',
      value: 'KIND=VALUE',
      help: 'the person: KIND is email, phone_number, uuid or custom.NAME',
      suggests: recipientKinds,
    },
  },
  examples: [
    { line: 'pushplan explain sale --recipient email=name@example.com', what: 'why this person gets it, or why not' },
  ],
  run: async (context, values, operands): Promise<ExitCode> => {
    const { recipient } = values;
    if (operands.length !== 1 || recipient === undefined) throw wrongArguments(operands);
    const wanted = readRecipient(recipient);
    concealPerson(context, recipient, wanted);
    const prepared = await prepare(context, operands, values.env);
    const { workspace, environment, campaigns, partials } = prepared;
    if (campaigns.length > 1) throw wrongArguments(operands);
    const { compiled, diagnostics } = await compileCampaigns(workspace.files, campaigns, partials);
    refuseErrors([...prepared.diagnostics, ...diagnostics]);
    const [one] = compiled;
    if (one === undefined) throw new Error('a campaign without errors was not compiled');
    await using memory = await openHistory(context, workspace, environment);
    const { history } = memory;
    const now = context.clock.now();
    const lists = await openLists({ here: prepared, history, allowed: [], now });
    const periodOf = (await findMissed([one.campaign], history, now)).get(one.campaign.id);
    const placeOfList = (key: string) => lists.all.find((list) => list.key === key)?.at;
    const nameOfList = (key: string) => lists.shown.find((list) => list.key === key)?.name;
    const all = { workspace, history, lists: lists.holdingFor(one.campaign), placeOfList, nameOfList, now, periodOf };
    const rows = await explainPerson(all, one, wanted);
    const past = await history.sentTo([identifyPerson(wanted)], now - lookBack);
    const document: ExplainDocument = {
      format_version: '1.0',
      environment: environment.name,
      campaign: one.campaign.id,
      file: one.campaign.file,
      ...periodIn(one.campaign, { now, periodOf }),
      rows: [...rows],
      past: past.map(publishSent),
      diagnostics: memory.diagnostics.map(publishDiagnostic),
    };
    if (values.json) context.stdout.write(safeJson(document));
    else {
      context.stderr.write(formatDiagnosticsText(memory.diagnostics, layoutOf(context, context.stderr)));
      context.stdout.write(formatExplainText(document, layoutOf(context, context.stdout)));
    }
    return exitCodes.done;
  },
});

/** The period of the rows, for a campaign with `every`. */
function periodIn(
  { every }: Campaign,
  { now, periodOf }: { readonly now: number; readonly periodOf: number | undefined },
): Pick<ExplainDocument, 'period'> {
  if (every === undefined) return {};
  return { period: { name: periodAt(every, periodOf ?? now).name, catches_up: periodOf !== undefined } };
}

function publishSent({ campaign, at, became, reason, ...by }: SentRecord): ExplainDocument['past'][number] {
  const { run, request, step, seal, commit = null } = by;
  const rolloutStep = step === null ? null : step + 1;
  return {
    campaign,
    at: new Date(at).toISOString(),
    became,
    reason: reason ?? null,
    run,
    request,
    rollout_step: rolloutStep,
    seal,
    commit,
  };
}

function wrongArguments([first = '']: readonly string[]): Error {
  const message = 'explain takes one campaign, a file or an id, and --recipient KIND=VALUE';
  const help = /^PP\d{3}$/v.test(first)
    ? `pushplan help ${first} explains a rule.`
    : 'pushplan explain --help shows what it takes.';
  return refuse(exitCodes.invalidInput, 'PP502', message, help);
}

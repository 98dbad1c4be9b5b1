// pushplan test: a campaign's notification on the phones of those who make it. Nobody counts as sent to.
import { exitCodes, refuse, type ExitCode, type Refusal } from '../errors.ts';
import { publishDiagnostic, type Diagnostic } from '../diagnostic.ts';
import type { Outcome } from '../delivery/outcome.ts';
import type { TestDocument } from '../generated/test.ts';
import type { Context } from '../opening/context.ts';
import { layoutOf } from '../opening/layout.ts';
import { openControl } from '../opening/open-control.ts';
import { openTarget } from '../opening/open-target.ts';
import { isLedgerThere } from '../opening/lock-ledger.ts';
import { compileCampaigns, refuseErrors } from '../planning/compile-campaigns.ts';
import { prepare, type Prepared } from '../planning/prepare.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import { safeJson } from '../view/safe.ts';
import { formatTestPreview, formatTestText } from '../view/test-text.ts';
import { defineCommand } from './program/command.ts';
import { confirmSends, describeEndpoint } from './sending/confirm-sends.ts';
import { chooseRow } from './testing/choose-row.ts';
import { judgeTest } from './testing/judge-test.ts';
import { makeTest } from './testing/make-test.ts';
import { pickTesters } from './testing/pick-testers.ts';
import { readForgotten } from './testing/read-forgotten.ts';
import { refuseSuppressed } from './testing/refuse-suppressed.ts';
import { sendTest } from './testing/send-test.ts';
import { findOpenTest } from './testing/test-record.ts';

export const testCommand = defineCommand({
  least: 1,
  most: 1,
  about:
    'Sends one notification of CAMPAIGN, a file or an id, to each phone under test_recipients of pushplan.yaml: one request, at the pace of the environment. The row is rendered with stand-ins of the same shape for what it holds, so that no customer is shown on a phone of yours. Lists under suppress hold. What was sent is noted in .pushplan/tests.ndjson, without anybody in it; no ledger and no plan knows of it, and it is never sent again by itself.',
  options: {
    row: { kind: 'count', value: 'N', least: 1, help: 'render this row of the audience; the first one by default' },
    worst: { kind: 'flag', help: 'render the row that a plan shows first: the longest title' },
    to: { kind: 'texts', value: 'NAME', help: 'send to this test recipient only; to all of them by default' },
    mark: { kind: 'flag', help: 'put "[test] " before the title' },
    'real-row': { kind: 'flag', help: "send the row as it is: a customer's data on your phone; asks on a terminal" },
    yes: { kind: 'flag', help: 'send without asking, for scripts' },
  },
  examples: [
    { line: 'pushplan test wishlist-sale --to desk', what: 'see it on your own phone before anybody else does' },
    { line: 'pushplan test sale.campaign.yaml --worst --mark --yes', what: 'the longest title, to all test phones' },
  ],
  run: async (context, values, operands): Promise<ExitCode> => {
    refuseBeside(values);
    checkTerminal(context, values);
    const prepared = await prepare(context, operands, values.env);
    const { workspace, environment } = prepared;
    const one = await compileOne(prepared);
    const testers = await pickTesters(context, workspace, values.to);
    const { campaign } = one;
    const forgotten = await readForgotten(context, workspace, environment);
    const asked = { workspace, campaign, forgotten: forgotten.people, now: context.clock.now() };
    await refuseSuppressed(asked, testers);
    await using target = await openTarget(context, environment);
    const isReal = values['real-row'];
    const row = await chooseRow(workspace.files, one, { row: values.row, isWorst: values.worst, isReal });
    const test = `test_${context.random.bytes(8).toString('hex')}`;
    const source = { campaign, testCampId: workspace.testCampId };
    const made = makeTest(source, row, testers, { test, isMarked: values.mark });
    const warnings = [
      ...prepared.diagnostics,
      ...forgotten.diagnostics,
      ...(await findOpenTest(workspace.root, environment.name)),
      ...made.diagnostics,
    ];
    const names = testers.map(({ name }) => name);
    const facts = {
      campaign: campaign.id,
      row: row.row,
      content: isReal ? ('real_row' as const) : ('stand_ins' as const),
      camp_id: made.campId,
    };
    const layout = layoutOf(context, context.stderr, values['no-color'], workspace.root);
    if (!values.json) {
      const to = `${environment.name} (${describeEndpoint(environment)})`;
      context.stderr.write(
        formatTestPreview({ ...facts, to, names, title: made.title, message: made.message }, layout),
      );
    }
    context.stderr.write(formatDiagnosticsText(warnings, layout));
    await confirmSends(
      context,
      environment,
      { send: testers.length, resend: 0, retry: 0, deferred: 0 },
      { yes: values.yes, waits: false },
    );
    await using control = (await isLedgerThere(context, workspace, environment))
      ? await openControl(context, workspace, environment)
      : undefined;
    using interrupts = context.interrupts.take();
    const { async, reportAttributes } = campaign;
    const { verdict, diagnostics: notNoted } = await sendTest(context, interrupts, {
      root: workspace.root,
      control,
      target,
      terms: { async, reportAttributes },
      notifications: made.notifications,
      line: { test, environment: environment.name, campaign: facts.campaign, row: facts.row, to: names },
    });
    const recipients = testers.map(({ name }, index) => ({ name, ...describeOutcome(verdict.outcomes[index]) }));
    const judged = judgeTest(verdict, recipients, environment.name);
    const diagnostics = [...judged.diagnostics, ...notNoted];
    const document: TestDocument = {
      format_version: '1.0',
      environment: environment.name,
      campaign: facts.campaign,
      file: campaign.file,
      row: facts.row,
      content: facts.content,
      camp_id: facts.camp_id,
      recipients,
      totals: addUp(recipients),
      diagnostics: [...warnings, ...diagnostics].map(publishDiagnostic),
    };
    print(context, document, diagnostics, values);
    return judged.exitCode;
  },
});

interface Beside {
  readonly row: number | undefined;
  readonly worst: boolean;
  readonly yes: boolean;
  readonly 'real-row': boolean;
}

function refuseBeside({ row, worst, yes, 'real-row': isReal }: Beside): void {
  if (row !== undefined && worst) throw wrong('--row and --worst at once: both choose the row');
  if (isReal && yes)
    throw wrong("--real-row shows a customer's data on a tester's phone, so it always asks: it takes no --yes");
}

function wrong(message: string): Refusal {
  return refuse(exitCodes.invalidInput, 'PP502', message, 'pushplan test --help shows what it takes.');
}

function checkTerminal({ stdin, stderr }: Context, { yes, 'real-row': isReal }: Beside): void {
  if (yes || (stdin.isTTY === true && stderr.isTerminal)) return;
  const help = isReal ? 'Only a person may say so.' : 'In scripts add --yes.';
  throw refuse(exitCodes.invalidInput, 'PP503', 'there is no terminal to ask on', help);
}

async function compileOne({ workspace, campaigns, partials, diagnostics: found }: Prepared) {
  const [first, ...others] = campaigns;
  if (first === undefined || others.length > 0) throw wrong('test takes one campaign, a file or an id');
  const files = { ...workspace.files, samples: 'where_missing' as const };
  const { compiled, diagnostics } = await compileCampaigns(files, [first], partials);
  refuseErrors([...found, ...diagnostics]);
  const [one] = compiled;
  if (one === undefined) throw new Error('a campaign without findings was compiled');
  return one;
}

function describeOutcome(outcome: Outcome | undefined): Pick<TestDocument['recipients'][number], 'outcome' | 'reason'> {
  switch (outcome?.kind) {
    case 'refused':
      return { outcome: 'refused', reason: outcome.reason };
    case 'rejected':
      return { outcome: 'rejected', reason: outcome.code };
    case 'accepted':
    case 'not_sent':
      return { outcome: outcome.kind, reason: null };
    default:
      return { outcome: 'in_doubt', reason: null };
  }
}

function addUp(recipients: TestDocument['recipients']): TestDocument['totals'] {
  const count = (wanted: string): number => recipients.filter(({ outcome }) => outcome === wanted).length;
  return {
    planned: recipients.length,
    accepted: count('accepted'),
    refused: count('refused'),
    rejected: count('rejected'),
    in_doubt: count('in_doubt'),
    not_sent: count('not_sent'),
  };
}

function print(
  context: Context,
  document: TestDocument,
  diagnostics: readonly Diagnostic[],
  values: { readonly json: boolean; readonly 'no-color': boolean },
): void {
  const { stdout, stderr } = context;
  stderr.write(formatDiagnosticsText(diagnostics, layoutOf(context, stderr, values['no-color'])));
  stdout.write(
    values.json ? safeJson(document) : formatTestText(document, layoutOf(context, stdout, values['no-color'])),
  );
}

// pushplan test: sends a campaign's notification to the phones of those who make it. Nobody counts as sent to.
import type { ExitCode } from '../errors.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { TestDocument } from '../generated/test.ts';
import type { Context } from '../opening/context.ts';
import { layoutOf } from '../opening/layout.ts';
import { openTarget } from '../opening/open-target.ts';
import { prepare } from '../planning/prepare.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import { safeJson } from '../view/safe.ts';
import { formatTestPreview, formatTestText } from '../view/test-text.ts';
import { requireTerminal } from './ask-person.ts';
import { defineCommand } from './program/command.ts';
import { confirmSends, describeEndpoint } from './sending/confirm-sends.ts';
import { deliverTest, openTestControl } from './testing/deliver-test.ts';
import { pickTesters } from './testing/pick-testers.ts';
import { compileForTest, prepareTest, refuseTesters, wrongTest } from './testing/prepare-test.ts';
import { findOpenTest } from './testing/test-record.ts';

export const testCommand = defineCommand({
  least: 1,
  most: 1,
  about:
    'Sends one notification of CAMPAIGN, a file or an id, to each phone under test_recipients of pushplan.yaml, in one request at the pace of the environment. Stand-ins of the same shape replace the values of the row, so that your phones show no customer. Lists under suppress apply. What was sent is recorded in .pushplan/tests.ndjson, without people. No ledger and no plan counts it, and it is never sent again automatically.',
  options: {
    row: { kind: 'count', value: 'N', least: 1, help: 'render this row of the audience; the first one by default' },
    worst: { kind: 'flag', help: 'render the row that a plan shows first, with the longest title' },
    locale: {
      kind: 'text',
      value: 'TAG',
      help: 'render the first row in this language; if there is none, the first row as if it had this language',
    },
    arm: {
      kind: 'text',
      value: 'NAME',
      help: 'render the first row in this arm; if there is none, the first row as if it were in this arm',
    },
    to: {
      kind: 'texts',
      value: 'NAME',
      help: 'send to this test recipient only; to all of them by default',
      suggests: ['testers'],
    },
    mark: { kind: 'flag', help: 'put "[test] " before the title' },
    'real-row': { kind: 'flag', help: 'send the row as it is, with the data of a customer; asks on a terminal' },
    yes: { kind: 'flag', help: 'send without asking, for scripts' },
  },
  examples: [
    { line: 'pushplan test wishlist-sale --to desk', what: 'see it on your own phone before anybody else does' },
    { line: 'pushplan test sale.campaign.yaml --worst --mark --yes', what: 'the longest title, to all test phones' },
    { line: 'pushplan test sale --locale tr --arm B', what: 'the texts of one language and one arm' },
  ],
  run: async (context, values, operands): Promise<ExitCode> => {
    refuseBeside(values);
    requireTerminal(context, values.yes, values['real-row'] ? 'Run it on a terminal, without --yes.' : undefined);
    const prepared = await prepare(context, operands, values.env);
    const { workspace, environment, campaigns } = prepared;
    if (prepared.selected.length !== 1) throw wrongTest('test takes one campaign, a file or an id');
    const [one] = await compileForTest(prepared, campaigns);
    if (one === undefined) throw new Error('a campaign without findings was compiled');
    const testers = await pickTesters(context, workspace, values.to);
    const unchecked = await refuseTesters(context, prepared, one.campaign, testers);
    await using target = await openTarget(context, environment);
    const { row, locale, arm } = values;
    const wish = { row, locale, arm, isWorst: values.worst, isReal: values['real-row'], isMarked: values.mark };
    const made = await prepareTest(context, prepared, one, testers, wish);
    const warnings = [
      ...prepared.diagnostics,
      ...unchecked,
      ...(await findOpenTest(workspace.root, environment.name)),
      ...made.diagnostics,
    ];
    const layout = layoutOf(context, context.stderr, workspace.root);
    if (!values.json) {
      const { title, message } = made.made;
      const to = `${environment.name} (${describeEndpoint(environment)})`;
      const names = testers.map(({ name }) => name);
      context.stderr.write(formatTestPreview({ ...made.facts, to, names, title, message }, layout));
    }
    context.stderr.write(formatDiagnosticsText(warnings, layout));
    await confirmSends(
      context,
      environment,
      { send: testers.length, resend: 0, retry: 0, deferred: 0 },
      { yes: values.yes, waits: false, cancelled: [] },
    );
    await using control = await openTestControl(context, prepared);
    using interrupts = context.interrupts.take();
    const way = { target, control, interrupts };
    const { document, exitCode, diagnostics } = await deliverTest(context, prepared, made, way, warnings);
    print(context, document, diagnostics, values);
    return exitCode;
  },
});

interface Beside {
  readonly row: number | undefined;
  readonly worst: boolean;
  readonly locale: string | undefined;
  readonly arm: string | undefined;
  readonly yes: boolean;
  readonly 'real-row': boolean;
}

function refuseBeside({ row, worst, locale, arm, yes, 'real-row': isReal }: Beside): void {
  const choices = [
    ['--row', row !== undefined],
    ['--worst', worst],
    ['--locale', locale !== undefined],
    ['--arm', arm !== undefined],
  ] as const;
  const [first, second] = choices.filter(([, isGiven]) => isGiven).map(([name]) => name);
  // A language and an arm choose the row together.
  if (second !== undefined && first !== '--locale') {
    throw wrongTest(`${first} and ${second} at once: both choose the row`);
  }
  if (isReal && yes)
    throw wrongTest("--real-row shows a customer's data on a tester's phone, so it always asks: it takes no --yes");
}

function print(
  context: Context,
  document: TestDocument,
  diagnostics: readonly Diagnostic[],
  values: { readonly json: boolean },
): void {
  const { stdout, stderr } = context;
  stderr.write(formatDiagnosticsText(diagnostics, layoutOf(context, stderr)));
  stdout.write(values.json ? safeJson(document) : formatTestText(document, layoutOf(context, stdout)));
}

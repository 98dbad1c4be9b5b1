// Sends a prepared test, and describes its outcome: the result that test and ci test print.
import { publishDiagnostic, type Diagnostic } from '../../diagnostic.ts';
import type { ExitCode } from '../../errors.ts';
import type { Outcome } from '../../delivery/outcome.ts';
import type { RunControl } from '../../delivery/run-control.ts';
import type { TestDocument } from '../../generated/test.ts';
import type { Context, Interrupts } from '../../opening/context.ts';
import { openControl } from '../../opening/open-control.ts';
import { isLedgerThere } from '../../opening/lock-ledger.ts';
import type { Target } from '../../opening/open-target.ts';
import type { Prepared } from '../../planning/prepare.ts';
import { judgeTest } from './judge-test.ts';
import type { PreparedTest } from './prepare-test.ts';
import { sendTest } from './send-test.ts';

export interface TestWay {
  readonly target: Pick<Target, 'sender'>;
  /** Undefined if there is no ledger yet, and so no pace to keep. */
  readonly control: RunControl | undefined;
  readonly interrupts: ReturnType<Interrupts['take']>;
}

export interface DeliveredTest {
  readonly document: TestDocument;
  readonly exitCode: ExitCode;
  /** The findings of the send itself. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Throws a Refusal as the ledger does. */
export async function openTestControl(
  context: Context,
  { workspace, environment }: Prepared,
): Promise<RunControl | undefined> {
  if (!(await isLedgerThere(context, workspace, environment))) return undefined;
  return openControl(context, workspace, environment);
}

/** Throws a Refusal if nothing was sent. `warnings` are the findings from before. */
export async function deliverTest(
  context: Context,
  { workspace, environment }: Prepared,
  { campaign, facts, made, testers }: PreparedTest,
  { target, control, interrupts }: TestWay,
  warnings: readonly Diagnostic[],
): Promise<DeliveredTest> {
  const { async, reportAttributes } = campaign;
  const to = testers.map(({ name }) => name);
  const { verdict, diagnostics: notNoted } = await sendTest(context, interrupts, {
    root: workspace.root,
    control,
    target,
    terms: { async, reportAttributes },
    notifications: made.notifications,
    line: { test: facts.request, environment: environment.name, campaign: facts.campaign, row: facts.row, to },
  });
  const recipients = to.map((name, index) => ({ name, ...describeOutcome(verdict.outcomes[index]) }));
  const judged = judgeTest(verdict, recipients, environment.name);
  const diagnostics = [...judged.diagnostics, ...notNoted];
  const document: TestDocument = {
    format_version: '1.0',
    environment: environment.name,
    ...facts,
    recipients,
    totals: addUp(recipients),
    diagnostics: [...warnings, ...diagnostics].map(publishDiagnostic),
  };
  return { document, exitCode: judged.exitCode, diagnostics };
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

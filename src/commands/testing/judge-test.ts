// Turns the outcome of a test into findings and an exit code: as for apply, but a test that nobody got is reported as such.
import type { Verdict } from '../../delivery/classify.ts';
import { explainError } from '../../delivery/stopping/explain-error.ts';
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, type ExitCode } from '../../errors.ts';
import type { TestDocument } from '../../generated/test.ts';
import { nameDoctor } from '../sending/name-doctor.ts';
import { vendor } from '../../opening/vendor.ts';

type Recipients = TestDocument['recipients'];

export interface TestJudgement {
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly Diagnostic[];
}

export function judgeTest(verdict: Verdict, recipients: Recipients, environment: string): TestJudgement {
  const { next } = verdict;
  if (next.kind === 'shut_out') {
    return { exitCode: exitCodes.vendorRefused, diagnostics: [nameDoctor(next.diagnostic, environment)] };
  }
  if (verdict.answer === 'unacceptable') return { exitCode: exitCodes.aboveFailOn, diagnostics: [isRejected(verdict)] };
  const kinds = recipients.map(({ outcome }) => outcome);
  if (kinds.includes('in_doubt')) return { exitCode: exitCodes.inDoubt, diagnostics: [isInDoubt(verdict, recipients)] };
  if (kinds.includes('not_sent')) return { exitCode: exitCodes.stopped, diagnostics: [isNotSent(verdict)] };
  const refused = recipients.filter(({ outcome }) => outcome !== 'accepted');
  if (refused.length === 0) return { exitCode: exitCodes.done, diagnostics: [] };
  const nobody = refused.length === recipients.length;
  const findings = [...Map.groupBy(refused, ({ reason }) => reason ?? '')].map(([reason, group]) => {
    const names = group.map(({ name }) => name).join(', ');
    const message = `${names}: refused with ${reason}`;
    const help = vendor.adviseOnRefusal(reason);
    return nobody ? errorAt(undefined, 'PP539', message, help) : warningAt(undefined, 'PP539', message, help);
  });
  return { exitCode: nobody ? exitCodes.aboveFailOn : exitCodes.done, diagnostics: findings };
}

function isInDoubt(verdict: Verdict, recipients: Recipients): Diagnostic {
  const { means, name } = explainError(verdict, vendor.errors);
  const unnamed = recipients.filter(({ outcome }) => outcome === 'in_doubt').map((one) => one.name);
  const why =
    verdict.answer === 'settled' ? `the API's answer does not mention ${unnamed.join(', ')}` : `${means} (${name})`;
  const message = `the test may or may not have arrived: ${why}`;
  return errorAt(undefined, 'PP540', message, 'Check the phone. It is not sent again by itself.');
}

function isRejected({ error, meaning }: Verdict): Diagnostic {
  const message = `the API rejected the test, and nobody got it: ${error ?? ''}, ${meaning}`;
  return errorAt(undefined, 'PP539', message, 'Check the campaign, or send to one recipient with --to NAME.');
}

function isNotSent(verdict: Verdict): Diagnostic {
  const { means, name, remedy } = explainError(verdict, vendor.errors);
  const said = verdict.excerpt === '' ? '' : ` It says: ${verdict.excerpt}`;
  return errorAt(undefined, 'PP541', `no test was sent: ${means} (${name}).${said}`, remedy);
}

// pushplan ci test: sends what a pull request changes to the phones of the team, by the pushplan.yaml of its base. Prints it for the comment.
import { countOf } from '../../numbers.ts';
import { publishDiagnostic } from '../../diagnostic.ts';
import { exitCodes, gravestOf, Refusal, refuse, type ExitCode } from '../../errors.ts';
import type { CiTestDocument } from '../../generated/ci-test.ts';
import type { Context } from '../../opening/context.ts';
import { layoutOf } from '../../opening/layout.ts';
import { prepareWithBase } from '../../planning/base/prepare-with-base.ts';
import type { Prepared } from '../../planning/prepare.ts';
import { formatDiagnosticsText } from '../../view/findings/diagnostics-text.ts';
import { formatTestsMarkdown, formatUntestedMarkdown } from '../../view/markdown/test-markdown.ts';
import { safeJson } from '../../view/safe.ts';
import { defineCommand } from '../program/command.ts';
import { findHeadCommit } from './head-commit.ts';
import { codesOf, mostCampaigns, testChanged, type ChangeTested } from './test-changed.ts';

export const ciTestCommand = defineCommand({
  most: 0,
  about: `For each campaign with other content than in the base, sends one notification to each phone under test_recipients: the worst row with stand-ins, and "[test] " before the title. It makes one request per campaign, for at most ${countOf(mostCampaigns, 'campaign')}. pushplan.yaml is read from the base, so a pull request cannot choose the address, the key or the phones. Prints Markdown for ci comment --part test. Test sends do not count as sent.`,
  options: {
    base: { kind: 'text', value: 'REF', help: 'branch, tag or commit that the pull request is merged into' },
    to: {
      kind: 'texts',
      value: 'NAME',
      help: 'send to this test recipient only; to all of them by default',
      suggests: ['testers'],
    },
    yes: { kind: 'flag', help: 'send without asking; required' },
  },
  examples: [
    {
      line: 'pushplan ci test --env production --base HEAD^1 --yes',
      what: 'in a CI job that needs an approval; redirect it to test.md',
    },
    { line: 'pushplan ci test --base main --to desk --yes', what: 'on this machine, to one phone' },
  ],
  run: async (context, { base, to, yes, json, env }): Promise<ExitCode> => {
    if (base === undefined) {
      throw refuse(
        exitCodes.invalidInput,
        'PP502',
        'ci test needs --base',
        'In a pull request of GitHub: --base HEAD^1',
      );
    }
    if (!yes) {
      throw refuse(exitCodes.invalidInput, 'PP503', 'ci test sends to phones without asking', 'Add --yes to say so.');
    }
    try {
      const compared = await prepareWithBase(context, base, env);
      const tested = await testChanged(context, compared, to);
      const findings = [...tested.failures.flatMap(({ refusal }) => refusal.diagnostics), ...tested.diagnostics];
      const layout = layoutOf(context, context.stderr, compared.prepared.workspace.root);
      context.stderr.write(formatDiagnosticsText(findings, layout));
      const document = await describe(context, compared.prepared, tested);
      context.stdout.write(json ? safeJson(document) : formatTestsMarkdown(document, tested.end));
      return gravestOf(codesOf(tested));
    } catch (error) {
      if (error instanceof Refusal && !json) {
        context.stdout.write(formatUntestedMarkdown(error.diagnostics.map(publishDiagnostic)));
      }
      throw error;
    }
  },
});

async function describe(
  context: Context,
  { environment }: Prepared,
  { tests, failures, untested, diagnostics }: ChangeTested,
): Promise<CiTestDocument> {
  return {
    format_version: '1.0',
    environment: environment.name,
    commit: (await findHeadCommit(context))?.id ?? null,
    tests: tests.map(({ document }) => document),
    failed: failures.map(({ campaign, file, refusal }) => {
      return { campaign, file, diagnostics: refusal.diagnostics.map(publishDiagnostic) };
    }),
    untested: [...untested],
    diagnostics: diagnostics.map(publishDiagnostic),
  };
}

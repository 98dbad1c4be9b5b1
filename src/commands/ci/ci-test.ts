// pushplan ci test: what a pull request changes, on the phones of the team, with the pushplan.yaml of its base; as the part of the comment that says so.
import { publishDiagnostic } from '../../diagnostic.ts';
import { exitCodes, gravestOf, Refusal, refuse, type ExitCode } from '../../errors.ts';
import type { TestDocument } from '../../generated/test.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import type { Context } from '../../opening/context.ts';
import { layoutOf } from '../../opening/layout.ts';
import { openTarget } from '../../opening/open-target.ts';
import { prepareWithBase } from '../../planning/base/prepare-with-base.ts';
import type { Prepared } from '../../planning/prepare.ts';
import { formatDiagnosticsText } from '../../view/findings/diagnostics-text.ts';
import {
  formatTestsMarkdown,
  formatUntestedMarkdown,
  type FailedTest,
  type PullRequestTests,
} from '../../view/markdown/test-markdown.ts';
import { safeJson } from '../../view/safe.ts';
import { defineCommand } from '../program/command.ts';
import { deliverTest, openTestControl, type TestWay } from '../testing/deliver-test.ts';
import { pickTesters, type Tester } from '../testing/pick-testers.ts';
import { compileForTest, prepareTest, refuseTesters } from '../testing/prepare-test.ts';
import { findHeadCommit } from './head-commit.ts';

/** A pull request that touches more is no case for phones. */
const mostCampaigns = 10;

export const ciTestCommand = defineCommand({
  most: 0,
  about: `For each campaign that says something different from the base, sends one notification to each phone under test_recipients: the worst row with stand-ins, "[test] " before the title, one request per campaign, ${mostCampaigns} campaigns at most. pushplan.yaml is read from the base, so a pull request cannot choose the address, the key or the phones. Prints Markdown for ci comment --part test. Test sends do not count as sent.`,
  options: {
    base: { kind: 'text', value: 'REF', help: 'the branch, tag or commit that the pull request is merged into' },
    to: { kind: 'texts', value: 'NAME', help: 'send to this test recipient only; to all of them by default' },
    yes: { kind: 'flag', help: 'send without asking; required' },
  },
  examples: [
    { line: 'pushplan ci test --env production --base HEAD^1 --yes', what: 'in a job behind an approval, > test.md' },
    { line: 'pushplan ci test --base main --to desk --yes', what: 'on this machine, to one phone' },
  ],
  run: async (context, { base, to, yes, json, env, 'no-color': isPlain }): Promise<ExitCode> => {
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
      const { prepared, changed } = await prepareWithBase(context, base, env);
      const found = await testAll(context, prepared, changed, to);
      const findings = found.failures.flatMap(({ refusal }) => refusal.diagnostics);
      const layout = layoutOf(context, context.stderr, isPlain, prepared.workspace.root);
      context.stderr.write(formatDiagnosticsText(findings, layout));
      print(context, await describe(context, prepared, found), json);
      return gravestOf(
        [...found.tests, ...found.failures.map(({ refusal }) => refusal)].map(({ exitCode }) => exitCode),
      );
    } catch (error) {
      if (error instanceof Refusal && !json) {
        context.stdout.write(formatUntestedMarkdown(error.diagnostics.map(publishDiagnostic)));
      }
      throw error;
    }
  },
});

interface Tested {
  readonly tests: readonly { readonly document: TestDocument; readonly exitCode: ExitCode }[];
  readonly failures: readonly { readonly campaign: string; readonly refusal: Refusal }[];
  readonly untried: readonly string[];
}

/** One after another, each with a slot of the pace. What is wrong with one campaign does not keep the others from being tested. */
async function testAll(
  context: Context,
  prepared: Prepared,
  changed: readonly Campaign[],
  names: readonly string[],
): Promise<Tested> {
  if (changed.length === 0) return { tests: [], failures: [], untried: [] };
  const testers = await pickTesters(context, prepared.workspace, names);
  await using target = await openTarget(context, prepared.environment);
  await using control = await openTestControl(context, prepared);
  using interrupts = context.interrupts.take();
  const tests: { document: TestDocument; exitCode: ExitCode }[] = [];
  const failures: { campaign: string; refusal: Refusal }[] = [];
  const tried = changed.slice(0, mostCampaigns);
  for (const [index, campaign] of tried.entries()) {
    try {
      tests.push(await testOne(context, prepared, campaign, testers, { target, control, interrupts }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failures.push({ campaign: campaign.id, refusal: error });
    }
    // The vendor lets nobody in: the next one would be turned away as well.
    const isOver = tests.at(-1)?.exitCode === exitCodes.vendorRefused || interrupts.soft.aborted;
    if (isOver) return { tests, failures, untried: idsOf(changed.slice(index + 1)) };
  }
  return { tests, failures, untried: idsOf(changed.slice(mostCampaigns)) };
}

function idsOf(campaigns: readonly Campaign[]): readonly string[] {
  return campaigns.map(({ id }) => id);
}

async function testOne(
  context: Context,
  prepared: Prepared,
  campaign: Campaign,
  testers: readonly Tester[],
  way: TestWay,
): Promise<Tested['tests'][number]> {
  const [one] = await compileForTest(prepared, [campaign]);
  if (one === undefined) throw new Error('a campaign without findings was compiled');
  const unchecked = await refuseTesters(context, prepared, campaign, testers);
  const wish = { isWorst: true, isReal: false, isMarked: true };
  const made = await prepareTest(context, prepared, one, testers, wish);
  return deliverTest(context, prepared, made, way, [...unchecked, ...made.diagnostics]);
}

async function describe(
  context: Context,
  { environment }: Prepared,
  { tests, failures, untried }: Tested,
): Promise<PullRequestTests> {
  return {
    environment: environment.name,
    tests: tests.map(({ document }) => document),
    failures: failures.map(({ campaign, refusal }): FailedTest => {
      return { campaign, diagnostics: refusal.diagnostics.map(publishDiagnostic) };
    }),
    untried,
    commit: (await findHeadCommit(context))?.id,
  };
}

function print({ stdout }: Context, tested: PullRequestTests, isJson: boolean): void {
  const { tests, failures, untried } = tested;
  const diagnostics = failures.flatMap((failed) => failed.diagnostics);
  stdout.write(isJson ? safeJson({ format_version: '1.0', tests, untried, diagnostics }) : formatTestsMarkdown(tested));
}

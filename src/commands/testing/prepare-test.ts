// Prepares a test up to its request: the row, what it says, and who gets it. Nothing has been sent yet.
import type { Campaign } from '../../campaign/campaign.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { exitCodes, refuse, type Refusal } from '../../errors.ts';
import type { TestDocument } from '../../generated/test.ts';
import type { Context } from '../../opening/context.ts';
import { compileCampaigns, refuseErrors, type CompiledCampaign } from '../../planning/compile-campaigns.ts';
import type { Prepared } from '../../planning/prepare.ts';
import { chooseRow, type RowWish } from './choose-row.ts';
import { makeTest, type MadeTest } from './make-test.ts';
import type { Tester } from './pick-testers.ts';
import { readForgotten } from './read-forgotten.ts';
import { refuseSuppressed } from './refuse-suppressed.ts';

export interface TestWish extends RowWish {
  readonly isMarked: boolean;
}

export interface PreparedTest {
  readonly campaign: Campaign;
  /** The parts of the result that are known already. */
  readonly facts: Pick<
    TestDocument,
    'campaign' | 'file' | 'row' | 'locale' | 'arm' | 'content' | 'camp_id' | 'request'
  >;
  readonly made: MadeTest;
  readonly testers: readonly Tester[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Throws a Refusal if a campaign has errors. */
export async function compileForTest(
  { workspace, partials, diagnostics: found }: Prepared,
  campaigns: Prepared['campaigns'],
): Promise<readonly CompiledCampaign[]> {
  const files = { ...workspace.files, samples: 'where_missing' as const };
  const { compiled, diagnostics } = await compileCampaigns(files, campaigns, partials);
  refuseErrors([...found, ...diagnostics]);
  return compiled;
}

/** Throws a Refusal: exit 4 if a tester must not get the test, 3 if a list does not exist. */
export async function refuseTesters(
  context: Context,
  { workspace, environment }: Prepared,
  campaign: Campaign,
  testers: readonly Tester[],
): Promise<readonly Diagnostic[]> {
  const forgotten = await readForgotten(context, workspace, environment);
  const asked = { workspace, campaign, forgotten: forgotten.people, now: context.clock.now() };
  await refuseSuppressed(asked, testers);
  return forgotten.diagnostics;
}

/** Throws a Refusal (exit 3) if there is no such row, or if it would not be sent. */
export async function prepareTest(
  context: Context,
  { workspace }: Prepared,
  one: CompiledCampaign,
  testers: readonly Tester[],
  wish: TestWish,
): Promise<PreparedTest> {
  const { campaign } = one;
  const row = await chooseRow(workspace.files, one, wish);
  const request = `test_${context.random.bytes(8).toString('hex')}`;
  const source = { campaign, testCampId: workspace.testCampId };
  const made = makeTest(source, row, testers, { test: request, isMarked: wish.isMarked });
  const facts = {
    campaign: campaign.id,
    file: campaign.file,
    row: row.row,
    locale: row.locale,
    arm: row.arm,
    content: wish.isReal ? ('real_row' as const) : ('stand_ins' as const),
    camp_id: made.campId,
    request,
  };
  return { campaign, facts, made, testers, diagnostics: [...row.diagnostics, ...made.diagnostics] };
}

export function wrongTest(message: string): Refusal {
  return refuse(exitCodes.invalidInput, 'PP502', message, 'pushplan test --help shows what it takes.');
}

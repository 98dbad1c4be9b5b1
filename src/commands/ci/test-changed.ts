// Tests the campaigns that a pull request changes, one after another, each with a slot of the pace. Errors in one do not stop the others.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal, type ExitCode } from '../../errors.ts';
import type { TestDocument } from '../../generated/test.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import type { Context } from '../../opening/context.ts';
import { openTarget } from '../../opening/open-target.ts';
import type { PreparedWithBase } from '../../planning/base/prepare-with-base.ts';
import type { Prepared } from '../../planning/prepare.ts';
import { countOf } from '../../numbers.ts';
import { deliverTest, openTestControl, type TestWay } from '../testing/deliver-test.ts';
import { pickTesters, type Tester } from '../testing/pick-testers.ts';
import { compileForTest, prepareTest, refuseTesters } from '../testing/prepare-test.ts';

/** The most campaigns that are tested. A pull request that changes more is not a case for phones. */
export const mostCampaigns = 10;

interface SentTest {
  readonly document: TestDocument;
  readonly exitCode: ExitCode;
}

interface FailedTest {
  /** Null if the file is not a campaign. */
  readonly campaign: string | null;
  readonly file: string;
  readonly refusal: Refusal;
}

export interface ChangeTested {
  readonly tests: readonly SentTest[];
  /** In path order. */
  readonly failures: readonly FailedTest[];
  /** Ids of the campaigns that were not tried. */
  readonly untested: readonly string[];
  /** Whether all were tested, there were too many, or testing the rest made no sense. */
  readonly end: 'all' | 'limit' | 'stopped';
  /** Findings that are about no single campaign. */
  readonly diagnostics: readonly Diagnostic[];
}

/** `names` are the values of --to. Throws a Refusal if nothing can be sent to anybody. */
export async function testChanged(
  context: Context,
  { prepared, changed, unreadable }: PreparedWithBase,
  names: readonly string[],
): Promise<ChangeTested> {
  const failed = unreadable.map((file) => cannotBeRead(prepared, file));
  if (changed.length === 0) return { tests: [], failures: failed, untested: [], end: 'all', diagnostics: [] };
  const tested = await testEach(context, prepared, changed, names);
  const failures = [...tested.failures, ...failed].toSorted((one, other) => (one.file < other.file ? -1 : 1));
  return { ...tested, failures };
}

/** The exit codes of all that was tried, and that of a stop if an interrupt left campaigns untested. */
export function codesOf({ tests, failures, diagnostics }: ChangeTested): readonly ExitCode[] {
  return [
    ...tests.map(({ exitCode }) => exitCode),
    ...failures.map(({ refusal }) => refusal.exitCode),
    ...(diagnostics.length > 0 ? [exitCodes.stopped] : []),
  ];
}

async function testEach(
  context: Context,
  prepared: Prepared,
  changed: readonly Campaign[],
  names: readonly string[],
): Promise<ChangeTested> {
  const testers = await pickTesters(context, prepared.workspace, names);
  await using target = await openTarget(context, prepared.environment);
  await using control = await openTestControl(context, prepared);
  using interrupts = context.interrupts.take();
  const tests: SentTest[] = [];
  const failures: FailedTest[] = [];
  for (const [index, campaign] of changed.slice(0, mostCampaigns).entries()) {
    let exitCode: ExitCode;
    try {
      const sent = await testOne(context, prepared, campaign, testers, { target, control, interrupts });
      tests.push(sent);
      ({ exitCode } = sent);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failures.push({ campaign: campaign.id, file: campaign.file, refusal: error });
      ({ exitCode } = error);
    }
    const isInterrupted = interrupts.soft.aborted;
    if (!isInterrupted && !endsAll(exitCode)) continue;
    const untested = idsOf(changed.slice(index + 1));
    const diagnostics = isInterrupted && untested.length > 0 ? [wasInterrupted(untested.length)] : [];
    return { tests, failures, untested, end: 'stopped', diagnostics };
  }
  const untested = idsOf(changed.slice(mostCampaigns));
  return { tests, failures, untested, end: untested.length === 0 ? 'all' : 'limit', diagnostics: [] };
}

/** The vendor refuses everything, cannot be reached, or the pace has no room: the next test would end in the same way. */
function endsAll(exitCode: ExitCode): boolean {
  return exitCode === exitCodes.vendorRefused || exitCode === exitCodes.stopped;
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
): Promise<SentTest> {
  const [one] = await compileForTest({ ...prepared, diagnostics: findingsOf(prepared, campaign.file) }, [campaign]);
  if (one === undefined) throw new Error('a campaign without findings was compiled');
  const unchecked = await refuseTesters(context, prepared, campaign, testers);
  const wish = { isWorst: true, isReal: false, isMarked: true };
  const made = await prepareTest(context, prepared, one, testers, wish);
  return deliverTest(context, prepared, made, way, [...unchecked, ...made.diagnostics]);
}

/** The findings about one campaign file, and about what all campaigns share. */
function findingsOf({ diagnostics, selected }: Prepared, file: string): readonly Diagnostic[] {
  const others = new Set(selected.filter((one) => one !== file));
  return diagnostics.filter((finding) => finding.file === undefined || !others.has(finding.file));
}

function cannotBeRead({ diagnostics }: Prepared, file: string): FailedTest {
  const findings = diagnostics.filter((finding) => finding.file === file);
  return { campaign: null, file, refusal: new Refusal(exitCodes.invalidInput, findings) };
}

function wasInterrupted(count: number): Diagnostic {
  const message = `interrupted: ${countOf(count, 'campaign')} not tested`;
  return errorAt(undefined, 'PP541', message, 'Run the command again. It tests all of them again.');
}

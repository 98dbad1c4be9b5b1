// Makes the notifications of a test from those of the row, with the tester's identifiers in place of all of the row's.
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import type { Outgoing } from '../../delivery/sender.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import { wireEnvelope } from '../../delivery/envelope.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { vendor } from '../../opening/vendor.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';
import type { TestRow } from './choose-row.ts';
import type { Tester } from './pick-testers.ts';

export interface MadeTest {
  readonly campId: number;
  readonly title: string;
  readonly message: string;
  /** In the order of the testers. */
  readonly notifications: readonly Outgoing[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The text that --mark puts before the title. */
const mark = '[test] ';

/** `test` is a unique id. */
export function makeTest(
  { campaign, testCampId }: { readonly campaign: Campaign; readonly testCampId: Workspace['testCampId'] },
  { notification, row }: TestRow,
  testers: readonly Tester[],
  { test, isMarked }: { readonly test: string; readonly isMarked: boolean },
): MadeTest {
  const own = campaign.testCampId ?? testCampId;
  const { camp_id, title, message } = notification;
  const campId = own ?? camp_id;
  if (typeof campId !== 'number' || typeof title !== 'string') {
    const said = `row ${row} of ${campaign.id} gives no notification with a camp_id and a title`;
    const help = 'Choose another row with --row N, or write both in the campaign.';
    throw new Refusal(exitCodes.invalidInput, [errorAt(locateIn(campaign, ['notification']), 'PP535', said, help)]);
  }
  const shown = {
    campId,
    title: `${isMarked ? mark : ''}${title}`,
    message: typeof message === 'string' ? message : '',
  };
  return {
    ...shown,
    notifications: testers.map(({ identifiers }, index) => {
      const content = { ...notification, identifiers, camp_id: campId, title: shown.title };
      return { ...wireEnvelope(vendor.envelopeOf(JSON.stringify(content))), id: `${test}-${index}` };
    }),
    diagnostics: own === undefined ? [mixesReports(campaign, campId)] : [],
  };
}

function mixesReports(campaign: Campaign, campId: number): Diagnostic {
  const message = `the test goes out with the camp_id of ${campaign.id}, ${campId}: the vendor's reports will count it with the campaign`;
  const help = 'Write test_camp_id: 9001, or any number that no campaign has, in pushplan.yaml or in the campaign.';
  return warningAt(locateIn(campaign, ['notification', 'camp_id']), 'PP536', message, help);
}

// Counts the people whom a changed salt or assign_by draws differently than the base while a test or a holdout is running, over the rows of the
// present side.
import type { PolicyHoldout } from '../../campaign/assignment.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { KeyedIdentifier } from '../../message/renderer.ts';
import { countOf } from '../../numbers.ts';
import type { SeenRow } from '../plan-block.ts';
import { assignArm, holdoutsOf, isHeldOut } from '../selection/assign-arm.ts';
import { pickIdentifier } from '../selection/draw.ts';

/** The settings that both sides draw by. `holdout` comes from the base's policy. */
export interface DrawnSides {
  readonly campaign: Campaign;
  readonly former: Campaign;
  readonly holdout: PolicyHoldout | undefined;
  /** Whether the ledger has a run in which people of the campaign were planned. */
  readonly wasSent: boolean;
}

export class DrawComparison {
  readonly #sides: DrawnSides;
  readonly #setting: 'salt' | 'assign_by' | undefined;
  #recorded = 0;
  #moved = 0;
  #released = 0;

  constructor(sides: DrawnSides) {
    this.#sides = sides;
    this.#setting = changedSetting(sides);
  }

  /** Receives the rows of the present side that are not left out. `person` is called only if draws may differ. */
  watch({ arm, isRecorded }: SeenRow, person: () => readonly KeyedIdentifier[]): void {
    if (this.#setting === undefined) return;
    const { former, holdout } = this.#sides;
    const identifiers = person();
    const by = pickIdentifier(identifiers, former.assignment?.assignBy);
    if (isRecorded === true) this.#recorded += 1;
    else if (by !== undefined && holdoutsOf(former, holdout).some((one) => isHeldOut(one, by))) this.#released += 1;
    else if (arm !== undefined && hasArms(former) && assignArm(former.assignment, identifiers) !== arm)
      this.#moved += 1;
  }

  diagnostics(): readonly Diagnostic[] {
    const { campaign, wasSent } = this.#sides;
    const setting = this.#setting;
    if (setting === undefined) return [];
    const warn = (message: string, help: string): Diagnostic =>
      warningAt(locateIn(campaign, [setting]), 'PP397', `${setting} has changed ${message}`, help);
    const [moved, released] = [this.#moved, this.#released].map((count) => countOf(count, 'person', 'people'));
    return [
      ...(this.#recorded > 0 && this.#moved > 0
        ? [
            warn(
              `in the middle of a test: ${moved} who got no arm yet ${this.#moved === 1 ? 'is' : 'are'} drawn otherwise`,
              'Put it back. Those who were sent an arm stay in it. For other people make it a new test, with its own id and camp_ids.',
            ),
          ]
        : []),
      ...(wasSent && this.#released > 0
        ? [
            warn(
              `while people are held out: ${released} held out until now ${this.#released === 1 ? 'gets' : 'get'} the campaign`,
              'Put it back: those who are held out then are others, some of whom got the campaign, and nothing can be compared.',
            ),
          ]
        : []),
    ];
  }
}

/** The changed setting that makes draws differ. */
function changedSetting({ campaign, former }: DrawnSides): 'salt' | 'assign_by' | undefined {
  if (saltOf(campaign) !== saltOf(former)) return 'salt';
  return campaign.assignment?.assignBy === former.assignment?.assignBy ? undefined : 'assign_by';
}

function saltOf({ id, assignment }: Campaign): string {
  return assignment?.salt ?? id;
}

function hasArms(campaign: Campaign): campaign is Campaign & Required<Pick<Campaign, 'assignment'>> {
  return campaign.assignment !== undefined && campaign.assignment.arms.length > 0;
}

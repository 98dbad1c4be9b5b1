// Assigns people to arms by a draw, and provides the selectors for people who are in no arm.
import type { Assignment, PolicyHoldout } from '../../campaign/assignment.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import type { KeyedIdentifier, Renderer } from '../../message/renderer.ts';
import { drawOf, pickIdentifier } from './draw.ts';
import { pass, type LeftOut, type Selector } from './selection.ts';

/** Returns the number of the arm. Undefined for a person who waits for a winner, or who is in no draw. Intervals follow the order of the file. */
export function assignArm(assignment: Assignment, identifiers: readonly KeyedIdentifier[]): number | undefined {
  const { arms, testShare, winner, assignBy, salt } = assignment;
  const by = pickIdentifier(identifiers, assignBy);
  if (by === undefined) return undefined;
  // A separate draw. If both used the same draw, people who join when the test grows would all be in the last arms.
  if (testShare < 1 && drawOf('test', salt, by) >= testShare) return winner;
  const drawn = drawOf('arm', salt, by);
  let end = 0;
  const found = arms.findIndex(({ weight }) => {
    end += weight;
    return drawn < end / 100;
  });
  // Three times 33.33333 is a little less than 100.
  return found === -1 ? arms.length - 1 : found;
}

interface Holdout {
  /** Where the holdout is defined. */
  readonly of: 'policy' | 'campaign';
  readonly share: number;
  readonly salt: string;
}

/** The holdouts that apply to a campaign. */
export function holdoutsOf(
  { assignment, tags }: Pick<Campaign, 'assignment' | 'tags'>,
  policy: PolicyHoldout | undefined,
): readonly Holdout[] {
  const isExcepted = policy === undefined || tags.some((tag) => policy.exceptTags.includes(tag));
  const { holdout: share = 0, salt = '' } = assignment ?? {};
  return [
    ...(isExcepted ? [] : [{ of: 'policy' as const, share: policy.share, salt: policy.salt }]),
    ...(share === 0 ? [] : [{ of: 'campaign' as const, share, salt }]),
  ];
}

export function isHeldOut({ share, salt }: Holdout, by: KeyedIdentifier): boolean {
  return drawOf('holdout', salt, by) < share;
}

const holdout: LeftOut = { kind: 'left_out', reason: 'holdout' };
const awaiting: LeftOut = { kind: 'left_out', reason: 'awaiting_winner' };

/** Empty if nothing is drawn. */
export function drawSelectors(
  campaign: Pick<Campaign, 'assignment' | 'tags'>,
  policy: PolicyHoldout | undefined,
  { person: personOf }: Pick<Renderer, 'person'>,
): readonly Selector[] {
  const { assignment } = campaign;
  const holdouts = holdoutsOf(campaign, policy);
  return [
    ...(assignment?.assignBy === undefined ? [] : [requireIdentifier(assignment.assignBy, personOf)]),
    ...(holdouts.length === 0 ? [] : [leaveOutHoldout(holdouts, assignment?.assignBy, personOf)]),
    ...(assignment === undefined || !makesWait(assignment) ? [] : [leaveOutWaiting(assignment, personOf)]),
  ];
}

function makesWait({ arms, testShare, winner }: Assignment): boolean {
  return arms.length > 0 && testShare < 1 && winner === undefined;
}

/** Drawing by another identifier instead could put a person into a different arm from one file to the next. */
function requireIdentifier(assignBy: string, personOf: Renderer['person']): Selector {
  const message = `the row has no ${assignBy}, by which people are drawn`;
  const problem = { code: 'PP229', message, path: 'assign_by' } as const;
  return {
    keyed: ({ recipient, made }) => {
      if (made.kind !== 'key') return pass;
      const by = pickIdentifier(personOf(recipient, made.identifiers), assignBy);
      return by === undefined ? { kind: 'left_out', reason: 'invalid', problem } : pass;
    },
  };
}

function leaveOutHoldout(
  holdouts: readonly Holdout[],
  assignBy: string | undefined,
  personOf: Renderer['person'],
): Selector {
  return {
    keyed: ({ recipient, made }) => {
      if (made.kind !== 'key') return pass;
      const by = pickIdentifier(personOf(recipient, made.identifiers), assignBy);
      const isOut = by !== undefined && holdouts.some((one) => isHeldOut(one, by));
      return isOut ? holdout : pass;
    },
  };
}

function leaveOutWaiting(assignment: Assignment, personOf: Renderer['person']): Selector {
  return {
    keyed: ({ recipient, made }) => {
      if (made.kind !== 'key') return pass;
      return assignArm(assignment, personOf(recipient, made.identifiers)) === undefined ? awaiting : pass;
    },
  };
}

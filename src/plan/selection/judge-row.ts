// Decides what happens to one row, as a pure function of the row and of what the ledger knows. Any thread can do this for any row.
import type { Campaign } from '../../campaign/campaign.ts';
import type { PrintedIdentifier } from '../../message/identifier.ts';
import type { Recipient } from '../../message/recipient.ts';
import type { KeyedIdentifier, NotificationKey, Renderer, RenderResult } from '../../message/renderer.ts';
import {
  decide,
  isSending,
  needsPayload,
  timelessRules,
  type Decision,
  type Digests,
  type SendDecision,
} from '../decide.ts';
import { Digester, digestNotification, shortDigest, type Digested } from '../digest.ts';
import { assignArm } from './assign-arm.ts';
import { rolloutStepOf } from './rollout-step.ts';
import { firstSelectors } from './first-selectors.ts';
import type { Known } from '../history.ts';
import { peopleStandings } from '../often/people-gate.ts';
import { joinSelectors, type DueIn, type LeftOut, type Selector, type SelectorVerdict } from './selection.ts';

type RenderedCopy = Extract<RenderResult, { readonly kind: 'notification' }>;

/** A row that has passed all selectors so far. */
export interface KeyedRow extends NotificationKey {
  readonly kind: 'keyed';
  readonly recipient: Recipient;
  /** The identifiers as printed for the key, if the key consists of them. */
  readonly identifiers: readonly PrintedIdentifier[] | undefined;
  /** Defers the row. Undefined if nothing does. */
  readonly hold: Hold | undefined;
  /** The number of the drawn arm. Undefined if there are no arms. */
  readonly arm: number | undefined;
}

/** A verdict that defers a row. */
type Hold = Extract<SelectorVerdict, { readonly kind: 'put_off' }>;

/** A row that takes its key. */
export interface DecidedRow {
  readonly kind: 'decided';
  readonly recipient: Recipient;
  readonly key: string;
  readonly identities: readonly KeyedIdentifier[];
  readonly decision: Decision;
  /** Undefined if the decision did not need it. */
  readonly rendered: ({ readonly copy: RenderedCopy } & Digested) | undefined;
  /** When it is due. Set if it is sent later, or if it is sent now and its campaign has sending times. */
  readonly when: DueIn | undefined;
  /** The number of the arm, if there are arms. */
  readonly arm: number | undefined;
  /** The number of the rollout step, if the row will be sent in a rollout. */
  readonly step?: number | undefined;
  readonly arms: RowArms;
}

interface RowArms {
  /** The number of the arm that a draw would give. */
  readonly drawn: number | undefined;
  /** The number of the arm that the person was sent before. */
  readonly recorded: number | undefined;
  /** The name of the arm that the person was sent before, if the campaign no longer has it. */
  readonly lost?: string | undefined;
}

export interface RowJudge {
  /** Runs before the ledger lookup. */
  begin(recipient: Recipient): KeyedRow | LeftOut;
  /** Decides whether the row gives way to an earlier one. Runs before the row is rendered. */
  place(row: KeyedRow, isTaken: boolean): KeyedRow | LeftOut;
  /** `standing` is one of `peopleStandings`. */
  finish(row: KeyedRow, known: Known, standing?: number): DecidedRow | LeftOut;
  /** The payload of the last finished row that was rendered, in UTF-8. Valid until the next row is finished. */
  payload(): Uint8Array;
}

/** `selectors` run after those of every plan, at each stage. */
export function createRowJudge(
  { id, resend, assignment }: Pick<Campaign, 'id' | 'resend' | 'assignment'>,
  renderer: Renderer,
  selectors: readonly Selector[] = [],
  rules = timelessRules({ resend }),
): RowJudge {
  const digester = new Digester();
  const all = [...firstSelectors(renderer), ...selectors];
  const atRead = joinSelectors(all.map(({ read }) => read));
  const atKeyed = joinSelectors(all.map(({ keyed }) => keyed));
  const atPlaced = joinSelectors(all.map(({ placed }) => placed));
  const atRendered = joinSelectors(all.map(({ rendered }) => rendered));
  const atDecided = joinSelectors(all.map(({ decided }) => decided));

  const stepOf = ({ recipient, identifiers }: KeyedRow): number | undefined =>
    assignment?.rollout && rolloutStepOf(assignment, renderer.person(recipient, identifiers));

  return {
    begin(recipient) {
      const read = atRead({ recipient });
      if (read.kind === 'left_out') return read;
      const made = renderer.key(recipient);
      const keyed = atKeyed({ recipient, made });
      if (keyed.kind === 'left_out') return keyed;
      if (made.kind !== 'key') throw new Error('a row without a key was let pass');
      const hold = laterHold(laterHold(undefined, read), keyed);
      const { key, formerKey, identifiers } = made;
      const arm =
        assignment === undefined || assignment.arms.length === 0
          ? undefined
          : assignArm(assignment, renderer.person(recipient, identifiers));
      return { kind: 'keyed', recipient, key, formerKey, identifiers, hold, arm };
    },
    place(row, isTaken) {
      const placed = atPlaced({ recipient: row.recipient, key: row, isTaken });
      if (placed.kind === 'left_out') return placed;
      return placed.kind === 'pass' ? row : { ...row, hold: laterHold(row.hold, placed) };
    },
    finish(row, known, standing = peopleStandings.free) {
      const { recipient, key, identifiers } = row;
      const arms = armsOfRow(row.arm, known, assignment);
      const arm = arms.recorded ?? arms.drawn;
      if (!needsPayload(known, rules)) {
        const decision = decide(known, rules, undefined);
        const identities = renderer.identities(recipient, identifiers);
        return {
          kind: 'decided',
          recipient,
          key,
          identities,
          decision,
          rendered: undefined,
          when: undefined,
          arm,
          arms,
        };
      }
      const kept = leftOutFor(standing);
      const made = renderer.render(recipient, identifiers, arm);
      const rendered = atRendered({ recipient, key: row, made });
      if (rendered.kind === 'left_out') return known.kind === 'unknown' && kept !== undefined ? kept : rendered;
      if (made.kind !== 'notification') throw new Error('a row without a notification was let pass');
      const { digest, bytes } = digester.digest(id, key, made.payload);
      const digests = known.kind === 'unknown' ? undefined : digestsOf(id, row, made, digest);
      const decision = decide(known, rules, digests);
      const identities = renderer.identities(recipient, made.identifiers);
      const copy = { copy: made, digest, bytes };
      if (!isSending(decision))
        return { kind: 'decided', recipient, key, identities, decision, rendered: copy, when: undefined, arm, arms };
      // A person who has it already is settled, whatever else is known of them.
      if (kept !== undefined) return { ...kept, later: digest };
      const timed = atDecided({ recipient, key: row });
      if (timed.kind === 'left_out') return { ...timed, later: digest };
      const { decision: timely, when } = timesOf(decision, laterHold(row.hold, rendered), timed);
      const step = stepOf(row);
      // Written out, because copying the members of an object takes as long as rendering a text.
      return { kind: 'decided', recipient, key, identities, decision: timely, rendered: copy, when, arm, arms, step };
    },
    payload: () => digester.payload(),
  };
}

/** When a notification that may be sent is due, or until when it is deferred. */
function timesOf(
  decision: SendDecision,
  before: Hold | undefined,
  timed: SelectorVerdict,
): Pick<DecidedRow, 'decision' | 'when'> {
  const hold = laterHold(before, timed);
  if (hold === undefined) return { decision, when: timed.kind === 'pass' ? timed.when : undefined };
  const { until, zone = 'UTC', due = until } = hold;
  const { generation } = decision;
  return { decision: { kind: 'deferred', generation, until, zone }, when: { due, zone } };
}

const resting: LeftOut = { kind: 'left_out', reason: 'resting' };
const excluded: LeftOut = { kind: 'left_out', reason: 'excluded' };

function leftOutFor(standing: number): LeftOut | undefined {
  if (standing === peopleStandings.resting) return resting;
  return standing === peopleStandings.excluded ? excluded : undefined;
}

/** People who were sent an arm stay in it, even if the weights change. An arm that the campaign no longer has does not count. */
function armsOfRow(drawn: number | undefined, { arm }: Known, assignment: Campaign['assignment']): RowArms {
  if (arm === undefined) return { drawn, recorded: undefined };
  const found = (assignment?.arms ?? []).findIndex(({ name }) => name === arm);
  return found === -1 ? { drawn, recorded: undefined, lost: arm } : { drawn, recorded: found };
}

function laterHold(hold: Hold | undefined, verdict: SelectorVerdict): Hold | undefined {
  return verdict.kind === 'put_off' && (hold === undefined || verdict.until > hold.until) ? verdict : hold;
}

function digestsOf(campaign: string, { key, formerKey }: NotificationKey, copy: RenderedCopy, digest: string): Digests {
  const { payload, formerPayload } = copy;
  const same = shortDigest(digest);
  if (formerKey === undefined && formerPayload === undefined) return { same: [same] };
  const before = shortDigest(digestNotification(campaign, formerKey ?? key, formerPayload ?? payload));
  return formerPayload === undefined ? { same: [same, before] } : { same: [same], rewritten: before };
}

// What becomes of one row, as a pure function of it and of what the ledger knows: the part of planning that any thread can do for any row.
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

/** A row that was let pass so far. */
export interface KeyedRow extends NotificationKey {
  readonly kind: 'keyed';
  readonly recipient: Recipient;
  /** As the key has them, where it is made of them. */
  readonly identifiers: readonly PrintedIdentifier[] | undefined;
  /** Before when it is not sent. */
  readonly hold: Hold | undefined;
  /** By number, as it is drawn; undefined where there are no arms. */
  readonly arm: number | undefined;
}

/** What puts a row off. */
type Hold = Extract<SelectorVerdict, { readonly kind: 'put_off' }>;

/** A row that takes its key. */
export interface DecidedRow {
  readonly kind: 'decided';
  readonly recipient: Recipient;
  readonly key: string;
  readonly identities: readonly KeyedIdentifier[];
  readonly decision: Decision;
  /** Undefined where the decision did not need it. */
  readonly rendered: ({ readonly copy: RenderedCopy } & Digested) | undefined;
  /** When it is due: for one that is sent later, and for one that is sent now if its campaign says when. */
  readonly when: DueIn | undefined;
  /** By number, where there are arms. */
  readonly arm: number | undefined;
  /** By number, of one that will be sent in a rollout. */
  readonly step?: number | undefined;
  readonly arms: RowArms;
}

interface RowArms {
  /** By number: that which a draw would give. */
  readonly drawn: number | undefined;
  /** By number: that which they were sent before. */
  readonly recorded: number | undefined;
  /** By name: that which they were sent before, where the campaign has it no longer. */
  readonly lost?: string | undefined;
}

export interface RowJudge {
  /** Before the ledger is asked. */
  begin(recipient: Recipient): KeyedRow | LeftOut;
  /** Whether the row has to give way to an earlier one, asked before it is rendered. */
  place(row: KeyedRow, isTaken: boolean): KeyedRow | LeftOut;
  /** `standing` is one of `peopleStandings`. */
  finish(row: KeyedRow, known: Known, standing?: number): DecidedRow | LeftOut;
  /** The payload of the rendered row that was finished last, in UTF-8, until the next one is finished. */
  payload(): Uint8Array;
}

/** `selectors` are asked after those of every plan, stage by stage. */
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
      // Who has it already is settled, whatever else is known of them.
      if (kept !== undefined) return { ...kept, later: digest };
      const timed = atDecided({ recipient, key: row });
      if (timed.kind === 'left_out') return { ...timed, later: digest };
      const { decision: timely, when } = timesOf(decision, laterHold(row.hold, rendered), timed);
      const step = stepOf(row);
      // Written out: to copy the members of an object takes as long as to print a text.
      return { kind: 'decided', recipient, key, identities, decision: timely, rendered: copy, when, arm, arms, step };
    },
    payload: () => digester.payload(),
  };
}

/** When a notification that may be sent leaves, or till when it is put off. */
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

/** People who were sent an arm stay in it, even when the weights change; an arm that the campaign no longer has does not count. */
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

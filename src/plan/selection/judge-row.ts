// What becomes of one row, as a pure function of it and of what the ledger knows: the part of planning that any thread can do for any row.
import type { Campaign } from '../../campaign/campaign.ts';
import type { PrintedIdentifier } from '../../message/identifier.ts';
import type { Recipient } from '../../message/recipient.ts';
import type { KeyedIdentifier, NotificationKey, Renderer, RenderResult } from '../../message/renderer.ts';
import { decide, needsPayload, type Decision, type Digests } from '../decide.ts';
import { digestNotification, shortDigest } from '../digest.ts';
import { assignArm } from './assign-arm.ts';
import { firstSelectors } from './first-selectors.ts';
import type { Known } from '../history.ts';
import { joinSelectors, type LeftOut, type Selector, type SelectorVerdict } from './selection.ts';

type RenderedCopy = Extract<RenderResult, { readonly kind: 'notification' }>;

/** A row that was let pass so far. */
export interface KeyedRow extends NotificationKey {
  readonly kind: 'keyed';
  readonly recipient: Recipient;
  /** As the key has them, where it is made of them. */
  readonly identifiers: readonly PrintedIdentifier[] | undefined;
  /** Before when it is not sent: milliseconds since 1970. */
  readonly due: number | undefined;
  /** By number, as it is drawn; undefined where there are no arms. */
  readonly arm: number | undefined;
}

/** A row that takes its key. */
export interface DecidedRow {
  readonly kind: 'decided';
  readonly recipient: Recipient;
  readonly key: string;
  readonly identities: readonly KeyedIdentifier[];
  readonly decision: Decision;
  /** Undefined where the decision did not need it. `digest` is the whole one, 64 hex digits. */
  readonly rendered: { readonly copy: RenderedCopy; readonly digest: string } | undefined;
  readonly due: number | undefined;
  /** By number, where there are arms. */
  readonly arm: number | undefined;
}

export interface RowJudge {
  /** Before the ledger is asked. */
  begin(recipient: Recipient): KeyedRow | LeftOut;
  /** Whether the row has to give way to an earlier one, asked before it is rendered. */
  place(row: KeyedRow, isTaken: boolean): KeyedRow | LeftOut;
  finish(row: KeyedRow, known: Known): DecidedRow | LeftOut;
}

/** `selectors` are asked after those of every plan, stage by stage. */
export function createRowJudge(
  { id, resend, assignment }: Pick<Campaign, 'id' | 'resend' | 'assignment'>,
  renderer: Renderer,
  selectors: readonly Selector[] = [],
): RowJudge {
  const all = [...firstSelectors(renderer), ...selectors];
  const atRead = joinSelectors(all.map(({ read }) => read));
  const atKeyed = joinSelectors(all.map(({ keyed }) => keyed));
  const atPlaced = joinSelectors(all.map(({ placed }) => placed));
  const atRendered = joinSelectors(all.map(({ rendered }) => rendered));

  return {
    begin(recipient) {
      const read = atRead({ recipient });
      if (read.kind === 'left_out') return read;
      const made = renderer.key(recipient);
      const keyed = atKeyed({ recipient, made });
      if (keyed.kind === 'left_out') return keyed;
      if (made.kind !== 'key') throw new Error('a row without a key was let pass');
      const due = laterDue(laterDue(undefined, read), keyed);
      const { key, formerKey, identifiers } = made;
      const people = hasArms(assignment) ? renderer.person(recipient, identifiers) : undefined;
      const arm = people && assignment && assignArm(assignment, people);
      return { kind: 'keyed', recipient, key, formerKey, identifiers, due, arm, ...(people && { people }) };
    },
    place(row, isTaken) {
      const placed = atPlaced({ recipient: row.recipient, key: row, isTaken });
      if (placed.kind === 'left_out') return placed;
      return placed.kind === 'pass' ? row : { ...row, due: laterDue(row.due, placed) };
    },
    finish(row, known) {
      const { recipient, key, identifiers, due } = row;
      const arm = recordedArm(known, assignment) ?? row.arm;
      if (!needsPayload(known, resend)) {
        const decision = decide(known, resend, undefined);
        const identities = renderer.identities(recipient, identifiers);
        return { kind: 'decided', recipient, key, identities, decision, rendered: undefined, due, arm };
      }
      const made = renderer.render(recipient, identifiers, arm);
      const rendered = atRendered({ recipient, key: row, made });
      if (rendered.kind === 'left_out') return rendered;
      if (made.kind !== 'notification') throw new Error('a row without a notification was let pass');
      const digest = digestNotification(id, key, made.payload);
      const digests = known.kind === 'unknown' ? undefined : digestsOf(id, row, made, digest);
      const decision = decide(known, resend, digests);
      return {
        kind: 'decided',
        recipient,
        key,
        identities: made.identities,
        decision,
        rendered: { copy: made, digest },
        due: laterDue(due, rendered),
        arm,
      };
    },
  };
}

function hasArms(assignment: Campaign['assignment']): boolean {
  return assignment !== undefined && assignment.arms.length > 0;
}

/** Whoever was sent an arm stays in it, whatever the weights are now; one that the campaign has no more is forgotten. */
function recordedArm({ arm }: Known, assignment: Campaign['assignment']): number | undefined {
  const found = arm === undefined ? -1 : (assignment?.arms ?? []).findIndex(({ name }) => name === arm);
  return found === -1 ? undefined : found;
}

function laterDue(due: number | undefined, verdict: SelectorVerdict): number | undefined {
  return verdict.kind === 'put_off' ? Math.max(verdict.until, due ?? verdict.until) : due;
}

function digestsOf(campaign: string, { key, formerKey }: NotificationKey, copy: RenderedCopy, digest: string): Digests {
  const { payload, formerPayload } = copy;
  const same = shortDigest(digest);
  if (formerKey === undefined && formerPayload === undefined) return { same: [same] };
  const before = shortDigest(digestNotification(campaign, formerKey ?? key, formerPayload ?? payload));
  return formerPayload === undefined ? { same: [same, before] } : { same: [same], rewritten: before };
}

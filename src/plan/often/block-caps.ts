// Applies caps to the rows of one block, in order: who is sent to at their due time, who later when there is room, and who not at all.
import type { Campaign } from '../../campaign/campaign.ts';
import { isSending, type Decision } from '../decide.ts';
import { judgeAt } from '../schedule/judge-time.ts';
import type { SendingTimes } from '../schedule/sending-times.ts';
import type { DecidedRow } from '../selection/judge-row.ts';
import type { LeftOut } from '../selection/selection.ts';
import { placeUnder } from './caps.ts';
import { cappedPerson, isUncounted, type CountedSends } from './counted-sends.ts';

const capped: LeftOut = { kind: 'left_out', reason: 'capped' };

/** One entry for each row with a key, in milliseconds since 1970. NaN if there is no such time. */
export interface RowMoments {
  /** The time for which the caps were checked. */
  readonly asked: Float64Array;
  /** When it is sent: now, or at its due time. */
  readonly leaves: Float64Array;
}

export interface BlockTerms {
  readonly campaign: Pick<Campaign, 'tags'>;
  /** When the plan is made, in milliseconds since 1970. */
  readonly now: number;
  /** Undefined if it may be sent at any time. */
  readonly times: SendingTimes | undefined;
}

export class BlockCaps {
  readonly moments: RowMoments;
  readonly #people: readonly (readonly string[])[];
  readonly #counted: CountedSends | undefined;
  readonly #terms: BlockTerms;
  /** The rows of this block that each identifier is sent. */
  readonly #own = new Map<string, Set<number>>();

  /** `people` has one entry for each row with a key. If `counted` is undefined, nobody is left out. */
  constructor(people: readonly (readonly string[])[], counted: CountedSends | undefined, terms: BlockTerms) {
    this.#people = people;
    this.#counted = counted;
    this.#terms = terms;
    this.moments = { asked: noTimes(people.length), leaves: noTimes(people.length) };
  }

  /** Must be called in the order of the rows. `at` is the index of the row among those with a key. */
  judge(row: DecidedRow | LeftOut, at: number): DecidedRow | LeftOut {
    if (this.#counted === undefined || row.kind === 'left_out') return row;
    const asked = this.#momentOf(row.decision);
    if (asked === undefined) return row;
    this.moments.asked[at] = asked;
    const leaves = this.#leaves(this.#counted, at, row, asked);
    // A notification that a cap leaves out may be sent at another time.
    if (leaves === undefined) return row.rendered === undefined ? capped : { ...capped, later: row.rendered.digest };
    this.moments.leaves[at] = leaves;
    for (const identifier of this.#people[at] ?? []) {
      this.#own.set(identifier, (this.#own.get(identifier) ?? new Set()).add(at));
    }
    return leaves === asked ? row : putOff(row, leaves);
  }

  #momentOf(decision: Decision): number | undefined {
    if (isSending(decision)) return this.#terms.now;
    return decision.kind === 'deferred' ? decision.until : undefined;
  }

  /** There may be room at a time when nothing may be sent. Then the next opening is checked. */
  #leaves(counted: CountedSends, at: number, { when }: DecidedRow, asked: number): number | undefined {
    const own = this.#ownTimes(at);
    if (own.length === 0 && isUncounted(counted, at)) return asked;
    const { campaign, times } = this.#terms;
    const person = cappedPerson(counted, at, own, campaign.tags);
    let leaves = asked;
    for (;;) {
      const free = placeUnder(person, leaves);
      if (free === undefined || free === leaves || times === undefined || when === undefined) return free;
      const verdict = judgeAt(times, when.zone, when.due, free);
      // By the time there is room, it is too late or nothing may be sent any more.
      if (verdict.kind === 'left') return undefined;
      if (verdict.kind === 'open') return free;
      leaves = verdict.until;
    }
  }

  /** The times when the same person gets other rows of this block. */
  #ownTimes(at: number): readonly number[] {
    const rows = (this.#people[at] ?? []).reduce(
      (all, identifier) => all.union(this.#own.get(identifier) ?? new Set()),
      new Set<number>(),
    );
    return [...rows].map((row) => this.moments.leaves[row] ?? 0);
  }
}

function noTimes(count: number): Float64Array {
  return new Float64Array(count).fill(Number.NaN);
}

function putOff(row: DecidedRow, until: number): DecidedRow {
  const { decision, when } = row;
  if (!isSending(decision) && decision.kind !== 'deferred') return row;
  const { generation } = decision;
  const { due, zone } = when ?? { due: until, zone: 'UTC' };
  return { ...row, decision: { kind: 'deferred', generation, until, zone }, when: { due, zone } };
}

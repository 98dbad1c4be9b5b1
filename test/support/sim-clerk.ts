// Follows the claims of one simulated process by request: each must be sent once, in time, and settled as it was answered.
import type { Claim, ClaimResult, Settlement } from '../../src/delivery/ledger.ts';
import type { Outcome } from '../../src/delivery/outcome.ts';
import type { Answer } from '../../src/delivery/sender.ts';
import { payloadsOf } from './payloads.ts';

/** How long a claim is valid by the monotonic clock, in milliseconds. */
const life = 5_000;

interface Claimed {
  readonly attempt: number;
  readonly askedAt: number;
  /** The same time by the wall clock. */
  readonly wallAt: number;
  /** The outcomes that would be true. Before the request leaves, nobody can have received it. */
  truths: readonly Outcome['kind'][];
  hasLeft: boolean;
}

export type Asked = Pick<Claimed, 'askedAt' | 'wallAt'>;

export class SimClerk {
  readonly #violated: (what: string) => void;
  readonly #leaves: (payload: string, claimedAt: number) => void;
  /** The last claim of each payload. */
  readonly #claims = new Map<string, Claimed>();
  readonly #payloads = new Map<number, readonly string[]>();

  /** `leaves` is called for each payload that leaves, with the wall clock time of its claim. */
  constructor(violated: (what: string) => void, leaves: (payload: string, claimedAt: number) => void) {
    this.#violated = violated;
    this.#leaves = leaves;
  }

  claimed(claims: readonly Claim[], results: readonly ClaimResult[], { askedAt, wallAt }: Asked): void {
    for (const [index, { notifications }] of claims.entries()) {
      const result = results[index];
      if (result?.kind !== 'claimed' || result.taken.length === 0) continue;
      const { attempt } = result;
      const payloads = payloadsOf({
        notifications: result.taken.flatMap((taken) => notifications.slice(taken, taken + 1)),
      });
      this.#payloads.set(attempt, payloads);
      for (const payload of payloads) {
        this.#claims.set(payload, { attempt, askedAt, wallAt, truths: ['not_sent'], hasLeft: false });
      }
    }
  }

  left(payloads: readonly string[], now: number): void {
    if (payloads.length > 20) this.#violated(`${payloads.length} notifications in a request`);
    for (const payload of payloads) {
      const claim = this.#claims.get(payload);
      if (claim === undefined || claim.hasLeft) {
        this.#violated(`sent without a claim: ${payload}`);
        continue;
      }
      if (now - claim.askedAt > life) this.#violated(`sent ${now - claim.askedAt} ms after its claim: ${payload}`);
      claim.hasLeft = true;
      this.#leaves(payload, claim.wallAt);
      claim.truths = ['in_doubt', 'repeated'];
    }
  }

  answered(payloads: readonly string[], answer: Answer): void {
    for (const [index, payload] of payloads.entries()) {
      const claim = this.#claims.get(payload);
      if (claim !== undefined) claim.truths = truthsOf(answer, index, payloads.length);
    }
  }

  settled(settlements: readonly Settlement[]): void {
    for (const { attempt, outcomes } of settlements) {
      for (const [index, payload] of (this.#payloads.get(attempt) ?? []).entries()) {
        const claim = this.#claims.get(payload);
        const kind = outcomes[index]?.kind ?? 'in_doubt';
        if (claim?.attempt !== attempt) this.#violated(`claimed again before it was settled: ${payload}`);
        else if (!claim.truths.includes(kind))
          this.#violated(`settled as ${kind}, not ${claim.truths.join('/')}: ${payload}`);
      }
    }
  }
}

function truthsOf(answer: Answer, index: number, size: number): readonly Outcome['kind'][] {
  switch (answer.kind) {
    case 'settled':
      return [answer.outcomes[index]?.kind ?? 'in_doubt'];
    case 'unacceptable':
      return size === 1 ? ['rejected'] : ['not_sent'];
    case 'foreign':
    case 'unsent':
    case 'throttled':
    case 'shut_out':
      return ['not_sent'];
    case 'unclear':
      return ['in_doubt', 'repeated'];
  }
}

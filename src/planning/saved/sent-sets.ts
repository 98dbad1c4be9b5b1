// What a plan sends, as sets of digests: what its seal covers, and what apply tells newcomers by.
import type { ContentPlan } from '../../generated/plan.ts';
import { DigestSet } from '../../plan/seal.ts';
import type { Contents } from '../content-of.ts';
import type { SendBatch } from '../threads/packed-sends.ts';

export class SentSets {
  /** Digests of everything that is sent, now or when it is due. */
  readonly digests = new DigestSet();
  /** Digests of notifications that only time leaves out. */
  readonly later = new DigestSet();
  /** What the seal covers: the notifications of campaigns, or their content where that is approved. */
  readonly #sealed: DigestSet;
  readonly #isWithheld: boolean;

  /** A plan that is withheld holds no recipients, and its seal is that of an empty plan. */
  constructor(contents: Contents, isWithheld: boolean) {
    this.#sealed = contents.size === 0 ? this.digests : new DigestSet();
    this.#isWithheld = isWithheld;
    if (isWithheld) return;
    for (const { sha256 } of contents.values()) this.#sealed.add(sha256);
  }

  /** `content` is that of its campaign, where the seal covers it in place of the people. */
  add({ digests, put }: SendBatch, content: ContentPlan | undefined): void {
    if (this.#isWithheld) return;
    const sets = this.#sealed === this.digests || content !== undefined ? [this.digests] : [this.digests, this.#sealed];
    for (const set of sets) {
      set.addAll(digests);
      for (const digest of put.deferred) set.add(digest);
    }
    for (const digest of put.later) this.later.add(digest);
  }

  seal(): string {
    return this.#sealed.seal();
  }
}

// The digests of what a plan sends, as sets: for its seal, and for apply to find newcomers.
import type { ContentPlan } from '../../generated/plan.ts';
import { DigestSet } from '../../plan/seal.ts';
import type { Contents } from '../content-of.ts';
import type { SendBatch } from '../threads/packed-sends.ts';

export class SentSets {
  /** The digests of everything that is sent, now or when it is due. */
  readonly digests = new DigestSet();
  /** The digests of notifications that are left out only because of the time. */
  readonly later = new DigestSet();
  /** What the seal covers: the notifications of campaigns, or their content if that is approved. */
  readonly #sealed: DigestSet;
  readonly #isWithheld: boolean;

  /** A withheld plan contains no recipients, and its seal is that of an empty plan. */
  constructor(contents: Contents, isWithheld: boolean) {
    this.#sealed = contents.size === 0 ? this.digests : new DigestSet();
    this.#isWithheld = isWithheld;
    if (isWithheld) return;
    for (const { sha256 } of contents.values()) this.#sealed.add(sha256);
  }

  /** `content` is the content of the batch's campaign, if the seal covers it instead of the people. */
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

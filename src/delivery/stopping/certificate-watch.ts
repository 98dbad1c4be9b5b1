// Whether everybody at the beginning of a campaign is refused for the certificate: then so would be everybody else.
import type { Outcome } from '../outcome.ts';
import type { Vendor } from '../vendor.ts';

/** As many of the first as have to be refused. */
export const certificateProbation = 20;

export class CertificateWatch {
  readonly #reason: string | undefined;
  #refused = 0;
  #isOver = false;

  constructor({ certificateReason }: Pick<Vendor, 'certificateReason'>) {
    this.#reason = certificateReason;
  }

  /** Takes committed outcomes, in their order; gives the reason once all of the first 20 are refused for it. */
  record(outcomes: readonly Outcome[]): string | undefined {
    for (const outcome of outcomes) this.#look(outcome);
    return this.#refused >= certificateProbation ? this.#reason : undefined;
  }

  #look(outcome: Outcome): void {
    if (this.#isOver || outcome.kind === 'not_sent' || outcome.kind === 'repeated') return;
    if (outcome.kind === 'refused' && outcome.reason === this.#reason) this.#refused++;
    else this.#isOver = true;
  }
}

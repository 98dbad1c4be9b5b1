// Stops a campaign if all its first notifications are refused for the certificate, since all others would be too.
import type { Outcome } from '../outcome.ts';
import type { Vendor } from '../vendor.ts';

/** The number of first notifications that have to be refused. */
export const certificateProbation = 20;

export class CertificateWatch {
  readonly #reason: string | undefined;
  #refused = 0;
  #isOver = false;

  constructor({ certificateReason }: Pick<Vendor, 'certificateReason'>) {
    this.#reason = certificateReason;
  }

  /** Counts committed outcomes, in their order. Returns the reason once all of the first 20 are refused for it. */
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

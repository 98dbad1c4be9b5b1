// How many people each cap and each exclusion of a campaign is about, before anything is sent.
import type { Often, PastSend } from './caps.ts';
import { oftenRules, type OftenRule } from './often-rules.ts';

export interface OftenCount {
  /** In words: "cap of 1 promo in 24h". */
  readonly rule: string;
  /** Rows of people who also got something that it counts. */
  readonly met: number;
  /** Those of them who are left out for it. */
  readonly full: number;
}

interface Counted {
  readonly rule: OftenRule;
  met: number;
  full: number;
}

export class OftenForecast {
  readonly #counted: readonly Counted[];
  readonly #now: number;

  constructor(often: Often, now: number) {
    this.#counted = oftenRules(often).map((rule) => ({ rule, met: 0, full: 0 }));
    this.#now = now;
  }

  /** What one person was sent, and whether they can be left out for it. */
  look(sends: readonly PastSend[], isAsked: boolean): void {
    if (sends.length === 0) return;
    for (const one of this.#counted) {
      if (one.rule.isMet(sends, this.#now)) one.met += 1;
      if (isAsked && one.rule.isFull(sends, this.#now)) one.full += 1;
    }
  }

  list(): readonly OftenCount[] {
    return this.#counted.map(({ rule: { rule }, met, full }) => ({ rule, met, full }));
  }
}

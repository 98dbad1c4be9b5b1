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
  /** Those of them who are put off for it; only of a cap that defers. */
  readonly put_off?: number;
}

interface Counted {
  readonly rule: OftenRule;
  met: number;
  full: number;
  putOff: number;
}

/** Milliseconds since 1970; NaN where it was not asked, and where it does not leave. */
export interface ForecastRow {
  /** For when caps were asked. */
  readonly asked: number;
  readonly leaves: number;
}

export class OftenForecast {
  readonly #counted: readonly Counted[];
  readonly #now: number;

  constructor(often: Often, tags: readonly string[], now: number) {
    this.#counted = oftenRules(often, tags).map((rule) => ({ rule, met: 0, full: 0, putOff: 0 }));
    this.#now = now;
  }

  /** What one person was sent, or will be, and what became of their row. What the same plan sends of the campaign itself counts for caps alone. */
  look(all: readonly PastSend[], row: ForecastRow, isOwn: (send: PastSend) => boolean = () => false): void {
    if (all.length === 0) return;
    const others = all.filter((send) => !isOwn(send));
    for (const one of this.#counted) {
      const sends = one.rule.kind === 'cap' ? all : others;
      if (!one.rule.isMet(sends, Number.isNaN(row.asked) ? this.#now : row.asked)) continue;
      one.met += 1;
      const end = this.#endOf(one.rule, sends, row);
      if (end !== undefined) one[end] += 1;
    }
  }

  list(): readonly OftenCount[] {
    return this.#counted.map(({ rule: { rule, defers }, met, full, putOff }) => ({
      rule,
      met,
      full,
      ...(defers && { put_off: putOff }),
    }));
  }

  #endOf(rule: OftenRule, sends: readonly PastSend[], { asked, leaves }: ForecastRow): 'full' | 'putOff' | undefined {
    if (rule.kind === 'exclusion') return Number.isNaN(asked) ? 'full' : undefined;
    // Who was not asked about is left out, or settled, for something else.
    if (Number.isNaN(asked) || rule.freeFrom(sends, asked) === asked) return undefined;
    return Number.isNaN(leaves) ? 'full' : 'putOff';
  }
}

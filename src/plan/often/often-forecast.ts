// Forecasts how many people each cap and each exclusion of a campaign affects, before anything is sent.
import type { Often, PastSend } from './caps.ts';
import { oftenRules, type OftenRule } from './often-rules.ts';

export interface OftenCount {
  /** A description such as "cap of 1 promo in 24h". */
  readonly rule: string;
  /** The number of rows of people who were also sent something that it counts. */
  readonly met: number;
  /** How many of them it leaves out. */
  readonly full: number;
  /** How many of them it defers. Set only for a cap that defers. */
  readonly put_off?: number;
}

interface Counted {
  readonly rule: OftenRule;
  met: number;
  full: number;
  putOff: number;
}

/** Milliseconds since 1970. NaN if the caps were not checked, or if the row is not sent. */
export interface ForecastRow {
  /** The time for which the caps were checked. */
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

  /**
   * Counts one row: what the person was or will be sent, and the outcome of the row. Sends of the same campaign in the same plan count for caps only.
   */
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
    // If the caps were not checked, the row is left out or settled for another reason.
    if (Number.isNaN(asked) || rule.freeFrom(sends, asked) === asked) return undefined;
    return Number.isNaN(leaves) ? 'full' : 'putOff';
  }
}

// Counts the languages of the recipients: how many get the texts of which language, how many have no texts, and how many titles are cut.
import type { Languages } from '../campaign/campaign.ts';
import type { LocalePlan } from '../generated/plan.ts';
import type { RowLocale } from '../message/choose-locale.ts';
import { undetermined } from '../message/choose-locale.ts';
import type { RowProblem } from '../message/renderer.ts';
import type { Copy } from './copy/copy-checks.ts';
import { countGraphemes } from '../message/helpers/graphemes.ts';
import { lockScreens } from './copy/lock-screens.ts';

/** The coverage of one language. `texts` and `fallsBack` come from its first row. They are the same in all rows of one entry. */
interface Covered extends Pick<RowLocale, 'texts' | 'fallsBack'> {
  send: number;
  deferred: number;
  missing: number;
  titleCut: number;
}

const shortestTitle = Math.min(...lockScreens.map(({ title }) => title));
const mostShown = 60;

/** Its memory grows with the number of languages, which is limited to those that Node.js knows. */
export class LocaleCoverage {
  readonly #covered = new Map<string, Covered>();

  /** Called once for each notification to be sent. */
  look({ locale, printed }: Pick<Copy, 'locale' | 'printed'>, isDeferred: boolean): void {
    if (locale === undefined) return;
    const of = this.#of(locale.tag, locale);
    of.send += 1;
    if (isDeferred) of.deferred += 1;
    if (printed.texts.some(({ role, text }) => role === 'title' && isCut(text))) of.titleCut += 1;
  }

  /** Called once for each invalid row. */
  lookAtInvalid({ locale }: RowProblem): void {
    if (locale !== undefined) this.#of(locale, { texts: undefined, fallsBack: false }).missing += 1;
  }

  state() {
    return [...this.#covered];
  }

  merge(other: ReturnType<LocaleCoverage['state']>): void {
    for (const [key, { send, deferred, missing, titleCut, ...locale }] of other) {
      const of = this.#of(key.replace(/ .*/s, ''), locale);
      of.send += send;
      of.deferred += deferred;
      of.missing += missing;
      of.titleCut += titleCut;
    }
  }

  /** The languages that the campaign has texts for come first, in its order, then the others, the largest first. */
  list({ own, tags }: Languages): LocalePlan[] {
    const rows = Array.from(
      this.#covered,
      ([key, { texts, fallsBack, send, deferred, missing, titleCut }]): LocalePlan => {
        const locale = key.replace(/ .*/s, '');
        const whose = texts === undefined ? null : (texts ?? own ?? null);
        return { locale, texts: whose, fallback: fallsBack, send, deferred, missing, title_cut: titleCut };
      },
    );
    const written = [...(own === undefined ? [] : [own]), ...tags];
    const unread = written.filter((tag) => !rows.some(({ texts }) => texts === tag));
    const all = [...rows, ...unread.map((tag) => nobody(tag))];
    const rank = ({ texts, fallback }: LocalePlan): number =>
      texts === null || fallback ? written.length : written.indexOf(texts);
    const sorted = all.toSorted(
      (a, b) => rank(a) - rank(b) || b.send + b.missing - a.send - a.missing || (a.locale < b.locale ? -1 : 1),
    );
    const others = sorted.slice(mostShown);
    return others.length === 0
      ? sorted
      : [...sorted.slice(0, mostShown), others.reduce(add, nobody(undetermined, null))];
  }

  #of(tag: string, { texts, fallsBack }: Pick<RowLocale, 'texts' | 'fallsBack'>): Covered {
    // An empty cell and a cell without a valid language may both be und, but only one of them has texts.
    const key = `${tag} ${texts === undefined ? '-' : (texts ?? '')} ${String(fallsBack)}`;
    const known = this.#covered.get(key);
    if (known !== undefined) return known;
    const covered = { texts, fallsBack, send: 0, deferred: 0, missing: 0, titleCut: 0 };
    this.#covered.set(key, covered);
    return covered;
  }
}

function isCut(title: string): boolean {
  return title.length > shortestTitle && countGraphemes(title) > shortestTitle;
}

function nobody(locale: string, texts: string | null = locale): LocalePlan {
  return { locale, texts, fallback: false, send: 0, deferred: 0, missing: 0, title_cut: 0 };
}

function add(sum: LocalePlan, one: LocalePlan): LocalePlan {
  return {
    ...sum,
    send: sum.send + one.send,
    deferred: (sum.deferred ?? 0) + (one.deferred ?? 0),
    missing: sum.missing + one.missing,
    title_cut: sum.title_cut + one.title_cut,
  };
}

// Selects the samples for a reviewer: the worst rows instead of the first ones, and one row of each language, with stand-in values.
import type { CampaignPlan } from '../generated/plan.ts';
import { copyRecipient, type Recipient } from '../message/recipient.ts';
import type { Renderer } from '../message/renderer.ts';
import type { Copy } from './copy/copy-checks.ts';
import { countGraphemes } from '../message/helpers/graphemes.ts';
import { languageOf } from './language.ts';

export type Sample = CampaignPlan['samples'][number];

/** A recipient that a sample may show. */
interface Shown {
  readonly recipient: Recipient;
  readonly language: string | undefined;
  readonly arm: number | undefined;
}

interface Candidate extends Shown {
  readonly measure: readonly [number, number];
}

const reasons = ['longest_title', 'emptiest', 'most_cards'] as const;
type Reason = (typeof reasons)[number];

const mostLanguages = 8;
/** The limit if the campaign has texts for these languages, or has arms. */
const mostOwn = 40;

/** What a row has to exceed to be kept. */
interface Standing {
  readonly measures: Partial<Record<Reason, Candidate['measure']>>;
  /** The languages whose first row is known, by arm. Looking up two values takes less time than building a combined name for each row. */
  readonly noted: Map<number | undefined, Set<string | undefined>>;
  /** How many of them have a language or an arm. */
  named: number;
  most: number;
}

/** Keeps the worst recipient for each reason. If two are equal, the earlier row wins, so that the same input gives the same samples. */
export class Samples {
  readonly #standing: Standing;
  readonly #worst: Partial<Record<Reason, Candidate>> = {};
  /** The first row of each language: as many as are shown, plus as many as the worst rows may use. */
  readonly #languages = new Map<string, Shown>();

  constructor(standing: Standing = { measures: {}, noted: new Map(), named: 0, most: mostLanguages }) {
    this.#standing = standing;
  }

  /**
   * Returns samples for later rows, to be merged into the same result. They keep nothing that would not win against these samples, which must receive
   * no more rows.
   */
  next(): Samples {
    return new Samples(this.#standing);
  }

  /** Called once for each notification to be sent, in the order of the file. */
  look(recipient: Recipient, { payload, printed, locale, arm }: Copy): void {
    const shown = { recipient, language: locale === undefined ? languageOf(recipient) : locale.tag, arm };
    const longest = this.#standing.measures.longest_title?.[0] ?? -1;
    let cards = 0;
    for (const { role, text } of printed.texts) {
      // Every card has a headline.
      if (role === 'headline') cards += 1;
      // A text never has more characters than UTF-16 units.
      if (role === 'title' && text.length > longest) this.#keep('longest_title', shown, countGraphemes(text));
    }
    this.#keep('emptiest', shown, printed.empty.length, -payload.length);
    if (cards > 0) this.#keep('most_cards', shown, cards);
    if (locale !== undefined || arm !== undefined) this.#standing.most = mostOwn;
    this.#noteLanguage(shown);
  }

  state() {
    return { worst: { ...this.#worst }, languages: [...this.#languages.values()], most: this.#standing.most };
  }

  /** Merges the samples of the rows that come next. */
  merge({ worst, languages, most }: ReturnType<Samples['state']>): void {
    for (const reason of reasons) {
      const theirs = worst[reason];
      if (theirs !== undefined) this.#keep(reason, theirs, ...theirs.measure);
    }
    this.#standing.most = Math.max(this.#standing.most, most);
    for (const shown of languages) this.#noteLanguage(shown);
  }

  /** `first` decides. `second` breaks ties. */
  #keep(reason: Reason, shown: Shown, first: number, second = 0): void {
    const { measures } = this.#standing;
    const worst = measures[reason];
    if (worst !== undefined && (first < worst[0] || (first === worst[0] && second <= worst[1]))) return;
    const measure = [first, second] as const;
    this.#worst[reason] = { ...copyShown(shown), measure };
    measures[reason] = measure;
  }

  #noteLanguage(shown: Shown): void {
    const { language, arm } = shown;
    const standing = this.#standing;
    if (standing.named === standing.most + reasons.length) return;
    const noted = standing.noted.get(arm) ?? new Set();
    if (noted.has(language)) return;
    standing.noted.set(arm, noted.add(language));
    const name = nameOf(shown);
    if (name === undefined) return;
    this.#languages.set(name, copyShown(shown));
    standing.named += 1;
  }

  /** `arms` are the names of the campaign's arms. */
  list(renderer: Renderer, arms: readonly string[] = []): Sample[] {
    const samples: Sample[] = [];
    const seen = new Set<string | undefined>();
    for (const why of reasons) {
      const candidate = this.#worst[why];
      if (candidate === undefined || samples.some((sample) => sample.row === candidate.recipient.row)) continue;
      const made = makeSample(why, candidate, renderer, arms);
      if (made.length > 0) seen.add(nameOf(candidate));
      samples.push(...made);
    }
    const others = Array.from(this.#languages).filter(([name]) => !seen.has(name));
    return [
      ...samples,
      ...others
        .slice(0, this.#standing.most)
        .flatMap(([, shown]) => makeSample(shown.language === undefined ? 'arm' : 'language', shown, renderer, arms)),
    ];
  }
}

/** A copy, because the rows around it are released long before. */
function copyShown({ recipient, language, arm }: Shown): Shown {
  return { recipient: copyRecipient(recipient), language, arm };
}

/** Undefined if neither is known. */
function nameOf({ language, arm }: Shown): string | undefined {
  return language === undefined && arm === undefined ? undefined : `${language ?? ''} ${arm ?? ''}`;
}

function makeSample(
  why: Sample['why'],
  { recipient, language, arm }: Shown,
  renderer: Renderer,
  arms: readonly string[],
): Sample[] {
  const name = arm === undefined ? undefined : arms[arm];
  const notification = renderer.standIn(recipient, arm);
  if (notification === undefined) return [];
  return [
    {
      why,
      row: recipient.row,
      notification: { ...notification },
      ...(language === undefined ? {} : { language }),
      ...(name === undefined ? {} : { arm: name }),
    },
  ];
}

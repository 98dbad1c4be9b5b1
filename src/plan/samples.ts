// The samples that a reviewer sees: not the first rows but the worst ones, and one of each language, as stand-ins.
import type { CampaignPlan } from '../generated/plan.ts';
import { copyRecipient, type Recipient } from '../message/recipient.ts';
import type { Renderer } from '../message/renderer.ts';
import type { Copy } from './copy/copy-checks.ts';
import { countGraphemes } from '../message/helpers/graphemes.ts';
import { languageOf } from './language.ts';

export type Sample = CampaignPlan['samples'][number];

/** A recipient that a sample would show. */
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
/** Where the campaign has texts for them, or arms. */
const mostOwn = 40;

/** Keeps the worst recipient for each reason; ties go to the earlier row, so that the same input gives the same samples. */
export class Samples {
  readonly #worst: Partial<Record<Reason, Candidate>> = {};
  /** The first row of each language: as many as are shown, and those that the worst rows may have. */
  readonly #languages = new Map<string, Shown>();
  /** By arm, the languages whose first row is known: to look for two values takes less than to make a name of them for each row. */
  readonly #noted = new Map<number | undefined, Set<string | undefined>>();
  #most = mostLanguages;

  /** Once for each notification that will be sent, in file order. */
  look(recipient: Recipient, { payload, printed, locale, arm }: Copy): void {
    const shown = { recipient, language: locale === undefined ? languageOf(recipient) : locale.tag, arm };
    const longest = this.#worst.longest_title?.measure[0] ?? -1;
    let cards = 0;
    for (const { role, text } of printed.texts) {
      // Every card has a headline.
      if (role === 'headline') cards += 1;
      // As many UTF-16 units are never more characters.
      if (role === 'title' && text.length > longest) this.#keep('longest_title', shown, countGraphemes(text));
    }
    this.#keep('emptiest', shown, printed.empty.length, -payload.length);
    if (cards > 0) this.#keep('most_cards', shown, cards);
    if (locale !== undefined || arm !== undefined) this.#most = mostOwn;
    this.#noteLanguage(shown);
  }

  state() {
    return { worst: { ...this.#worst }, languages: [...this.#languages.values()], most: this.#most };
  }

  /** Adds the samples of the rows that come next. */
  merge({ worst, languages, most }: ReturnType<Samples['state']>): void {
    for (const reason of reasons) {
      const theirs = worst[reason];
      if (theirs !== undefined) this.#keep(reason, theirs, ...theirs.measure);
    }
    this.#most = Math.max(this.#most, most);
    for (const shown of languages) this.#noteLanguage(shown);
  }

  /** The first figure counts most. */
  #keep(reason: Reason, shown: Shown, first: number, second = 0): void {
    const worst = this.#worst[reason]?.measure;
    if (worst !== undefined && (first < worst[0] || (first === worst[0] && second <= worst[1]))) return;
    this.#worst[reason] = { ...copyShown(shown), measure: [first, second] };
  }

  #noteLanguage(shown: Shown): void {
    const { language, arm } = shown;
    if (this.#languages.size === this.#most + reasons.length) return;
    const noted = this.#noted.get(arm) ?? new Set();
    if (noted.has(language)) return;
    this.#noted.set(arm, noted.add(language));
    const name = nameOf(shown);
    if (name !== undefined) this.#languages.set(name, copyShown(shown));
  }

  /** `arms` are the names of the campaign's. */
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
        .slice(0, this.#most)
        .flatMap(([, shown]) => makeSample(shown.language === undefined ? 'arm' : 'language', shown, renderer, arms)),
    ];
  }
}

/** It is kept when the rows around it are long gone. */
function copyShown({ recipient, language, arm }: Shown): Shown {
  return { recipient: copyRecipient(recipient), language, arm };
}

/** Undefined where nothing is known of either. */
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

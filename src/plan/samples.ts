// The samples that a reviewer sees: not the first rows but the worst ones, and one of each language, as stand-ins.
import type { CampaignPlan } from '../generated/plan.ts';
import type { Recipient } from '../message/recipient.ts';
import type { Renderer } from '../message/renderer.ts';
import type { Copy } from './copy/copy-checks.ts';
import { countGraphemes } from './copy/count-graphemes.ts';
import { languageOf } from './language.ts';

export type Sample = CampaignPlan['samples'][number];

interface Candidate {
  readonly recipient: Recipient;
  readonly measure: readonly [number, number];
}

const reasons = ['longest_title', 'emptiest', 'most_cards'] as const;
type Reason = (typeof reasons)[number];

const mostLanguages = 8;

/** Keeps the worst recipient for each reason; ties go to the earlier row, so that the same input gives the same samples. */
export class Samples {
  readonly #worst = new Map<Reason, Candidate>();
  /** The first row of each language: as many as are shown, and those that the worst rows may have. */
  readonly #languages = new Map<string, Recipient>();

  /** Once for each notification that will be sent, in file order. */
  look(recipient: Recipient, { payload, printed }: Copy): void {
    const longest = this.#worst.get('longest_title')?.measure[0] ?? -1;
    let cards = 0;
    for (const { role, text } of printed.texts) {
      // Every card has a headline.
      if (role === 'headline') cards += 1;
      // As many UTF-16 units are never more characters.
      if (role === 'title' && text.length > longest) this.#keep('longest_title', recipient, countGraphemes(text));
    }
    this.#keep('emptiest', recipient, printed.empty.length, -payload.length);
    if (cards > 0) this.#keep('most_cards', recipient, cards);
    const language = languageOf(recipient);
    if (language !== undefined) this.#noteLanguage(language, recipient);
  }

  state() {
    return { worst: [...this.#worst], languages: [...this.#languages] };
  }

  /** Of the rows that come next. */
  merge({ worst, languages }: ReturnType<Samples['state']>): void {
    for (const [reason, { recipient, measure }] of worst) this.#keep(reason, recipient, ...measure);
    for (const [language, recipient] of languages) this.#noteLanguage(language, recipient);
  }

  /** The first figure counts most. */
  #keep(reason: Reason, recipient: Recipient, first: number, second = 0): void {
    const [most, next] = this.#worst.get(reason)?.measure ?? [Number.NEGATIVE_INFINITY, 0];
    if (first < most || (first === most && second <= next)) return;
    this.#worst.set(reason, { recipient, measure: [first, second] });
  }

  #noteLanguage(language: string, recipient: Recipient): void {
    if (this.#languages.size === mostLanguages + reasons.length) return;
    if (!this.#languages.has(language)) this.#languages.set(language, recipient);
  }

  list(renderer: Renderer): Sample[] {
    const samples: Sample[] = [];
    for (const why of reasons) {
      const candidate = this.#worst.get(why);
      if (candidate === undefined || samples.some((sample) => sample.row === candidate.recipient.row)) continue;
      samples.push(...makeSample(why, candidate.recipient, renderer));
    }
    const shown = new Set(samples.map(({ language }) => language));
    const others = Array.from(this.#languages).filter(([language]) => !shown.has(language));
    return [
      ...samples,
      ...others.slice(0, mostLanguages).flatMap(([, recipient]) => makeSample('language', recipient, renderer)),
    ];
  }
}

function makeSample(why: Sample['why'], recipient: Recipient, renderer: Renderer): Sample[] {
  const notification = renderer.standIn(recipient);
  const language = languageOf(recipient);
  if (notification === undefined) return [];
  return [
    { why, row: recipient.row, notification: { ...notification }, ...(language === undefined ? {} : { language }) },
  ];
}

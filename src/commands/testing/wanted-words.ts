// Reads whose words a test is to show: the language of --locale, the arm of --arm.
import { findNearest } from '../../campaign/find-nearest.ts';
import { canonicalTag } from '../../campaign/language-tag.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { errorAt } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { createLocaleChooser, undetermined } from '../../message/choose-locale.ts';

export interface WordsWish {
  readonly locale?: string | undefined;
  readonly arm?: string | undefined;
}

export interface WantedWords {
  /** The language as plans show it. */
  readonly locale: string | undefined;
  /** The number of the arm. */
  readonly arm: number | undefined;
}

/** Throws a Refusal (exit 3) if the campaign has no such words. */
export function readWantedWords(campaign: Campaign, { locale, arm }: WordsWish): WantedWords {
  return {
    locale: locale === undefined ? undefined : readLanguage(campaign, locale),
    arm: arm === undefined ? undefined : readArm(campaign, arm),
  };
}

function readLanguage(campaign: Campaign, written: string): string {
  const { id, languages } = campaign;
  const tag = canonicalTag(written);
  if (tag === undefined) {
    throw missing(campaign, [], `--locale ${JSON.stringify(written)} is no language`, 'Write a tag: tr, or pt-BR.');
  }
  // The words are the same for everybody, and a column of the row decides how numbers and dates are written.
  if (languages === undefined) return tag;
  const chosen = createLocaleChooser(languages)(tag);
  if (chosen.tag !== undetermined && chosen.texts !== undefined) return chosen.tag;
  const known = [...(languages.own === undefined ? [] : [languages.own]), ...languages.tags];
  const help =
    known.length === 0 ? 'Write texts under locales, or in translations.' : `It has texts in: ${known.join(', ')}.`;
  throw missing(campaign, ['locale'], `${id} has no texts in ${tag}`, help);
}

function readArm(campaign: Campaign, written: string): number {
  const { id, assignment } = campaign;
  const names = (assignment?.arms ?? []).map(({ name }) => name);
  const number = names.indexOf(written);
  if (number !== -1) return number;
  if (names.length === 0) throw missing(campaign, [], `${id} has no arms`, 'Leave --arm out, or write variants.');
  const nearest = findNearest(written, names);
  const mean = nearest === undefined ? '' : `Did you mean ${nearest}? `;
  const message = `${id} has no arm ${JSON.stringify(written)}`;
  throw missing(campaign, ['variants'], message, `${mean}There are: ${names.join(', ')}.`);
}

function missing(campaign: Campaign, path: readonly string[], message: string, help: string): Refusal {
  return new Refusal(exitCodes.invalidInput, [errorAt(locateIn(campaign, path), 'PP542', message, help)]);
}

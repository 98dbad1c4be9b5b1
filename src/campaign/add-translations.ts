// Adds the texts of each translation to the campaigns that call translations, and checks how translations are used.
import { errorAt, warningAt, type Diagnostic } from '../diagnostic.ts';
import type { Campaign } from './campaign.ts';
import { namesCalledIn } from './template-text.ts';
import type { Translations } from './read-translations.ts';
import type { Variant, Variants } from './layers/variants.ts';
import { locateIn } from './yaml/places.ts';

const call = /\{\{~?\s*t\s+(?:"([^"]*)"|'([^']*)')/g;

/** Returns the keys of translations that the texts in a value call, as far as the text alone shows. */
export function keysCalledIn(value: unknown): ReadonlySet<string> {
  return namesCalledIn(value, call);
}

function keysCalledBy({ variants }: Pick<Campaign, 'variants'>): ReadonlySet<string> {
  return keysCalledIn(variants.map(({ notification }) => notification));
}

/** Adds variants for each language that only the translations have. */
export function addTranslations(campaign: Campaign, all: readonly Translations[]): Campaign {
  const { languages, variants } = campaign;
  if (languages === undefined || keysCalledBy(campaign).size === 0) return campaign;
  const written = all.filter(({ keys }) => keys.size > 0).map(({ tag }) => tag);
  const tags = written.filter((tag) => tag !== languages.own && !languages.tags.includes(tag));
  const own = variants.filter(({ when }) => when.kind === 'always' || when.locale === null).map(withoutAlways);
  const added = tags.flatMap((tag) =>
    own.map((variant): Variant => ({ ...variant, when: { kind: 'for', locale: tag, arm: variant.when.arm } })),
  );
  const [first, ...others] = variants;
  const known: Variants = [withoutAlways(first), ...others, ...added];
  return { ...campaign, languages: { ...languages, tags: [...languages.tags, ...tags] }, variants: known };
}

function withoutAlways(variant: Variant) {
  const { when } = variant;
  return { ...variant, when: when.kind === 'for' ? when : ({ kind: 'for', locale: null, arm: undefined } as const) };
}

/**
 * Checks that the campaign sets `locale` and `default_locale` if it calls translations: they are chosen by the language of the row and of the
 * campaign's own texts.
 */
export function checkTranslated(campaign: Campaign): readonly Diagnostic[] {
  const { locale, own } = campaign.languages ?? {};
  if ((locale !== undefined && own !== undefined) || keysCalledBy(campaign).size === 0) return [];
  const missing = [...(locale === undefined ? ['locale'] : []), ...(own === undefined ? ['default_locale'] : [])];
  const message = `texts of translations without ${missing.join(' and ')}`;
  const help = 'Add locale: "{{language}}", with the column of the language, and default_locale: en.';
  return [errorAt(locateIn(campaign, ['notification']), 'PP190', message, help)];
}

/** Returns a warning for each key that no campaign of the workspace calls. */
export function checkUnusedKeys(campaigns: readonly Campaign[], all: readonly Translations[]): readonly Diagnostic[] {
  if (all.length === 0) return [];
  const called = new Set(campaigns.flatMap((campaign) => [...keysCalledBy(campaign)]));
  return all.flatMap((translations) =>
    [...translations.keys].flatMap(([key, path]) => {
      if (called.has(key)) return [];
      const help = 'Remove it, or correct its name.';
      return [warningAt(locateIn(translations, path), 'PP391', `no campaign calls the text ${key}`, help)];
    }),
  );
}

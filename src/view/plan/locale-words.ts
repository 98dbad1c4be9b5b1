// Describes the languages of a campaign's recipients: "tr-CY: 10 with the texts of tr".
import type { LocalePlan } from '../../generated/plan.ts';
import { formatCount } from '../../numbers.ts';

/** Names the texts, as a continuation after the language and the number of its notifications. */
export function whoseTexts({ locale, texts, fallback }: LocalePlan): string {
  if (fallback)
    return texts === null ? "the campaign's own, since there are no others" : `${texts}, since there are no others`;
  if (texts === null) return 'none';
  return texts === locale ? texts : `those of ${texts}`;
}

/** Describes a language in one line. */
export function describeLocale(locale: LocalePlan, show: (text: string) => string): string {
  const { send, deferred = 0, missing, title_cut: cut } = locale;
  const later = deferred === 0 ? '' : `, ${formatCount(deferred)} later`;
  const facts = [
    `${formatCount(send - deferred)} to send${later}, texts: ${show(whoseTexts(locale))}`,
    ...(missing === 0 ? [] : [`${formatCount(missing)} left out: no texts`]),
    ...(cut === 0 ? [] : [`${formatCount(cut)} with a title that is cut`]),
  ];
  return `${show(locale.locale)}: ${facts.join('; ')}`;
}

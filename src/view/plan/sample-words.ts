// What a sample was picked for, in words.
import { formatCount } from '../numbers.ts';
import type { Sample } from '../../generated/plan.ts';

const reasons: Readonly<Record<Sample['why'], string>> = {
  longest_title: 'longest title',
  emptiest: 'emptiest',
  most_cards: 'most cards',
  language: 'language',
  first: 'first',
};

/** "longest title, row 17"; `show` makes the language's name harmless for where it is printed. */
export function describeSample({ why, row, language }: Sample, show: (text: string) => string): string {
  const ofLanguage = why === 'language' && language !== undefined ? ` ${show(language)}` : '';
  return `${reasons[why]}${ofLanguage}, row ${formatCount(row)}`;
}

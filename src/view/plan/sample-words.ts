// Describes why a sample was chosen.
import { formatCount } from '../../numbers.ts';
import type { Sample } from '../../generated/plan.ts';

const reasons: Readonly<Record<Sample['why'], string>> = {
  longest_title: 'longest title',
  emptiest: 'emptiest',
  most_cards: 'most cards',
  language: 'language',
  arm: 'arm',
  first: 'first',
};

/** Formats "longest title, row 17". `show` makes the names of language and arm safe for the output. */
export function describeSample({ why, row, language, arm }: Sample, show: (text: string) => string): string {
  const ofLanguage = why === 'language' && language !== undefined ? ` ${show(language)}` : '';
  const ofArm = arm === undefined ? '' : `${why === 'arm' ? '' : ', arm'} ${show(arm)}`;
  return `${reasons[why]}${ofLanguage}${ofArm}, row ${formatCount(row)}`;
}

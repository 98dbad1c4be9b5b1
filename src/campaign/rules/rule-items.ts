// Rules for the cards of a carousel or slider.
import { countOf } from '../../numbers.ts';
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import { isUsual, listCardCounts, possibleCards, showCards, usualCards, type CardCount } from './cards.ts';
import { mapAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';

/** Checks the number of cards. The schema reports a `max` or `below` that is out of range. */
export function checkCardCount(yaml: ParsedYaml): readonly Diagnostic[] {
  return listCardCounts(yaml.data).flatMap((count) => {
    const at = yaml.locate(count.path);
    const { cards, kind } = count;
    if (cards < possibleCards.fewest || cards > possibleCards.most) {
      if (kind !== 'list') return [];
      const message = `a carousel or slider takes ${showCards(possibleCards)} items, but here are ${cards}`;
      return [errorAt(at, 'PP138', message, 'Add or remove some, or make them from a list column with each.')];
    }
    return isUsual(count)
      ? []
      : [warningAt(at, 'PP138', `${subjects[kind]} ${countOf(cards, 'item')}: ${usual}`, advise(count))];
  });
}

const usual = `${showCards(usualCards)} is what the vendor's pages name; they do not say that the API takes others`;

const subjects: Readonly<Record<CardCount['kind'], string>> = {
  list: 'a carousel or slider with',
  max: 'max lets through',
  below: 'short.below lets through',
};

const changes: Readonly<Record<CardCount['kind'], string>> = {
  list: 'Add or remove some',
  max: `Write ${showCards(usualCards)}`,
  below: `Write ${usualCards.fewest} or more`,
};

function advise({ cards, kind }: CardCount): string {
  const advice = `${changes[kind]}, or send it to your own phones first.`;
  if (kind !== 'max' || cards >= usualCards.fewest) return advice;
  return `${advice} Recipients with fewer than ${usualCards.fewest} entries get no cards, unless short: { below: ${cards} } says so.`;
}

/** Reports preferred_type. The vendor's page lists it among the limitations, but it belongs to the bulk endpoint. */
export function checkPreferredType(yaml: ParsedYaml): readonly Diagnostic[] {
  const homes = [['notification'], ['notification', 'advanced_push_payload']];
  return homes
    .filter((path) => Object.hasOwn(mapAt(yaml.data, ...path), 'preferred_type'))
    .map((path) => {
      const message = "preferred_type belongs to the vendor's bulk API; this one does not know it";
      const help = 'Use advanced_push_payload.advanced_push_type: carousel or slider.';
      return errorAt(yaml.locateKey([...path, 'preferred_type']), 'PP131', message, help);
    });
}

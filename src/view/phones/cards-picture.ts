// Draws the cards of a carousel side by side, in the order of swiping.
import { joinMarkup, markup, type Markup } from '../markup.ts';
import { formatCount } from '../../numbers.ts';
import type { Face } from './measure-text.ts';
import type { PushCard } from './push.ts';
import { drawBox, drawLines, drawPicturePlace, type Box, type Drawn } from './svg-shapes.ts';
import { wrapMeasured } from './wrap-measured.ts';

const gap = 12;
const size = { height: 154, picture: 78 };
const headline: Face = { family: 'Roboto', weight: 'strong', size: 13 };
const description: Face = { family: 'Roboto', weight: 'regular', size: 13 };

/** The height is 0 if there are none. */
export function drawCards(
  cards: readonly PushCard[],
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): Drawn {
  if (cards.length === 0) return { svg: markup``, height: 0 };
  // The vendor names 3 to 6 cards.
  const perRow = Math.min(6, Math.max(4, cards.length));
  const wide = (width - (perRow - 1) * gap) / perRow;
  const rows = Math.ceil(cards.length / perRow);
  const drawn = cards.map((card, index) => {
    const [column, row] = [index % perRow, Math.floor(index / perRow)];
    const place = { x: x + column * (wide + gap), y: y + row * (size.height + gap), width: wide, height: size.height };
    return drawCard(card, index + 1, place);
  });
  return { svg: joinMarkup(drawn), height: rows * size.height + (rows - 1) * gap };
}

function drawCard({ headline: head, description: text, image }: PushCard, number: number, box: Box): Markup {
  const { x, y, width } = box;
  const words = { x: x + 10, width: width - 20 };
  const heads = wrapMeasured(head, { face: headline, width: words.width, most: 2 });
  const texts = wrapMeasured(text, { face: description, width: words.width, most: 1 });
  const first = y + size.picture + 20;
  return joinMarkup([
    drawBox(box, 14, '#eef0f6'),
    ...(image === '' ? [] : [drawPicturePlace({ x, y, width, height: size.picture }, 14)]),
    drawBox({ x: x + 8, y: y + 8, width: 22, height: 18 }, 9, '#24292fcc'),
    drawLines(
      wrapMeasured(formatCount(number), { face: headline, width: 20, most: 1 }),
      headline,
      { x: x + (number > 9 ? 11.5 : 15.3), y: y + 21.5, width: 20 },
      { fill: '#fff', step: 17 },
    ),
    drawLines(heads, headline, { ...words, y: first }, { fill: '#1c1b1f', step: 17 }),
    drawLines(texts, description, { ...words, y: first + heads.length * 17 + 1 }, { fill: '#5f5b66', step: 17 }),
  ]);
}

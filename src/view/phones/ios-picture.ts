// Draws a notification on the lock screen of an iPhone.
import { joinMarkup, type Markup } from '../markup.ts';
import { cutForLockScreen } from './lock-screen-text.ts';
import type { Face } from './measure-text.ts';
import type { Push } from './push.ts';
import { drawAppIcon, drawBox, drawLines, drawPicturePlace, type Drawn } from './svg-shapes.ts';
import { wrapMeasured } from './wrap-measured.ts';

const title: Face = { family: 'Inter', weight: 'strong', size: 15 };
const message: Face = { family: 'Inter', weight: 'regular', size: 15 };
const step = 20;
const padding = 14;
const icon = 38;
const thumbnail = 34;
const time: Face = { family: 'Inter', weight: 'regular', size: 12 };

/** `x` and `y` are the upper left corner. */
export function drawIosNotification(push: Push, { x, y, width }: { x: number; y: number; width: number }): Drawn {
  if (push.isSilent) return drawNothing(x, y, width);
  const shown = cutForLockScreen(push, 'ios');
  const left = x + padding + icon + 12;
  const beside = push.image === '' ? 0 : thumbnail + 10;
  const room = x + width - padding - left;
  const titles = wrapMeasured(shown.title, { face: title, width: room - 34, most: 1 });
  const messages = wrapMeasured(shown.message, { face: message, width: room - beside, most: 4 });
  const height = Math.max(icon + 2 * padding, 2 * padding + (titles.length + messages.length) * step);
  const now = wrapMeasured('now', { face: time, width: 40, most: 1 });
  const parts: Markup[] = [
    drawBox({ x, y, width, height }, 24, '#f6f6fb'),
    drawAppIcon({ x: x + padding, y: y + (height - icon) / 2, width: icon, height: icon }, 9),
    drawLines(titles, title, { x: left, y: y + padding + 14, width: room - 34 }, { fill: '#111', step }),
    drawLines(now, time, { x: x + width - padding - 25, y: y + padding + 13, width: 25 }, { fill: '#75757d', step }),
    drawLines(messages, message, { x: left, y: y + padding + 14 + step, width: room - beside }, { fill: '#222', step }),
  ];
  if (push.image !== '') {
    const corner = { x: x + width - padding - thumbnail, y: y + height - padding - thumbnail };
    parts.push(drawPicturePlace({ ...corner, width: thumbnail, height: thumbnail }, 6));
  }
  return { svg: joinMarkup(parts), height };
}

function drawNothing(x: number, y: number, width: number): Drawn {
  const height = 66;
  const words = wrapMeasured('Nothing is shown: the push is silent, and wakes the app.', {
    face: message,
    width: width - 2 * padding,
    most: 2,
  });
  return {
    svg: joinMarkup([
      drawBox({ x, y, width, height }, 24, '#ffffff33'),
      drawLines(words, message, { x: x + padding, y: y + 28, width: width - 2 * padding }, { fill: '#fff', step }),
    ]),
    height,
  };
}

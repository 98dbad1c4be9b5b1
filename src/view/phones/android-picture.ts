// Draws a notification on the lock screen of an Android phone: one line for each text.
import { joinMarkup, type Markup } from '../markup.ts';
import { cutForLockScreen } from './lock-screen-text.ts';
import type { Face } from './measure-text.ts';
import type { Push } from './push.ts';
import { drawAppIcon, drawBox, drawLines, drawPicturePlace, type Drawn } from './svg-shapes.ts';
import { wrapMeasured } from './wrap-measured.ts';

const title: Face = { family: 'Roboto', weight: 'strong', size: 14 };
const message: Face = { family: 'Roboto', weight: 'regular', size: 14 };
const head: Face = { family: 'Roboto', weight: 'regular', size: 12 };
const step = 20;
const padding = 16;
const icon = 24;
const thumbnail = 44;

export function drawAndroidNotification(
  push: Push,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): Drawn {
  const shown = cutForLockScreen(push, 'android');
  const left = x + padding + icon + 14;
  const beside = push.image === '' ? 0 : thumbnail + 12;
  const room = x + width - padding - left - beside;
  const height = 2 * padding + 62 - 6;
  const line = { x: left, width: room };
  const parts: Markup[] = [
    drawBox({ x, y, width, height }, 28, '#f4f1fa'),
    drawAppIcon({ x: x + padding, y: y + padding, width: icon, height: icon }, icon / 2),
    drawLines(
      wrapMeasured('Your app · now', { face: head, width: room, most: 1 }),
      head,
      { ...line, y: y + padding + 10 },
      { fill: '#5f5b66', step },
    ),
    drawLines(
      wrapMeasured(shown.title, { face: title, width: room, most: 1 }),
      title,
      { ...line, y: y + padding + 31 },
      { fill: '#1c1b1f', step },
    ),
    drawLines(
      wrapMeasured(shown.message.replaceAll(/\s+/gv, ' '), { face: message, width: room, most: 1 }),
      message,
      { ...line, y: y + padding + 51 },
      { fill: '#3a3740', step },
    ),
  ];
  if (push.image !== '') {
    const corner = { x: x + width - padding - thumbnail, y: y + (height - thumbnail) / 2 };
    parts.push(drawPicturePlace({ ...corner, width: thumbnail, height: thumbnail }, 10));
  }
  return { svg: joinMarkup(parts), height };
}

// Draws one sample as a picture to keep in git: both lock screens and the cards below. The same notification always gives the same bytes.
import type { Sample } from '../../generated/plan.ts';
import { joinMarkup, markup, type Markup } from '../markup.ts';
import { countOf } from '../../numbers.ts';
import { describeSample } from '../plan/sample-words.ts';
import { drawAndroidNotification } from './android-picture.ts';
import { drawCards } from './cards-picture.ts';
import { measuredFonts } from './glyph-widths.ts';
import { drawIosNotification } from './ios-picture.ts';
import { cutTextsOf, platformWords, type Platform } from './lock-screen-text.ts';
import type { Face } from './measure-text.ts';
import { readPush, type Push } from './push.ts';
import { scriptFonts } from './script-fonts.ts';
import { drawBox, drawLine, drawLines, round } from './svg-shapes.ts';
import { wrapMeasured } from './wrap-measured.ts';

const width = 840;
const margin = 16;
const gap = 16;
const screen = (width - 2 * margin - gap) / 2;
const inset = 9;
const clockHeight = 118;

/** The beginning of every such file, which tells it from other files. */
export const pictureMark = '<!-- rendered by pushplan render: stand-ins, not people -->\n';

const caption: Face = { family: 'Inter', weight: 'strong', size: 14 };
const small: Face = { family: 'Inter', weight: 'regular', size: 13 };
const date: Face = { family: 'Inter', weight: 'strong', size: 15 };
const clock: Face = { family: 'Inter', weight: 'strong', size: 56 };

export function drawSample(sample: Sample, campaign: string): string {
  const push = readPush(sample.notification);
  const picked = describeSample(sample, (language) => language);
  const head = wrapMeasured(`${campaign}: ${picked}`, { face: caption, width: width - 2 * margin, most: 1 });
  const top = 40;
  const screens = drawScreens(push, top);
  const cards = drawCards(push.cards, { x: margin, y: top + screens.height + gap, width: width - 2 * margin });
  const below = top + screens.height + (cards.height > 0 ? gap + cards.height : 0);
  const notes = describeCuts(push).flatMap((note) =>
    wrapMeasured(note, { face: small, width: width - 2 * margin, most: 2 }),
  );
  const height = round(below + (notes.length > 0 ? 10 + notes.length * 19 : 0) + margin);
  const words = { x: margin, width: width - 2 * margin };
  const body = joinMarkup([
    drawBox({ x: 0, y: 0, width, height }, 16, '#ffffff'),
    drawLines(head, caption, { ...words, y: 27 }, { fill: '#24292f', step: 19 }),
    screens.svg,
    cards.svg,
    drawLines(notes, small, { ...words, y: below + 24 }, { fill: '#9a3412', step: 19 }),
  ]);
  return `${pictureMark}${
    markup`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${campaign}: ${picked}</title>
<desc>${describePush(push)} Text as wide as in ${listFonts(body)}.</desc>
<defs><linearGradient id="day" x1="0" y1="0" x2="0.6" y2="1"><stop offset="0" stop-color="#31457a"/><stop offset="1" stop-color="#9a7fb0"/></linearGradient><linearGradient id="sea" x1="0" y1="0" x2="0.6" y2="1"><stop offset="0" stop-color="#1d4e57"/><stop offset="1" stop-color="#6fa392"/></linearGradient></defs>
${body}</svg>
`.text
  }`;
}

function drawScreens(push: Push, y: number): { readonly svg: Markup; readonly height: number } {
  const places = [margin, margin + screen + gap] as const;
  const at = { y: y + clockHeight, width: screen - 2 * inset };
  const ios = drawIosNotification(push, { ...at, x: places[0] + inset });
  const android = drawAndroidNotification(push, { ...at, x: places[1] + inset });
  const height = round(clockHeight + Math.max(ios.height, android.height) + inset + 6);
  return {
    height,
    svg: joinMarkup([
      drawWall({ x: places[0], y, height }, 'day', 'iPhone'),
      ios.svg,
      drawWall({ x: places[1], y, height }, 'sea', 'Android'),
      android.svg,
    ]),
  };
}

/** Draws the screen behind a notification, with the time that phones in pictures show. */
function drawWall(
  { x, y, height }: { readonly x: number; readonly y: number; readonly height: number },
  fill: string,
  name: string,
): Markup {
  const inMiddle = (text: string, face: Face, line: number): Markup => {
    const [measured] = wrapMeasured(text, { face, width: screen, most: 1 });
    if (measured === undefined) return markup``;
    return drawLine(measured, face, { x: x + (screen - measured.width) / 2, y: y + line, width: screen }, '#fff');
  };
  return joinMarkup([
    drawBox({ x, y, width: screen, height }, 26, `url(#${fill})`),
    inMiddle(`${name}, lock screen`, date, 30),
    inMiddle('9:41', clock, 88),
  ]);
}

/** Lists fonts with their versions: those of every picture, and those of the scripts in this one. */
function listFonts({ text }: Markup): string {
  const used = scriptFonts.filter(({ family }) => text.includes(`"&#39;${family}&#39;`));
  return [measuredFonts, ...used.map(({ family, version }) => `${family} ${version}`)].join(', ');
}

/** Describes the picture for people who cannot see it. */
function describePush({ title, message, cards, isSilent }: Push): string {
  const silent = isSilent ? ' Silent on an iPhone.' : '';
  return `Title: ${title} Message: ${message}${cards.length === 0 ? '' : ` With ${countOf(cards.length, 'card')}.`}${silent}`;
}

function describeCuts(push: Push): string[] {
  const platforms: readonly Platform[] = push.isSilent ? ['android'] : ['ios', 'android'];
  const cuts = (['title', 'message'] as const).flatMap((part) => {
    const where = platforms.filter((platform) => cutTextsOf(push, platform)[part].cut !== '');
    return where.length === 0 ? [] : [`the ${part} (${where.map((platform) => platformWords[platform]).join(', ')})`];
  });
  return cuts.length === 0 ? [] : [`Cut on a lock screen: ${cuts.join(', ')}.`];
}

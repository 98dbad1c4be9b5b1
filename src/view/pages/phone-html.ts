// Shows a notification on two phones, each on the lock screen, as a banner over an app, and opened.
import { joinMarkup, markup, Markup } from '../markup.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { cutForLockScreen, platformWords, type Platform } from '../phones/lock-screen-text.ts';
import type { Push, PushCard } from '../phones/push.ts';

const bell = new Markup(
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4.5a4.7 4.7 0 0 0-4.7 4.7v3.2L5.8 15.2h12.4l-1.5-2.8V9.2A4.7 4.7 0 0 0 12 4.5zM10.2 16.5a1.8 1.8 0 0 0 3.6 0z"/></svg>',
);
const sight = new Markup(
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M1 21 8.5 8.5l5 7.5 2.5-3.5L23 21zM16.5 3.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6z"/></svg>',
);
const icon = markup`<span class="icon">${bell}</span>`;
const clock = markup`<p class="clock" aria-hidden="true">9:41</p>`;
const lines = markup`<div class="lines" aria-hidden="true"><i></i><i></i><i></i><i></i></div>`;

type Surface = 'lock' | 'banner' | 'open';

const surfaceWords: Readonly<Record<Surface, string>> = { lock: 'lock screen', banner: 'banner', open: 'opened' };

/** Shows all surfaces, those of the iPhone first, or only the lock screens side by side. */
export function showPhones(push: Push, surfaces: 'all' | 'lock'): Markup {
  const rows = (['ios', 'android'] as const).map((platform) => {
    // A silent push looks the same on every surface.
    const isSilent = push.isSilent && platform === 'ios';
    const shown: readonly Surface[] = surfaces === 'lock' || isSilent ? ['lock'] : ['lock', 'banner', 'open'];
    return shown.map((surface) => showPhone(push, platform, surface));
  });
  return surfaces === 'lock' ? inGrid(rows.flat()) : joinMarkup(rows.map(inGrid));
}

function inGrid(figures: readonly Markup[]): Markup {
  return markup`<div class="phones">\n${figures}</div>\n`;
}

function showPhone(push: Push, platform: Platform, surface: Surface): Markup {
  const name = `${platformWords[platform]}, ${surfaceWords[surface]}`;
  const silent = platform === 'ios' && push.isSilent;
  const inside = silent ? showSilent() : (platform === 'ios' ? showIos : showAndroid)(push, surface);
  const wall =
    surface === 'banner'
      ? markup`<div class="wall app">${inside}${lines}</div>`
      : markup`<div class="wall">${surface === 'lock' ? clock : undefined}${inside}</div>`;
  return markup`<figure class="${platform}"><figcaption>${name}</figcaption>${wall}</figure>\n`;
}

function showSilent(): Markup {
  return markup`<div class="push silent">Nothing is shown: the push is silent. It wakes the app.</div>`;
}

function showIos(push: Push, surface: Surface): Markup {
  if (surface === 'open') {
    return markup`<div class="push open">${icon}<div class="body">${showHead(push.title, '')}${showText(push.message, '')}</div>${showMedia(push)}</div>`;
  }
  const { title, message } = surface === 'lock' ? cutForLockScreen(push, 'ios') : push;
  const room = surface === 'lock' ? 'four' : 'two';
  return markup`<div class="push">${icon}<div class="body">${showHead(title, 'one')}<div class="row"><div>${showText(message, room)}</div>${showThumb(push)}</div></div></div>`;
}

function showAndroid(push: Push, surface: Surface): Markup {
  const app = markup`<span class="when">Your app · now</span>`;
  if (surface === 'open') {
    return markup`<div class="push open">${icon}<div class="body">${app}${showTitle(push.title, '')}${showText(push.message, '')}</div>${showMedia(push)}</div>`;
  }
  const { title, message } = cutForLockScreen(push, 'android');
  return markup`<div class="push">${icon}<div class="row"><div>${app}${showTitle(title, 'one')}${showText(message, 'one')}</div>${showThumb(push)}</div></div>`;
}

function showHead(title: string, room: string): Markup {
  return markup`<div class="head"><b class="title ${room}" dir="auto">${showParagraphs(title)}</b><span class="when">now</span></div>`;
}

function showTitle(title: string, room: string): Markup {
  return markup`<b class="title ${room}" dir="auto">${showParagraphs(title)}</b>`;
}

function showText(text: string, room: string): Markup {
  return markup`<span class="text ${room}" dir="auto">${showParagraphs(text)}</span>`;
}

function showThumb({ image }: Push): Markup | undefined {
  return image === '' ? undefined : markup`<span class="thumb">${sight}</span>`;
}

/** Cards replace the picture. */
function showMedia({ cards, cardStyle, image }: Push): Markup | undefined {
  if (cards.length === 0) {
    return image === '' ? undefined : markup`<div class="picture wide">${sight}</div>`;
  }
  const name = `${countOf(cards.length, 'card')}, side by side`;
  return markup`<div class="cards ${cardStyle}" role="group" aria-label="${name}" tabindex="0">${cards.map(showCard)}</div>`;
}

function showCard({ headline, description, image }: PushCard, index: number): Markup {
  const picture = image === '' ? undefined : sight;
  return markup`<div class="card"><div class="picture"><span class="count">${formatCount(index + 1)}</span>${picture}</div><div class="words"><b class="title two" dir="auto">${showParagraphs(headline)}</b><span class="text one soft" dir="auto">${showParagraphs(description)}</span></div></div>`;
}

/** Keeps line breaks, as phones do. */
export function showParagraphs(text: string): Markup {
  return joinMarkup(
    text.split(/\r?\n/v).map((line) => markup`${line}`),
    '\n',
  );
}

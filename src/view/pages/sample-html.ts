// Shows one sample on a page: phones, where its texts are cut, what a screen reader says, and its addresses as plain text.
import type { Sample } from '../../generated/plan.ts';
import { joinMarkup, markup, type Markup } from '../markup.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { cutTextsOf, platformWords, type Platform } from '../phones/lock-screen-text.ts';
import { readPush, type Push } from '../phones/push.ts';
import { describeSample } from '../plan/sample-words.ts';
import { shortenText } from '../shorten-text.ts';
import { showParagraphs, showPhones } from './phone-html.ts';
import { showInScroller } from './scroller-html.ts';

export interface SeenSample {
  readonly sample: Sample;
  /** What the same person gets with the base: the API's object, or null if they get nothing. Absent without a base. */
  readonly before?: Sample['notification'] | null;
}

const longestText = 4_000;

export function showSample({ sample, before }: SeenSample): Markup {
  const push = readPush(sample.notification);
  const name = describeSample(sample, (language) => language);
  const heading = markup`<h3>${name.slice(0, 1).toUpperCase() + name.slice(1)}</h3>\n`;
  return markup`<section>\n${heading}${showSides(push, before)}${showFacts(push)}</section>\n`;
}

function showSides(push: Push, before: SeenSample['before']): Markup {
  const now = showPhones(push, 'all');
  if (before === undefined) return now;
  if (before === null) return markup`<span class="tag">New: nothing with the base</span>\n${now}`;
  const was = readPush(before);
  if (JSON.stringify(was) === JSON.stringify(push)) return markup`<span class="tag">As with the base</span>\n${now}`;
  return markup`<div class="sides"><div class="was"><span class="tag">Before</span>\n${showPhones(was, 'lock')}</div><div><span class="tag">After</span>\n${now}</div></div>\n`;
}

type Fact = readonly [name: string, value: Markup];

function showFacts(push: Push): Markup {
  const facts: readonly Fact[] = [
    ['Title', showText(push, 'title')],
    ['Message', showText(push, 'message')],
    ...(['ios', 'android'] as const).map((platform): Fact => [
      platform === 'ios' ? 'VoiceOver says' : 'TalkBack says',
      readAloud(push, platform),
    ]),
    ...showSounds(push),
    ...push.links.map(({ platform, link }): Fact => [
      platform === undefined ? 'Opens' : `Opens on ${platform}`,
      showAddress(link),
    ]),
    ...(push.image === '' ? [] : [['Picture', showAddress(push.image)] as const]),
  ];
  const list = facts.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>\n`);
  return markup`<dl>\n${list}</dl>\n${showCardTable(push)}`;
}

/** Shows the whole text, and marks what lock screens cut. */
function showText(push: Push, part: 'title' | 'message'): Markup {
  const text = push[part];
  if (text === '') return markup`<span class="dim">(empty)</span>`;
  const platforms: readonly Platform[] = push.isSilent ? ['android'] : ['ios', 'android'];
  const cuts = platforms
    .map((platform) => ({ platform, ...cutTextsOf(push, platform)[part] }))
    .filter(({ cut }) => cut !== '')
    .toSorted((a, b) => a.seen - b.seen);
  const [first] = cuts;
  if (first === undefined) return isolate(showParagraphs(shortenText(text, longestText)));
  const { shown, cut, length } = first;
  const where = cuts.map(({ seen, platform }) => `${formatCount(seen)} on ${platformWords[platform]}`);
  const marked = markup`${showParagraphs(shown)}<mark>${showParagraphs(shortenText(cut, longestText))}</mark>`;
  return markup`${isolate(marked)}\n<span class="warn">Lock screens show about ${where.join(', ')} of ${countOf(length, 'character')}.</span>`;
}

function readAloud({ title, message, isSilent }: Push, platform: Platform): Markup {
  if (isSilent && platform === 'ios') return markup`nothing`;
  const said = ['Your app', ...(platform === 'ios' ? ['now'] : []), title, message].filter(
    (text) => text.trim() !== '',
  );
  const parts = said.map((text) => isolate(markup`${shortenText(text.replaceAll(/\s+/gv, ' '), longestText)}`));
  return joinMarkup(parts, ', ');
}

/** Gives the text its own direction, independent of the text around it. */
function isolate(text: Markup): Markup {
  return markup`<bdi>${text}</bdi>`;
}

function showSounds({ sound, badge, isSilent }: Push): Fact[] {
  const sounds = [
    ...(sound.ios === '' || isSilent ? [] : [`${sound.ios} on iPhone`]),
    ...(sound.android === '' ? [] : [`${sound.android} on Android`]),
  ];
  return [
    ...(sounds.length === 0 ? [] : [['Sound', markup`${sounds.join(', ')}`] as const]),
    ...(badge === undefined ? [] : [['Badge', markup`${formatCount(badge)}`] as const]),
  ];
}

function showCardTable({ cards }: Push): Markup | undefined {
  if (cards.length === 0) return undefined;
  const rows = cards.map(
    ({ headline, description, link, image }, index) =>
      markup`<tr><td class="number">${formatCount(index + 1)}</td><td dir="auto">${headline}</td><td dir="auto">${description}</td><td>${showAddress(link)}</td><td>${showAddress(image)}</td></tr>\n`,
  );
  return markup`<details><summary>Texts and addresses of ${countOf(cards.length, 'card')}</summary>${showInScroller('texts and addresses of cards', markup`<table><tr><th class="number">card</th><th>headline</th><th>description</th><th>opens</th><th>picture</th></tr>\n${rows}</table>`)}</details>\n`;
}

function showAddress(address: string): Markup {
  return address === '' ? markup`` : markup`<code>${shortenText(address, longestText)}</code>`;
}

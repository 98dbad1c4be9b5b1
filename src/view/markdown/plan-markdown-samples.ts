// The samples of each campaign side by side, with stand-ins for personal data.
import type { CampaignPlan, ColumnBounds, Plan, Sample } from '../../generated/plan.ts';
import { describeBounds } from '../plan/bounds-words.ts';
import { leaveOut, type Section } from './markdown-page.ts';
import { tableHead, tableRow } from './markdown-table.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { rankOf } from './plan-markdown-campaigns.ts';
import { readCards, readLinks, readSampleText } from '../plan/sample-content.ts';
import { describeSample } from '../plan/sample-words.ts';
import { safeBold, safeCode, safeHtmlCode, safeMarkdown } from './safe-markdown.ts';
import { shortenText } from '../shorten-text.ts';

const longestTitle = 160;
const longestMessage = 320;
const longestPart = 80;
const longestLink = 200;
const mostCards = 6;
const samplesPerTable = 2;
const mostOpen = 3;
const mostBounds = 12;

export function samplesSection({ campaigns }: Plan): Section {
  const ofInterest = campaigns.filter(isOfInterest);
  // If there are only a few, they are open on the page.
  return { ...describeSection(ofInterest, ofInterest.length <= mostOpen), rank: 9, share: 0.17 };
}

/** The samples of unchanged campaigns, which are looked at last and left out first. */
export function unchangedSamplesSection({ campaigns }: Plan): Section {
  const unchanged = campaigns.filter((campaign) => !isOfInterest(campaign));
  return { ...describeSection(unchanged, false), rank: 10, share: 0 };
}

function isOfInterest({ comparison }: CampaignPlan): boolean {
  return comparison?.status !== 'unchanged';
}

function describeSection(campaigns: readonly CampaignPlan[], isOpen: boolean): Omit<Section, 'rank' | 'share'> {
  const shown = campaigns.filter(({ samples }) => samples.length > 0).toSorted((a, b) => rankOf(a) - rankOf(b));
  return {
    head: '',
    parts: shown.map((campaign) => () => formatCampaign(campaign, isOpen)),
    separator: '\n\n',
    tail: '',
    leftOut: leaveOut('campaign with samples', 'campaigns with samples', 'pushplan plan'),
  };
}

function formatCampaign({ id, samples, bounds = [] }: CampaignPlan, isOpen: boolean): string {
  const tables = [];
  for (let from = 0; from < samples.length; from += samplesPerTable) {
    tables.push(formatTable(samples.slice(from, from + samplesPerTable)));
  }
  const summary = `<b>How it looks</b>: ${safeHtmlCode(shortenText(id, longestPart))}, ${countOf(samples.length, 'sample')}`;
  return [
    `<details${isOpen ? ' open' : ''}><summary>${summary}</summary>`,
    ...tables,
    ...formatBounds(bounds),
    '</details>',
  ].join('\n\n');
}

/** Shown below the samples, which contain only a few of these values. */
function formatBounds(bounds: readonly ColumnBounds[]): string[] {
  if (bounds.length === 0) return [];
  const shown = bounds.slice(0, mostBounds).map((one) => describeBounds(one, safeCode));
  const more = bounds.length - shown.length;
  return [`Values: ${[...shown, ...(more > 0 ? [countOf(more, 'more column')] : [])].join('; ')}.`];
}

function formatTable(samples: readonly Sample[]): string {
  const rows = [
    { name: 'title', cells: samples.map((sample) => showTitle(sample)) },
    { name: 'message', cells: samples.map((sample) => showMessage(sample)) },
    { name: 'cards', cells: samples.map((sample) => showCards(sample)) },
    { name: 'opens', cells: samples.map((sample) => showLinks(sample)) },
  ].filter(({ cells }) => cells.some((cell) => cell !== ''));
  const heads = samples.map((sample) =>
    describeSample(sample, (language) => safeMarkdown(shortenText(language, longestPart))),
  );
  return [
    tableHead(['', ...heads].map((name) => ({ name, align: 'left' }))),
    ...rows.map(({ name, cells }) => tableRow([name, ...cells])),
  ].join('\n');
}

function showTitle({ notification }: Sample): string {
  return safeBold(shortenText(readSampleText(notification, 'title'), longestTitle));
}

function showMessage({ notification }: Sample): string {
  return safeMarkdown(shortenText(readSampleText(notification, 'message'), longestMessage)) || '(empty)';
}

function showCards({ notification }: Sample): string {
  const cards = readCards(notification);
  const shown = cards.slice(0, mostCards).map(({ headline, description }, index) => {
    const texts = [headline, description].filter((text) => text !== '');
    return `${index + 1}: ${texts.map((text) => safeMarkdown(shortenText(text, longestPart))).join(', ') || '(empty)'}`;
  });
  const more = cards.length - shown.length;
  return [...shown, ...(more === 0 ? [] : [`and ${formatCount(more)} more`])].join('<br>');
}

function showLinks({ notification }: Sample): string {
  const links = readLinks(notification).map(
    ({ platform, link }) => (platform === undefined ? '' : `${platform}: `) + safeCode(shortenText(link, longestLink)),
  );
  return links.join('<br>');
}

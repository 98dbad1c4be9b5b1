import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { formatPreviewPage, type PreviewFacts } from '../../../src/view/pages/preview-page.ts';
import { readWorkflowCommands } from '../../support/github-runner.ts';
import { logAttacks, naughtyStrings, terminalAttacks } from '../../support/naughty-strings.ts';
import { listElements, pageShapeOf, pageTextOf, readHtml } from '../../support/read-html.ts';

const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\p{Cs}]/v;

/** Facts with a text in every place for data: the same in all, or the next one in each. */
function facts(given: string | (() => string), before?: string): PreviewFacts {
  const next = typeof given === 'string' ? (): string => given : given;
  const notification = {
    title: next(),
    message: `${next()} in the message`,
    image_url: next(),
    advanced_push_payload: {
      advanced_push_type: 'carousel',
      advanced_push_items: [
        { headline: next(), description: next(), image_url: next(), deep_links: { ins_dl_internal: next() } },
      ],
    },
    android: { sound: next(), deep_link: { ins_dl_internal: next() } },
    ios: { sound: next(), badge: 2, deep_link: { ins_dl_external: `${next()}2` } },
  };
  return {
    campaigns: [
      {
        id: next(),
        file: next(),
        rows: 5,
        sends: 3,
        samples: [
          {
            sample: { why: 'language', row: 7, language: next(), notification },
            ...(before !== undefined && { before: { title: before, message: before } }),
          },
        ],
        audit: [{ check: 'title_cut', surface: next(), level: 'warn', count: 1, of: 3, worst_row: 7, detail: next() }],
        unknownBefore: next(),
      },
    ],
    isReal: false,
    base: { ref: next(), commit: 'a'.repeat(40), removed: [{ id: next(), file: next() }] },
  };
}

describe('data has no effect in the page', () => {
  const harmless = pageShapeOf(formatPreviewPage(facts('harmless, and long enough to be cut on a lock screen')));

  test('whatever the texts are, the page has the same elements and attributes, and nothing invisible', () => {
    const texts = [...naughtyStrings, ...terminalAttacks, ...logAttacks];
    const step = 5;
    const starts = Array.from({ length: Math.ceil(texts.length / step) }, (_, index) => index * step);
    // Each page starts a little further on, so that every text is in several places.
    const faults = starts.filter((start) => {
      let at = start;
      const next = (): string =>
        `${texts[at++ % texts.length]} and long enough to be cut on a lock screen`.replaceAll(/[\r\n]/gv, ' ');
      const page = formatPreviewPage(facts(next));
      const hidden = page.replaceAll('\n', '').replaceAll(/(?=\p{Emoji})\p{RGI_Emoji}/gv, '');
      return pageShapeOf(page) !== harmless || invisible.test(hidden) || readWorkflowCommands(page).length > 0;
    });
    expect(faults).toEqual([]);
  });

  test('the source of the page has no address of a text, neither in an attribute nor in its text', () => {
    const page = formatPreviewPage(facts('https://evil.example.com/x.png?a=1&b=2'));
    expect(page).not.toMatch(/:\/\/|\s(?:href|src|srcset|action|on\w+|style)=/v);
    expect(pageTextOf(page)).toContain('https://evil.example.com/x.png?a=1&b=2');
  });
});

test('the page forbids itself to load or to run anything, and has the style whose hash it names', () => {
  const page = formatPreviewPage(facts('Hello'));
  const elements = listElements(readHtml(page));
  const policies = elements.filter(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy');
  const style = elements.find(({ name }) => name === 'style')?.text ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(policies.map(({ attributes }) => attributes['content'])).toEqual([
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
  ]);
  expect(style).not.toMatch(/url\(|@import|@font-face/v);
  expect(elements.filter(({ name }) => /^(?:script|img|link|iframe|object|embed|a|base)$/v.test(name))).toEqual([]);
  expect(page).toBe(formatPreviewPage(facts('Hello')));
});

test('shows where lock screens cut a text, and the whole text', () => {
  const title = 'Exactly forty-four characters are in this one';
  const text = pageTextOf(formatPreviewPage(facts(title)));
  expect(text).toContain('Exactly forty-four characters are in thi…');
  expect(text).toContain(`Lock screens show about 40 on iPhone of ${title.length} characters.`);
});

test('before and after: only what differs is shown twice', () => {
  const words = (before: string): readonly string[] =>
    ['Before', 'After', 'As with the base', 'New'].filter((word) =>
      pageTextOf(formatPreviewPage(facts('Hi', before))).includes(word),
    );
  expect(words('Hello')).toEqual(['Before', 'After']);
  const same = facts('Hi');
  const [campaign] = same.campaigns;
  const [seen] = campaign?.samples ?? [];
  if (campaign === undefined || seen === undefined) throw new Error('there is a sample');
  const pageWith = (before: Record<string, unknown> | null): string =>
    pageTextOf(formatPreviewPage({ ...same, campaigns: [{ ...campaign, samples: [{ ...seen, before }] }] }));
  expect(pageWith(seen.sample.notification)).toContain('As with the base');
  expect(pageWith(null)).toContain('New: nothing with the base');
});

test('a silent push shows nothing on an iPhone but does on Android, and a missing sample is reported', () => {
  const [campaign] = facts('Hi').campaigns;
  if (campaign === undefined) throw new Error('there is a campaign');
  const silent = { title: 'Refresh', message: 'Now', ios: { 'content-available': true, sound: 'chime' } };
  const sample = { sample: { why: 'first' as const, row: 1, notification: silent } };
  const page = (samples: typeof campaign.samples): string =>
    pageTextOf(formatPreviewPage({ isReal: true, campaigns: [{ ...campaign, samples, audit: [] }] }));
  expect(page([sample])).toContain('Nothing is shown: the push is silent. It wakes the app.');
  expect(page([sample])).toContain('TalkBack says');
  expect(page([sample])).not.toContain('iPhone, banner');
  expect(page([])).toContain('No sample: no row of the audience is sent.');
  expect(page([])).toContain('Real people are in this page.');
});

test('line breaks stay, and right-to-left text decides its own direction', () => {
  const page = formatPreviewPage(facts('مرحبا\nبالعالم'));
  const titles = listElements(readHtml(page)).filter(({ attributes }) => attributes['class']?.startsWith('title'));
  expect(titles.length).toBeGreaterThan(5);
  expect(titles.every(({ attributes }) => attributes['dir'] === 'auto')).toBe(true);
  expect(titles.some(({ text }) => text === 'مرحبا\nبالعالم')).toBe(true);
});

test('with several campaigns, a list leads to each of them', () => {
  const { campaigns, isReal } = facts('text');
  const [one] = campaigns;
  if (one === undefined) throw new Error('there is a campaign');
  const linksOf = (ids: readonly string[]): readonly unknown[] =>
    listElements(readHtml(formatPreviewPage({ campaigns: ids.map((id) => ({ ...one, id })), isReal }))).flatMap(
      ({ name, attributes }) => (name === 'a' ? [attributes['href']] : []),
    );
  expect(linksOf(['sale', 'spring.news'])).toEqual([
    '#campaign-sale',
    '#campaign-spring.news',
    '#campaigns',
    '#campaigns',
  ]);
  expect(linksOf(['sale'])).toEqual([]);
});

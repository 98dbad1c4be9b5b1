// Checks the audit against a naive one that reads every payload again without shortcuts: same counts, same worst rows.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findHalfCharacter } from '../../src/plan/copy/copy-half-characters.ts';
import { findMarkup } from '../../src/plan/copy/copy-markup.ts';
import { findTestWord } from '../../src/plan/copy/copy-test-words.ts';
import { CopyAudit } from '../../src/plan/copy/copy-audit.ts';
import { aCampaign, aRecipient, rendererOf } from '../support/a-campaign.ts';
import { copyPolicy } from '../support/copy-policy.ts';
import { tries } from '../support/property-tries.ts';

const parts = {
  columns: { items: 'json' },
  notification: {
    title: "{{default a 'you'}}{{b}}",
    message: '{{b}} {{#if c}}{{c}}{{/if}} fixed',
    advanced_push_payload: {
      advanced_push_type: 'carousel',
      advanced_push_items: {
        each: 'items',
        item: {
          id: '{{@number}}',
          headline: 'h{{h}}',
          description: "{{default d 'd'}}",
          image_url: 'https://img.example.com/a.jpg',
        },
      },
    },
    android: { deep_link: { k: 'l{{a}}' } },
    ios: { deep_link: { k: 'l{{b}}' } },
  },
} as const;
const renderer = rendererOf(parts, ['a', 'b', 'c', 'items']);

interface Row {
  readonly a: string;
  readonly b: string;
  readonly c: string;
  readonly items: readonly { readonly h: string; readonly d: string }[];
}

interface Found {
  readonly check: string;
  readonly surface: string | null;
  readonly measure: number;
}

const cards = 'advanced_push_payload.advanced_push_items.item';

function countBlank(texts: readonly string[]): number {
  return texts.filter((text) => text.trim() === '').length;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const length = (text: string): number => Array.from(segmenter.segment(text)).length;

const each = (check: string, fields: Readonly<Record<string, number>>): Found[] =>
  Object.entries(fields).flatMap(([surface, measure]) => (measure === 0 ? [] : [{ check, surface, measure }]));

const cut = (check: string, text: string, surface: string, most: number): Found[] =>
  length(text) > most ? [{ check, surface, measure: length(text) }] : [];

/** The findings in one notification, from its payload and from what the templates above print. */
function lookNaively({ a, b, c, items }: Row, payload: string): readonly Found[] {
  const notification = JSON.parse(payload);
  const shown: readonly { headline: string; description: string }[] =
    notification.advanced_push_payload?.advanced_push_items ?? [];
  const shownItems = items.slice(0, shown.length);
  const texts: readonly [string, string][] = [
    ['title', notification.title],
    ['message', notification.message],
    ...shown.flatMap(({ headline, description }): [string, string][] => [
      [`${cards}.headline`, headline],
      [`${cards}.description`, description],
    ]),
  ];
  const links: readonly [string, string][] = [
    ['android.deep_link.k', notification.android.deep_link.k],
    ['ios.deep_link.k', notification.ios.deep_link.k],
  ];
  const inTexts = (
    check: string,
    find: (text: string) => string | undefined,
    more: readonly [string, string][] = [],
  ): Found[] => {
    const fields: Record<string, number> = {};
    for (const [surface, text] of [...texts, ...more])
      if (find(text) !== undefined) fields[surface] = (fields[surface] ?? 0) + 1;
    return each(check, fields);
  };
  const inCells = (isMeant: (cell: string) => boolean): Readonly<Record<string, number>> => {
    const countOf = (...cells: readonly string[]): number => cells.filter(isMeant).length;
    return {
      [`${cards}.description`]: countOf(...shownItems.map(({ d }) => d)),
      [`${cards}.headline`]: countOf(...shownItems.map(({ h }) => h)),
      'android.deep_link.k': countOf(a),
      'ios.deep_link.k': countOf(b),
      message: countOf(b, c),
      title: countOf(a, b),
    };
  };
  const { identifiers: _identifiers, android, ios, ...rest } = notification;
  const bytes = (own: object): number => Buffer.byteLength(JSON.stringify({ ...rest, ...own }));
  return [
    ...cut('title_cut', notification.title, 'Android lock screen', 49),
    ...cut('title_cut', notification.title, 'iOS lock screen', 40),
    ...cut('message_cut', notification.message, 'Android lock screen', 49),
    ...cut('message_cut', notification.message, 'iOS lock screen', 160),
    ...each('empty_slot', {
      [`${cards}.headline`]: countBlank(shownItems.map(({ h }) => h)),
      'android.deep_link.k': countBlank([a]),
      'ios.deep_link.k': countBlank([b]),
      message: countBlank([b]) + (c !== '' ? countBlank([c]) : 0),
      title: countBlank([b]),
    }),
    ...each('default_used', {
      [`${cards}.description`]: countBlank(shownItems.map(({ d }) => d)),
      title: countBlank([a]),
    }),
    ...inTexts('markup', findMarkup, links),
    ...[
      { check: 'payload_size', surface: 'Android', measure: bytes({ android }) },
      { check: 'payload_size', surface: 'iOS', measure: bytes({ ios }) },
    ].filter(({ measure }) => measure > 4096),
    ...inTexts('test_words', findTestWord),
    ...(android.deep_link.k === ios.deep_link.k ? [] : [{ check: 'links_differ', surface: null, measure: 1 }]),
    ...inTexts('emoji_cut', findHalfCharacter),
    ...each(
      'empty_word',
      inCells((cell) => cell.trim() === 'null'),
    ),
    ...each(
      'control',
      inCells((cell) => !['', 'null', cell].includes(cell.trim())),
    ),
  ];
}

const checks = Object.keys(copyPolicy().copy);

function foldNaively(looks: readonly (readonly [row: number, found: readonly Found[]])[]): unknown[] {
  const groups = Object.groupBy(
    looks.flatMap(([row, found]) => found.map((one) => ({ row, ...one }))),
    ({ check, surface }) => JSON.stringify([check, surface]),
  );
  return Object.values(groups)
    .flatMap((group = []) => {
      const most = Math.max(...group.map(({ measure }) => measure));
      const worst = group.find(({ measure }) => measure === most);
      const alike = group.length > 1 && group.length === looks.length && group.every(({ measure }) => measure === most);
      if (worst === undefined) return [];
      const { check, surface, row } = worst;
      return [{ check, surface, count: group.length, of: looks.length, worst_row: alike ? null : row }];
    })
    .toSorted(
      (one, other) =>
        checks.indexOf(one.check) - checks.indexOf(other.check) ||
        ((one.surface ?? '') < (other.surface ?? '') ? -1 : 1),
    );
}

it('finds what a naive audit finds', () => {
  const piece = fc.constantFrom(
    '',
    ' ',
    'a',
    'Ayşe',
    'test',
    'latest',
    '<b>',
    '&amp;',
    '{{',
    'null',
    '🇹',
    '👩🏽‍🍳',
    '👩\u200D',
    'x'.repeat(30),
    'ş'.repeat(700),
  );
  const text = fc.oneof(
    { weight: 3, arbitrary: piece },
    fc.array(piece, { maxLength: 4 }).map((all) => all.join('')),
  );
  const item = fc.record({ h: text, d: text });
  const row: fc.Arbitrary<Row> = fc.record({ a: text, b: text, c: text, items: fc.array(item, { maxLength: 7 }) });
  let found = 0;
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
      const audit = new CopyAudit(aCampaign(parts), copyPolicy());
      const looks: [number, readonly Found[]][] = [];
      for (const [index, values] of rows.entries()) {
        const result = renderer.render(aRecipient({ ...values }));
        if (result.kind !== 'notification') continue;
        audit.look(index + 1, result);
        looks.push([index + 1, lookNaively(values, result.payload)]);
      }
      const findings = audit.findings().map(({ level: _level, detail: _detail, ...finding }) => finding);
      expect(findings).toEqual(foldNaively(looks));
      found += findings.length;
    }),
    { numRuns: tries(300) },
  );
  expect(found).toBeGreaterThan(500);
});

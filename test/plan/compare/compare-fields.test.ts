// Fields by the campaign's own names: which of them call a partial, and where they are in a rendered notification.
import { expect, test } from 'vitest';
import { findCalled, findCallingFields, readField } from '../../../src/plan/compare/compare-fields.ts';
import { firstDifferentLine } from '../../../src/plan/compare/compare-partial.ts';
import { aCampaign, partialsOf } from '../../support/a-campaign.ts';

const partials = partialsOf({ a: '{{> b}}', b: 'b', c: '{{#if x}}{{> b}}{{else}}{{> c}}{{/if}}', d: '{{#if', e: 'e' });
const campaign = aCampaign({
  key: '{{> e}}',
  notification: {
    identifiers: { email: '{{> a}}', 'INSIDER.uuid': '{{id}}' },
    title: '{{#each x}}{{> c}}{{/each}}',
    message: '{{> d}} {{> missing}}',
    advanced_push_payload: {
      advanced_push_type: 'carousel',
      advanced_push_items: { each: 'items', item: { id: '1', headline: '{{> b}}', description: 'd', image_url: 'u' } },
    },
  },
});

test('finds the partials that each field calls, also through other partials and themselves', () => {
  expect(
    findCallingFields(campaign, partials).map(({ path, calls }) => `${path.join('.')} ${[...calls].join(' ')}`),
  ).toEqual([
    'notification.identifiers.email a b',
    'notification.title c b',
    'notification.message d missing',
    'notification.advanced_push_payload.advanced_push_items.item.headline b',
  ]);
  expect([...findCalled(campaign, partials)].toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'missing']);
});

test('finds partials that are called outside the notification: by the key, by the language of a row, and by links', () => {
  const languages = { locale: '{{> a}}', tags: [], fallsBack: false };
  const everywhere = { ...aCampaign({ key: '{{> e}}' }), languages, linkParams: { utm: '{{> missing}}' } };
  expect([...findCalled(everywhere, partials)].toSorted()).toEqual(['a', 'b', 'e', 'missing']);
});

test('reads a field of a rendered notification: one value, or one for each card', () => {
  const rendered = {
    identifiers: { 'INSIDER.email': 'x@example.com', 'INSIDER.uuid': 'u' },
    title: 'T',
    advanced_push_payload: { advanced_push_items: [{ headline: '1' }, { headline: '2' }] },
  };
  const read = (path: string): readonly unknown[] =>
    readField(campaign, rendered, ['notification', ...path.split(' ')]);
  expect(read('title')).toEqual(['T']);
  expect(read('identifiers email')).toEqual(['x@example.com']);
  expect(read('identifiers INSIDER.uuid')).toEqual(['u']);
  expect(read('advanced_push_payload advanced_push_items item headline')).toEqual(['1', '2']);
  expect(read('android sound')).toEqual([undefined]);
});

test('reads a field that is sent under another key than the one in the file', () => {
  const silent = aCampaign({ notification: { ios: { deliver_silently: '{{> b}}' } } });
  const [field] = findCallingFields(silent, partials);
  expect(field?.path.join('.')).toBe('notification.ios.deliver_silently');
  expect(readField(silent, { ios: { 'content-available': true } }, field?.path ?? [])).toEqual([true]);
});

test('numbers items that are written as a list', () => {
  const items = [0, 1, 2].map((item) => ({ id: `${item}`, headline: '{{> b}}', description: 'd', image_url: 'u' }));
  const listed = aCampaign({
    notification: { advanced_push_payload: { advanced_push_type: 'carousel', advanced_push_items: items } },
  });
  const rendered = { advanced_push_payload: { advanced_push_items: [{ headline: '1' }, { headline: '2' }] } };
  const [, second] = findCallingFields(listed, partials);
  expect(second?.path.join('.')).toBe('notification.advanced_push_payload.advanced_push_items.1.headline');
  expect(readField(listed, rendered, second?.path ?? [])).toEqual(['2']);
});

test.each([
  ['a\nb\nc', 'a\nB\nc', 2],
  ['a\nb', 'a\nb\nc', 3],
  ['a\nb\nc', 'a\nb', 2],
  ['a', 'b', 1],
])('the first line that differs between %j and %j is %i', (before, after, line) => {
  expect(firstDifferentLine(before, after)).toBe(line);
});

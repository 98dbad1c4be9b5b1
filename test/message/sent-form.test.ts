// Values that are sent in another form than written: the same from the campaign file and from a column.
import { expect, test } from 'vitest';
import type { CampaignNotification } from '../../src/generated/campaign.ts';
import { aRecipient, rendererOf } from '../support/a-campaign.ts';

function sent(notification: Partial<CampaignNotification>, row: Readonly<Record<string, unknown>> = {}): unknown {
  const result = rendererOf({ notification }, Object.keys(row)).render(aRecipient(row));
  return result.kind === 'notification' ? JSON.parse(result.payload) : result;
}

const card = { id: 1, headline: 'a', description: 'b', image_url: 'https://img.example.com/a.jpg' };
const image_url = 'https://img.example.com/a.jpg';

test.each(['Carousel', '{{type}}'])('sends the type of the cards in lower case: %s', (advanced_push_type) => {
  const advanced_push_payload = { advanced_push_type, advanced_push_items: [card, card, card] };
  expect(sent({ image_url, advanced_push_payload }, { type: 'Carousel' })).toMatchObject({
    advanced_push_payload: { advanced_push_type: 'carousel' },
  });
});

test('accepts no other word of a column as a type', () => {
  const advanced_push_payload = { advanced_push_type: '{{type}}', advanced_push_items: [card, card, card] };
  expect(sent({ image_url, advanced_push_payload }, { type: 'GRID' })).toMatchObject({
    kind: 'invalid',
    problem: { code: 'PP223' },
  });
});

test.each([
  [true, true],
  ['{{quiet}}', false],
] as const)('sends deliver_silently: %j as content-available: %j', (deliver_silently, silent) => {
  const ios = { badge: 1, deliver_silently };
  expect(sent({ ios }, { quiet: 'false' })).toMatchObject({ ios: { badge: 1, 'content-available': silent } });
  expect(JSON.stringify(sent({ ios }, { quiet: 'false' }))).not.toContain('deliver_silently');
});

test('does not send deliver_silently beside content-available', () => {
  const ios = { deliver_silently: true, 'content-available': true };
  expect(sent({ ios })).toMatchObject({ ios: { 'content-available': true } });
  expect(JSON.stringify(sent({ ios }))).not.toContain('deliver_silently');
});

test('reports a fault of deliver_silently where it is written', () => {
  expect(sent({ ios: { deliver_silently: '{{quiet}}' } }, { quiet: 'perhaps' })).toMatchObject({
    kind: 'invalid',
    problem: { code: 'PP223', path: 'notification.ios.deliver_silently' },
  });
});

test('sends numbers of a deep link as text, in cards too, and no other numbers', () => {
  const deep_links = { product_id: 4711, price: 12.5, tab: -1 };
  const advanced_push_payload = {
    advanced_push_type: 'slider',
    advanced_push_items: [1, 2, 3].map((id) => ({ ...card, id, deep_links })),
  };
  const android = { channel_id: 7, deep_link: { product_id: 4711 } };
  expect(sent({ image_url, advanced_push_payload, android })).toMatchObject({
    camp_id: 1204,
    android: { channel_id: 7, deep_link: { product_id: '4711' } },
    advanced_push_payload: {
      advanced_push_items: [1, 2, 3].map((id) => ({
        id,
        deep_links: { product_id: '4711', price: '12.5', tab: '-1' },
      })),
    },
  });
});

import { expect, it } from 'vitest';
import { aRecipient, rendererOf } from '../../support/a-campaign.ts';

const renderer = rendererOf({ notification: { ttl: '{{seconds}}' } }, ['seconds']);

it.each([
  ['1', ['under a minute']],
  ['59', ['under a minute']],
  ['60', []],
  ['2419200', []],
  ['2419201', ['above 28 days']],
  ['99999999', ['above 28 days']],
])('a time to live of %s seconds', (seconds, told) => {
  const result = renderer.render(aRecipient({ seconds }));
  expect(result).toMatchObject({
    kind: 'notification',
    printed: { notes: told.map((what) => ({ kind: 'odd_ttl', field: 'notification.ttl', what })) },
  });
});

// Bulk pushes and statistics, the paths besides the one that sends to people.
import { describe, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { aBody, aNotification, noLatency, post } from '../support/sandbox-requests.ts';

const bulkPath = '/api/v1/push/bulk';
const statisticsPath = '/api/v1/notification/get_statistics';
const item = { headline: 'h', description: 'd', image_url: 'https://img.example/a.png' };
const bulk = { api_key: 'key', campaign_name: 'Spring', segment_name: 'All', title: 't', content: 'c' };
const three = [item, item, item];

describe('a bulk push', () => {
  test.each([
    ['a campaign', {}, 200, 'Campaign Created'],
    ['a test push', { test_push: true }, 200, 'Test Push Send to Test Devices'],
    ['three items', { advanced_push_items: three, preferred_type: 'slider' }, 200, 'Campaign Created'],
    ['an unknown key', { api_key: 'other' }, 400, 'No Partner Found With Api Key.'],
    ['no key', { api_key: '' }, 400, 'No API Key Provided'],
    ['no title', { title: undefined }, 400, 'No Title Provided'],
    ['no content', { content: '' }, 400, 'No Content Provided'],
    ['no name', { campaign_name: undefined }, 400, 'Error Creating Campaign'],
    ['no segment', { segment_name: undefined }, 400, 'No Segment Matched'],
    ['a wrong type', { title: 1 }, 400, 'Error Creating Campaign'],
    [
      'two items',
      { advanced_push_items: [item, item], preferred_type: 'slider' },
      400,
      'AdvancedPushItems should contain at least 3, max. 6 items.',
    ],
    [
      'seven items',
      { advanced_push_items: [...three, ...three, item], preferred_type: 'slider' },
      400,
      'AdvancedPushItems should contain at least 3, max. 6 items.',
    ],
    ['no preferred type', { advanced_push_items: three }, 400, 'Preferred Type is Not Carousel or Slider'],
    [
      'an image without HTTPS',
      { advanced_push_items: [item, item, { ...item, image_url: 'http://x' }], preferred_type: 'carousel' },
      400,
      'Invalid Advanced Push Payload',
    ],
  ])('is answered like the API does: %s', async (_name, changes, status, response) => {
    await using sandbox = await startSandbox({ latency: noLatency, apiKeys: ['key'] });
    expect(await post(sandbox, { ...bulk, ...changes }, bulkPath)).toMatchObject({ status, json: { response } });
  });

  test('is refused without a certificate, and if it is not JSON', async () => {
    await using sandbox = await startSandbox({ latency: noLatency, certificate: false });
    const response = 'No Push Message Certificate is Provided.';
    expect(await post(sandbox, bulk, bulkPath)).toMatchObject({ status: 422, json: { response } });
    expect(await post(sandbox, '{', bulkPath)).toMatchObject({ status: 400 });
  });
});

describe('statistics', () => {
  test('has two forms of 401, and refuses an invalid body', async () => {
    await using sandbox = await startSandbox({ latency: noLatency, apiKeys: ['key'] });
    const wrong = await post(sandbox, { api_key: 'other' }, statisticsPath);
    expect(wrong).toMatchObject({ status: 401, json: { error: 'Bad Api Key.' } });
    const none = await post(sandbox, {}, statisticsPath);
    expect(none).toMatchObject({ status: 401, text: 'Api key can not be empty.' });
    expect(await post(sandbox, '[', statisticsPath)).toMatchObject({ status: 400 });
  });

  test('lists the campaigns of the UTC day, with totals and with rates as text', async () => {
    const clock = { at: Date.parse('2026-03-01T23:59:00Z'), now: () => clock.at, sleep: async () => undefined };
    const users = [{ email: 'ada@example.com' }];
    await using sandbox = await startSandbox({ latency: noLatency, clock, users });
    for (let round = 0; round < 3; round += 1) {
      await post(sandbox, aBody(Array.from({ length: 20 }, () => aNotification())));
    }
    await post(sandbox, bulk, bulkPath);
    const answer = await post(sandbox, { api_key: 'key' }, statisticsPath);
    expect(answer.json).toMatchObject({
      campaigns: [
        { id: 1, name: 'Sale', delivery_count: 60, session_count: 3, open_rate: '% 5.00', title: 'Hello' },
        { name: 'Spring-API', delivery_count: 0, session_count: 0, open_rate: '% 0.00', segment_name: 'All' },
      ],
      total_camp_count: 2,
      total_delivery_count: 60,
      total_session_count: 3,
      total_open_rate: '% 5.00',
    });
    clock.at += 60_000;
    const nextDay = await post(sandbox, { api_key: 'key' }, statisticsPath);
    expect(nextDay.json).toMatchObject({ campaigns: [], total_delivery_count: 0, total_open_rate: '% 0.00' });
  });

  test('can exclude notifications that were sent to people', async () => {
    const assumptions = { statisticsOfSends: false };
    await using sandbox = await startSandbox({
      latency: noLatency,
      assumptions,
      users: [{ email: 'ada@example.com' }],
    });
    await post(sandbox, aBody());
    expect((await post(sandbox, { api_key: 'key' }, statisticsPath)).json).toMatchObject({ campaigns: [] });
  });
});

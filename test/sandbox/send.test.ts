// The fate of notifications: who is reached, who is not and why, and how the answer reports it.
import { describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { type SandboxUser } from '../../src/sandbox/users.ts';
import { aBody, aNotification, noLatency, post } from '../support/sandbox-requests.ts';

const users: SandboxUser[] = [
  { email: 'ada@example.com', phone_number: '+15550100', uuid: 'u1', devices: [{ platform: 'ios' }] },
  { email: 'out@example.com', opted_out: true },
  { email: 'gone@example.com', devices: [{ platform: 'ios', uninstalled: true }] },
  { email: 'bare@example.com', devices: [] },
  { email: 'inapp@example.com', refused: 'UserGloballyCappedForInapp' },
  { email: 'cert@example.com', devices: [{ platform: 'ios', certificate: false }] },
  {
    email: 'two@example.com',
    devices: [
      { platform: 'ios', uninstalled: true },
      { platform: 'android', certificate: true },
      { platform: 'ios', certificate: false },
      { platform: 'android' },
    ],
  },
  { custom: { crm_id: '17' }, attributes: { name: 'Grace', 'INSIDER.age': 36 } },
];

async function open(options: Parameters<typeof startSandbox>[0] = {}): Promise<Sandbox> {
  return startSandbox({ latency: noLatency, users, ...options });
}

describe('outcomes', () => {
  test.each([
    ['known', 'ada@example.com', {}, 1, undefined],
    ['unknown', 'who@example.com', {}, 0, 'NoUserFound'],
    ['e-mail in capitals, which is another one', 'ADA@Example.com', {}, 0, 'NoUserFound'],
    ['e-mail with a blank, which is another one', 'ada@example.com ', {}, 0, 'NoUserFound'],
    ['capped by in-app messages', 'inapp@example.com', {}, 0, 'UserGloballyCappedForInapp'],
    ['opted out', 'out@example.com', {}, 0, 'OptOut'],
    ['opted out, checked', 'out@example.com', { check_optin: true }, 0, 'OptOut'],
    ['opted out, unchecked', 'out@example.com', { check_optin: false }, 1, undefined],
    ['uninstalled', 'gone@example.com', {}, 0, 'Unregistered'],
    ['no device', 'bare@example.com', {}, 0, 'Unregistered'],
    ['no certificate', 'cert@example.com', {}, 0, 'InvalidCertificate'],
    ['several devices, last active one', 'two@example.com', {}, 1, undefined],
    ['several devices, all', 'two@example.com', { send_single_user: false }, 2, 'InvalidCertificate'],
  ])('for a recipient: %s', async (_name, email, changes, count, reason) => {
    await using sandbox = await open();
    const answer = await post(sandbox, aBody([aNotification(email, changes)]));
    expect(answer.json).toEqual({
      successes: Array.from({ length: count }, () => ({ 'INSIDER.email': email })),
      errors: reason === undefined ? {} : { [reason]: [{ 'INSIDER.email': email }] },
    });
    expect(sandbox.stats().deliveries).toBe(count === 0 ? 0 : 1);
  });

  test('are decided by the first known identifier, and all identifiers are echoed as sent', async () => {
    await using sandbox = await open();
    const identifiers = { 'INSIDER.uuid': 'nobody', 'INSIDER.phone_number': '+15550100' };
    const known = await post(sandbox, aBody([aNotification('', { identifiers })]));
    expect(known.json).toEqual({ successes: [{ 'INSIDER.email': 'ada@example.com' }], errors: {} });
    const strangers = { 'INSIDER.uuid': 'nobody', 'INSIDER.email': '' };
    const answer = await post(sandbox, aBody([aNotification('', { identifiers: strangers })]));
    expect(answer.json).toEqual({ successes: [], errors: { NoUserFound: [strangers] } });
  });

  test('treat a phone number in another form as another one', async () => {
    await using sandbox = await open();
    const asKnown = aNotification('', { identifiers: { 'INSIDER.phone_number': '+15550100' } });
    const other = { 'INSIDER.phone_number': '+1 555 0100' };
    const answer = await post(sandbox, aBody([asKnown, aNotification('', { identifiers: other })]));
    expect(answer.json).toEqual({
      successes: [{ 'INSIDER.email': 'ada@example.com' }],
      errors: { NoUserFound: [other] },
    });
  });

  test('find a custom identifier in its object, but not in its flat form', async () => {
    await using sandbox = await open();
    const report_attributes = ['INSIDER.custom.crm_id'];
    const nested = aNotification('', { identifiers: { 'INSIDER.custom': { crm_id: '17' } } });
    const found = await post(sandbox, aBody([nested], { report_attributes }));
    expect(found.json).toEqual({ successes: [{ 'INSIDER.custom.crm_id': '17' }], errors: {} });
    const flat = { 'INSIDER.custom.crm_id': '17' };
    const lost = await post(sandbox, aBody([aNotification('', { identifiers: flat })], { report_attributes }));
    expect(lost.json).toEqual({ successes: [], errors: { NoUserFound: [flat] } });
  });

  test('are grouped by reason', async () => {
    await using sandbox = await open();
    const answer = await post(sandbox, aBody(['a', 'out@example.com', 'b'].map((email) => aNotification(email))));
    expect(answer.json).toEqual({
      successes: [],
      errors: {
        NoUserFound: [{ 'INSIDER.email': 'a' }, { 'INSIDER.email': 'b' }],
        OptOut: [{ 'INSIDER.email': 'out@example.com' }],
      },
    });
  });
});

describe('report_attributes', () => {
  const custom = aNotification('', { identifiers: { 'INSIDER.custom': { crm_id: '17' } } });

  test('returns exactly the requested attributes in alphabetical order, and null for unknown ones', async () => {
    await using sandbox = await open();
    const report_attributes = ['INSIDER.platform', 'INSIDER.name', 'INSIDER.age', 'INSIDER.udid', 'INSIDER.name'];
    const answer = await post(sandbox, aBody([custom], { report_attributes }));
    expect(answer.text).toBe(
      '{"successes":[{"INSIDER.age":36,"INSIDER.name":"Grace","INSIDER.platform":"android","INSIDER.udid":null}],"errors":{}}',
    );
  });

  test('returns only the device token if none are requested', async () => {
    await using sandbox = await open();
    const answer = await post(sandbox, aBody([custom], { report_attributes: undefined }));
    expect(answer.json).toEqual({
      successes: [{ 'INSIDER.device_token': expect.stringMatching(/^[0-9a-f]{16}$/u) }],
      errors: {},
    });
  });

  test('echoes the uuid, except if the sandbox is set to assume otherwise', async () => {
    const body = aBody([aNotification()], { report_attributes: ['INSIDER.uuid'] });
    await using echoing = await open();
    expect((await post(echoing, body)).json).toMatchObject({ successes: [{ 'INSIDER.uuid': 'u1' }] });
    await using silent = await open({ assumptions: { echoUuid: false } });
    expect((await post(silent, body)).json).toMatchObject({ successes: [{ 'INSIDER.uuid': null }] });
  });

  test('returns successes in an order that depends on the seed', async () => {
    const emails = Array.from({ length: 20 }, (_, index) => `p${index}@example.com`);
    const everybody = { users: emails.map((email) => ({ email })), latency: noLatency };
    const order = async (seed: number) => {
      await using sandbox = await startSandbox({ ...everybody, seed });
      const answer = await post(sandbox, aBody(emails.map((email) => aNotification(email))));
      const { successes } = answer.json as { successes: Record<string, string>[] };
      return successes.map((success) => success['INSIDER.email']);
    };
    const first = await order(1);
    expect(first).not.toEqual(emails);
    expect(new Set(first)).toEqual(new Set(emails));
    expect(await order(1)).toEqual(first);
    expect(await order(2)).not.toEqual(first);
  });
});

async function sendThrice(changes: Record<string, unknown>, assumptions = {}): Promise<unknown[]> {
  await using sandbox = await open({ frequencyCap: 2, assumptions });
  await post(sandbox, aBody([aNotification('ada@example.com', changes)]));
  await post(sandbox, aBody([aNotification('ada@example.com', changes)]));
  const capped = await post(sandbox, aBody([aNotification('ada@example.com', { GFC_enabled: true })]));
  const free = await post(sandbox, aBody());
  return [capped.json, free.json];
}

describe('frequency cap', () => {
  test('applies to notifications that ask for it', async () => {
    const [capped, free] = await sendThrice({ GFC_enabled: true });
    expect(capped).toMatchObject({ successes: [], errors: { UserGloballyCapped: [{}] } });
    expect(free).toMatchObject({ successes: [{}], errors: {} });
  });

  test('does not count notifications that did not ask for it, except if the sandbox is set to', async () => {
    expect((await sendThrice({}))[0]).toMatchObject({ successes: [{}] });
    expect((await sendThrice({}, { countUncapped: true }))[0]).toMatchObject({
      errors: { UserGloballyCapped: [{}] },
    });
  });

  test('starts again at midnight UTC', async () => {
    let now = Date.parse('2026-03-01T23:59:59Z');
    await using sandbox = await open({ frequencyCap: 1, clock: { now: () => now, sleep: async () => undefined } });
    const body = aBody([aNotification('ada@example.com', { GFC_enabled: true })]);
    await post(sandbox, body);
    expect((await post(sandbox, body)).json).toMatchObject({ successes: [] });
    now += 1000;
    expect((await post(sandbox, body)).json).toMatchObject({ successes: [{}] });
  });
});

test('async requests are accepted at once and sent, and invalid ones are rejected at once', async () => {
  await using sandbox = await open();
  const answer = await post(sandbox, aBody(undefined, { async: true }));
  expect(answer).toMatchObject({ status: 202, json: { message: 'Async request accepted' } });
  await expect.poll(() => sandbox.stats().deliveries).toBe(1);
  expect(await post(sandbox, aBody([], { async: true }))).toMatchObject({ status: 400 });
});

test('the same notification again is a second push, counted by campaign', async () => {
  await using sandbox = await open();
  const other = aNotification('ada@example.com', { camp_id: 2 });
  await post(sandbox, aBody([aNotification(), other]));
  expect(sandbox.stats()).toMatchObject({ deliveries: 2, duplicates: 0, duplicates_by_campaign: {} });
  const byUuid = aNotification('', { identifiers: { 'INSIDER.uuid': 'u1' } });
  const otherText = aNotification('ada@example.com', { message: 'Now 60% off' });
  await post(sandbox, aBody([byUuid, otherText, aNotification('who@example.com'), aNotification('who@example.com')]));
  await post(sandbox, aBody());
  expect(sandbox.stats()).toMatchObject({ deliveries: 5, duplicates: 2, duplicates_by_campaign: { 1: 2 } });
});

test('dedupe15m answers as usual, but pushes only once in 15 minutes', async () => {
  let now = 1_800_000_000_000;
  const clock = { now: () => now, sleep: async () => undefined };
  await using sandbox = await open({ clock, assumptions: { dedupe15m: true } });
  await post(sandbox, aBody());
  now += 899_999;
  expect((await post(sandbox, aBody())).json).toMatchObject({ successes: [{}] });
  expect(sandbox.stats().deliveries).toBe(1);
  now += 1;
  await post(sandbox, aBody());
  expect(sandbox.stats()).toMatchObject({ deliveries: 2, duplicates: 1 });
});

// The compiled validators and the embedded schemas, as code uses them.
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { campaignSchema } from '../../src/generated/campaign-schema.ts';
import { notificationSchema } from '../../src/generated/notification-schema.ts';
import { validateCampaign } from '../../src/generated/validate-campaign.ts';
import { validateNotification } from '../../src/generated/validate-notification.ts';
import { validatePlan } from '../../src/generated/validate-plan.ts';
import { validateWorkspace } from '../../src/generated/validate-workspace.ts';
import { workspaceSchema } from '../../src/generated/workspace-schema.ts';
import { vendorCampaign, vendorNotification } from '../support/sample-campaign.ts';
import { resolvePointer, typesOf, walkSchema } from '../support/walk-schema.ts';

const sent = {
  ...vendorNotification(),
  identifiers: { 'INSIDER.uuid': 'u-1', 'INSIDER.email': 'ana@example.com', 'INSIDER.custom': { loyalty: 'L-7' } },
};

describe('notification', () => {
  test('accepts every key of the API', () => {
    expect(validateNotification(sent)).toEqual([]);
  });

  test.each([
    [{ identifiers: {} }, '/identifiers', 'minProperties'],
    [{ identifiers: { 'INSIDER.email': '' } }, '/identifiers/INSIDER.email', 'minLength'],
    [{ identifiers: { email: 'ana@example.com' } }, '/identifiers', 'additionalProperties'],
    [{ identifiers: { 'INSIDER.custom.loyalty': 'L-7' } }, '/identifiers', 'additionalProperties'],
    [{ identifiers: { 'INSIDER.custom': {} } }, '/identifiers/INSIDER.custom', 'minProperties'],
    [{ camp_id: '1' }, '/camp_id', 'type'],
    [{ camp_id: 0 }, '/camp_id', 'minimum'],
    [{ title: '' }, '/title', 'minLength'],
    [{ image_url: '/a.jpg' }, '/image_url', 'pattern'],
    [{ ios: { badge: 1.5 } }, '/ios/badge', 'type'],
    [{ ios: { deep_link: { aps: '1' } } }, '/ios/deep_link', 'additionalProperties'],
    [{ android: { 'thread-id': 1 } }, '/android', 'additionalProperties'],
    [{ deliver_silently: true }, '', 'additionalProperties'],
  ])('%j is refused', (change, instancePath, keyword) => {
    expect(validateNotification({ ...sent, ...change })).toMatchObject([{ instancePath, keyword }]);
  });

  test('every value of it can be checked on its own', () => {
    const crossing = ['$ref', 'if', 'oneOf', 'anyOf', 'allOf', 'not', 'uniqueItems', 'contains', 'dependencies'];
    const places = [...walkSchema(notificationSchema)].slice(1);
    expect(places.filter(({ schema }) => crossing.some((keyword) => keyword in schema))).toEqual([]);
    expect(places.filter(({ schema }) => typesOf(schema).length !== 1)).toEqual([]);
    for (const { schema } of places) expect(() => new Ajv({ strict: true }).compile(schema)).not.toThrow();
  });
});

describe('an error leads back into the embedded schema', () => {
  const campaign = { ...vendorCampaign(), notification: { android: { chanel_id: 1 } }, audience: {} };
  const environments = { a: { endpoint: 'ftp://x', message_center: 'on' }, 'A B': {} };
  const notification = { ...sent, ios: { badge: -1, sound: 3, deep_link: { ins_dl_x: 'a' } } };

  test.each([
    ['campaign', campaignSchema, validateCampaign(campaign)],
    ['workspace', workspaceSchema, validateWorkspace({ version: 2, environments })],
    ['notification', notificationSchema, validateNotification(notification)],
  ])('of %s', (_name, schema, errors) => {
    expect(errors.length).toBeGreaterThan(2);
    const lost = errors.filter(({ schemaPath }) => resolvePointer(schema, schemaPath.slice(1)) === undefined);
    expect(lost).toEqual([]);
  });
});

describe('workspace', () => {
  const production = { endpoint: 'https://mobile.useinsider.com', api_key_env: 'INSIDER_API_KEY' };
  const workspace = (change: object): unknown => ({
    version: 1,
    environments: { production: { ...production, ...change } },
  });

  test.each([
    {},
    { message_center: 'off' },
    { message_center: {} },
    { message_center: { after: '0s' } },
    { message_center: { before: '0s' } },
    { message_center: { before: '2m', after: '60s', requests_per_minute: 5000 } },
    { requests_per_minute: 1 },
  ])('accepts %j', (change) => {
    expect(validateWorkspace(workspace(change))).toEqual([]);
  });

  test.each([
    [{ api_key_env: 'a1b2c3d4e5f60718293a4b5c6d7e8f90' }, 'api_key_env', 'pattern'],
    [{ endpoint: 'mobile.useinsider.com' }, 'endpoint', 'pattern'],
    [{ message_center: 'on' }, 'message_center', 'pattern'],
    [{ message_center: { after: '60' } }, 'message_center/after', 'pattern'],
    [{ message_center: { after: 60 } }, 'message_center/after', 'type'],
    [{ message_center: { before: '2 minutes' } }, 'message_center/before', 'pattern'],
    [{ requests_per_minute: 0 }, 'requests_per_minute', 'minimum'],
  ])('refuses %j', (change, path, keyword) => {
    const errors = validateWorkspace(workspace(change));
    expect(errors).toMatchObject([{ instancePath: `/environments/production/${path}`, keyword }]);
  });

  test('an API key in the file is refused as an unknown key', () => {
    expect(validateWorkspace(workspace({ api_key: 'secret' }))).toMatchObject([
      { params: { additionalProperty: 'api_key' } },
    ]);
  });
});

test('a plan of a million entries is checked without trouble', () => {
  const totals = {
    rows: 1e6,
    send: 1e6,
    resend: 0,
    retry: 0,
    deferred: 0,
    settled: 0,
    in_doubt: 0,
    removed: 0,
    requests: 5e4,
    eta_seconds: 3000,
  };
  const set = Buffer.alloc(8e6, 7).toString('base64');
  const place = { pushplan: '0.1.0', endpoint: 'sandbox', workspace_id: null, policy: { abort_if: [] } };
  const sums = { salt: '00'.repeat(16), set, ledger: null, files: [], sha256: '0'.repeat(64) };
  const saved = { version: 3, ...place, ...sums, later: '', planned_at: '2026-12-01T07:00:00.000Z' };
  const seal = `pp1:${'0'.repeat(64)}`;
  const plan = {
    format_version: '1.0',
    seal,
    environment: 'a',
    history: 'none',
    allowed: [],
    totals,
    campaigns: [],
    diagnostics: [],
    saved,
  };
  expect(validatePlan(plan)).toEqual([]);
  expect(validatePlan({ ...plan, seal: 'pp1:00' })).toMatchObject([{ instancePath: '/seal', keyword: 'pattern' }]);
  expect(validatePlan({ ...plan, totals: { ...totals, send: -1 } })).toMatchObject([{ instancePath: '/totals/send' }]);
});

// The vendor's own sample, written as a campaign, arrives unchanged in every field.
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { pushplan } from '../support/cli.ts';
import { startRawServer } from '../support/raw-server.ts';
import { vendorNotification } from '../support/sample-campaign.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { makeWorkspace } from '../support/workspace.ts';

function campaign(file: string, notification: unknown, more: Readonly<Record<string, unknown>> = {}): string {
  return stringify({ version: 1, id: 'vendor-sample', audience: { file }, notification, ...more });
}

const { identifiers: named, ...rest } = vendorNotification();

const { 'custom.loyalty': loyalty, ...others } = named as Readonly<Record<string, string>>;

/** Has the prefix of the API's own samples, and custom identifiers as the vendor's public client sends them. */
const arrived = {
  identifiers: {
    ...Object.fromEntries(Object.entries(others).map(([name, value]) => [`INSIDER.${name}`, value])),
    'INSIDER.custom': { loyalty },
  },
  ...rest,
};

test('the sample exactly as written', async () => {
  await using workspace = await makeSendingWorkspace({
    'sample.campaign.yaml': campaign('people.csv', vendorNotification()),
    'people.csv': 'id\n1\n',
  });
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  const arrivals = await workspace.arrivals();
  expect(arrivals.map(({ notification }) => notification)).toEqual([arrived]);
  expect(Object.keys(arrivals[0]?.notification ?? {})).toEqual(Object.keys(arrived));
});

test('with spellings that occur only in its documentation, and a number in a link', async () => {
  const { advanced_push_payload: payload, ios, ...others } = vendorNotification() as Readonly<Record<string, object>>;
  const { 'content-available': silent, ...phone } = ios as Readonly<Record<string, unknown>>;
  const deep_link = { screen: 'sale', product_id: 4711 };
  const spelt = {
    ...others,
    advanced_push_payload: { ...payload, advanced_push_type: 'Carousel' },
    ios: { ...phone, deliver_silently: silent, deep_link },
  };
  await using workspace = await makeSendingWorkspace({
    'sample.campaign.yaml': campaign('people.csv', spelt),
    'people.csv': 'id\n1\n',
  });
  const result = await workspace.run('apply', '--yes');
  expect(result.exitCode).toBe(0);
  expect(result.stderr + result.stdout).toMatch(/PP132[^]*PP148|PP148[^]*PP132/v);
  expect((await workspace.arrivals()).map(({ notification }) => notification)).toEqual([
    { ...arrived, ios: { ...(rest['ios'] as object), deep_link: { screen: 'sale', product_id: '4711' } } },
  ]);
});

test('with every value from a column, each in the type that the API requires', async () => {
  const row: Record<string, unknown> = {};
  const template = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(template);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, template(inner)]));
    }
    const column = `c${Object.keys(row).length}`;
    row[column] = value;
    return `{{${column}}}`;
  };
  const { advanced_push_payload: payload, ...others } = vendorNotification();
  const { advanced_push_type: type, advanced_push_items: items } = payload as Readonly<Record<string, unknown>>;
  const notification = {
    ...(template(others) as object),
    advanced_push_payload: { advanced_push_type: type, advanced_push_items: template(items) },
  };
  await using workspace = await makeSendingWorkspace({
    'sample.campaign.yaml': campaign('people.ndjson', notification),
    'people.ndjson': `${JSON.stringify(row)}\n`,
  });
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  expect((await workspace.arrivals()).map((arrival) => arrival.notification)).toEqual([arrived]);
});

test('the whole body: only the key, the notifications, the requested attributes and the identifiers', async () => {
  const answer = JSON.stringify({ successes: [], errors: { NoUserFound: [arrived.identifiers] } });
  await using server = await startRawServer({
    onRequest: (socket) =>
      socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${answer.length}\r\nconnection: close\r\n\r\n${answer}`,
      ),
  });
  await using workspace = await makeWorkspace({
    'pushplan.yaml': `version: 1\nenvironments:\n  local: { endpoint: ${server.url}, api_key_env: KEY }\n`,
    'sample.campaign.yaml': campaign('people.csv', vendorNotification(), {
      report_attributes: ['INSIDER.platform', 'INSIDER.idfa'],
    }),
    'people.csv': 'id\n1\n',
  });
  const result = await pushplan(['apply', '--yes'], { cwd: workspace.root, env: { KEY: 'the-key' } });
  expect(result.exitCode).toBe(0);
  expect(server.received.map((body): unknown => JSON.parse(body))).toEqual([
    {
      api_key: 'the-key',
      notifications: [arrived],
      report_attributes: [
        'INSIDER.platform',
        'INSIDER.idfa',
        'INSIDER.custom.loyalty',
        ...Object.keys(others)
          .map((name) => `INSIDER.${name}`)
          .toSorted(),
      ],
    },
  ]);
});

// pushplan apply: who gets the notifications, who does not, and what the result reports.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readPlan, readRun } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

test('sends to everybody once; a second apply sends to nobody', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(45),
  });
  const first = await workspace.run('apply', '--yes', '--json');
  expect(first.exitCode).toBe(0);
  const run = readRun(first);
  expect(run.state).toBe('finished');
  expect(run.totals).toMatchObject({ planned: 45, accepted: 45 });
  // The first request always carries one notification.
  expect(run.requests).toBe(4);
  expect(new Set(await workspace.reached()).size).toBe(45);

  const second = await workspace.run('apply', '--yes', '--json');
  expect(second.exitCode).toBe(0);
  expect(readRun(second).totals.planned).toBe(0);
  expect(workspace.sandbox.stats()).toMatchObject({ requests: 4, deliveries: 45, duplicates: 0, breaches: 0 });
});

test('sends to people who were added since, and to nobody else', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(3),
  });
  await workspace.run('apply', '--yes');
  await workspace.write('people.csv', people(4));
  expect(readRun(await workspace.run('apply', '--yes', '--json')).totals.planned).toBe(1);
  expect((await workspace.reached()).filter((email) => email === 'person3@example.com')).toHaveLength(1);
  expect(workspace.sandbox.stats().deliveries).toBe(4);
});

test('the sent notifications are byte for byte what render prints', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText({ title: '„{{name}}“ \u{1F44B} \\ "quoted"' }),
    'people.csv': 'email,name\nada@example.com,Ada — <b>&amp;\nbo@example.com,"Bo ""B"", ünï"\n',
  });
  const rendered = await workspace.run('render', 'hello', '--format', 'ndjson');
  await workspace.run('apply', '--yes');
  const arrived = (await workspace.arrivals()).map(({ notification }) => `${JSON.stringify(notification)}\n`);
  expect(arrived.join('')).toBe(rendered.stdout);
});

test('refused recipients are counted by reason and settled, and are no failure', async () => {
  const users = [
    { email: 'person0@example.com' },
    { email: 'person1@example.com', opted_out: true },
    { email: 'person2@example.com', devices: [] },
  ];
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(4) },
    { users },
  );
  const result = await workspace.run('apply', '--yes', '--json');
  expect(result.exitCode).toBe(0);
  const run = readRun(result);
  expect(run.totals).toMatchObject({ planned: 4, accepted: 1, refused: 3 });
  expect(run.refused).toEqual({ NoUserFound: 1, OptOut: 1, Unregistered: 1 });
  expect(readPlan(await workspace.run('plan', '--json')).totals).toMatchObject({ send: 0, settled: 4 });
});

test('a notification that the API rejects is isolated, and is sent again only when its content has changed', async () => {
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText(), 'people.csv': people(3) },
    { faults: [{ kind: '400-payload', requests: [2, 3] }] },
  );
  const run = readRun(await workspace.run('apply', '--yes', '--json'));
  expect(run.totals).toMatchObject({ planned: 3, accepted: 2, rejected: 1 });
  expect(Object.values(run.rejected)).toEqual([1]);
  expect(readPlan(await workspace.run('plan', '--json')).totals).toMatchObject({ send: 0, settled: 3 });
  await workspace.write('hello.campaign.yaml', campaignText({ title: 'Mended' }));
  expect(readPlan(await workspace.run('plan', '--json')).totals).toMatchObject({ send: 1, settled: 2 });
});

test('resend on_change sends only the changed notifications again', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText({ more: 'resend: on_change' }),
    'people.csv': 'email,name\nada@example.com,Ada\nbo@example.com,Bo\ncy@example.com,Cy\n',
  });
  await workspace.run('apply', '--yes');
  await workspace.write('people.csv', 'email,name\nada@example.com,Ada\nbo@example.com,Bob\ncy@example.com,Cy\n');
  expect(readPlan(await workspace.run('plan', '--json')).totals).toMatchObject({ send: 0, resend: 1, settled: 2 });
  expect(readRun(await workspace.run('apply', '--yes', '--json', '--allow', 'resend')).totals).toMatchObject({
    planned: 1,
    accepted: 1,
  });
  expect(await workspace.reached()).toEqual(['ada@example.com', 'bo@example.com', 'bo@example.com', 'cy@example.com']);
  expect(readPlan(await workspace.run('plan', '--json')).totals).toMatchObject({ resend: 0, settled: 3 });
});

test('resend never does not send changed notifications again', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(3),
  });
  await workspace.run('apply', '--yes');
  await workspace.write('hello.campaign.yaml', campaignText({ title: 'Another title' }));
  expect(readPlan(await workspace.run('plan', '--json')).totals).toMatchObject({ send: 0, resend: 0, settled: 3 });
});

test('a key of order and status sends one push per status, and two pushes to one person never share a request', async () => {
  const packed = ['ada@example.com,Ada,1,packed', 'ada@example.com,Ada,2,packed', 'bo@example.com,Bo,3,packed'];
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText({
      more: 'key: "{{order}}:{{status}}"',
      title: 'Order {{order}} is {{status}}',
    }),
    'people.csv': orders(...packed),
  });
  expect(readRun(await workspace.run('apply', '--yes', '--json')).totals.accepted).toBe(3);
  await workspace.write('people.csv', orders(...packed, 'ada@example.com,Ada,1,sent'));
  expect(readRun(await workspace.run('apply', '--yes', '--json')).totals).toMatchObject({ planned: 1, accepted: 1 });

  const arrivals = await workspace.arrivals();
  expect(arrivals.map(({ notification }) => String(notification['title'])).toSorted()).toEqual([
    'Order 1 is packed',
    'Order 1 is sent',
    'Order 2 is packed',
    'Order 3 is packed',
  ]);
  const requestsToAda = arrivals
    .filter(({ notification }) => JSON.stringify(notification).includes('ada@example.com'))
    .map(({ request }) => request);
  expect(new Set(requestsToAda).size).toBe(requestsToAda.length);
});

test('rows that where filters out, duplicates and rows with too few cards are left out and counted', async () => {
  const payload = `  advanced_push_payload:
    advanced_push_type: carousel
    advanced_push_items:
      each: items
      short: skip
      item: { id: "{{@number}}", headline: "{{name}}", description: "{{name}}", image_url: https://img.example.com/b.jpg }
`;
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': `${campaignText().replace('{ file: people.csv }', '{ file: people.csv, columns: { items: json }, where: { optin: ["yes", maybe] } }')}${payload}`,
    'people.csv': [
      'email,name,optin,items',
      `ada@example.com,Ada,yes,"${cards(3)}"`,
      `bo@example.com,Bo,maybe,"${cards(2)}"`,
      `cy@example.com,Cy,no,"${cards(4)}"`,
      `Ada@Example.com,Ada,yes,"${cards(5)}"`,
      '',
    ].join('\n'),
  });
  const { campaigns } = readPlan(await workspace.run('plan', '--json'));
  expect(campaigns[0]?.counts).toMatchObject({
    send: 1,
    removed: { invalid: 0, duplicate: 1, filtered: 1, short: 1 },
  });
  await workspace.run('apply', '--yes');
  expect(await workspace.reached()).toEqual(['ada@example.com']);
});

test('--report writes what the API reports for each recipient, readable by the owner alone', async () => {
  const users = [
    { email: 'person0@example.com', devices: [{ platform: 'ios' as const }] },
    { email: 'person1@example.com', opted_out: true },
  ];
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaignText({ more: 'report_attributes: [INSIDER.platform]' }), 'people.csv': people(2) },
    { users },
  );
  const result = await workspace.run('apply', '--yes', '--report', 'report.ndjson');
  expect(result.exitCode).toBe(0);
  const path = join(workspace.root, 'report.ndjson');
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  const rows = await readLines(path);
  expect(rows).toEqual([
    {
      campaign: 'hello',
      row: 1,
      outcome: { kind: 'accepted' },
      attributes: { 'INSIDER.email': 'person0@example.com', 'INSIDER.platform': 'ios' },
    },
    { campaign: 'hello', row: 2, outcome: { kind: 'refused', reason: 'OptOut' }, attributes: null },
  ]);
  expect(result.stdout + result.stderr).not.toContain('person0@example.com');
});

test('stdout holds only the result, as text or with --json as JSON', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(2),
  });
  const text = await workspace.run('apply', '--yes');
  expect(text.stdout).toMatch(/^run_[a-z0-9]+ in local: finished/v);
  expect(text.stdout).toContain('planned 2 = accepted 2 + refused 0 + rejected 0 + in doubt 0 + not sent 0');
  expect(text.stderr).toContain('Plan: 2 to send');
  expect(text.stderr).toContain('Ended: 2 of 2');
  const json = await workspace.run('apply', '--yes', '--json');
  expect(readRun(json).totals.planned).toBe(0);
  expect(json.stderr).not.toContain('Plan:');
});

test('the embedded sandbox needs no account, and the output explains how to start over', async () => {
  await using workspace = await makeWorkspace({ 'hello.campaign.yaml': campaignText(), 'people.csv': people(40) });
  const first = await pushplan(['apply', '--yes'], { cwd: workspace.root });
  expect(first.exitCode).toBe(0);
  expect(first.stdout).toMatch(/planned 40 = accepted \d+/v);
  const second = await pushplan(['apply', '--yes'], { cwd: workspace.root });
  expect(second.exitCode).toBe(0);
  expect(second.stdout).toContain('start over: pushplan sandbox reset');
});

function orders(...rows: readonly string[]): string {
  return ['email,name,order,status', ...rows, ''].join('\n');
}

/** A list of that many things as JSON, quoted for CSV. */
function cards(count: number): string {
  const things = Array.from({ length: count }, (_, index) => ({ name: `Thing ${index}` }));
  return JSON.stringify(things).replaceAll('"', '""');
}

async function readLines(path: string): Promise<readonly unknown[]> {
  const text = await readFile(path, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

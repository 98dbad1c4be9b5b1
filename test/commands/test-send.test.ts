// pushplan test: sends one request to the phones of pushplan.yaml, without personal data, and nobody counts as sent to.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDiagnostics, readPlan, readTest } from '../support/documents.ts';
import { makeSendingWorkspace, type SendingOptions, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText, people } from '../support/workspace.ts';

const recipients = `test_recipients:
  - { name: desk, email_env: DESK_EMAIL }
  - { name: ana, phone_number_env: ANA_PHONE, custom_env: { loyalty_id: ANA_LOYALTY } }
`;
const env = { DESK_EMAIL: ' Desk@office.example ', ANA_PHONE: '+49 170 1234567', ANA_LOYALTY: 'L-12345678' };
const audience = `email,name\n${people(2).split('\n')[1] ?? ''}\nlong@example.com,Maximiliana\n`;

function makeTesting(options: SendingOptions = {}, campaign = campaignText()): Promise<SendingWorkspace> {
  const files = { 'hello.campaign.yaml': campaign, 'people.csv': audience };
  return makeSendingWorkspace(files, { more: recipients, env, ...options });
}

test('one test sends stand-ins to that address, and nobody counts as sent to', async () => {
  await using workspace = await makeTesting();
  const sent = await workspace.run('test', 'hello', '--to', 'desk', '--yes', '--json');
  expect(sent).toMatchObject({ exitCode: 0 });
  expect(readTest(sent)).toMatchObject({
    environment: 'local',
    campaign: 'hello',
    file: 'hello.campaign.yaml',
    row: 1,
    content: 'stand_ins',
    camp_id: 7,
    recipients: [{ name: 'desk', outcome: 'accepted', reason: null }],
    totals: { planned: 1, accepted: 1 },
    diagnostics: [{ code: 'PP536', severity: 'warning' }],
  });
  const [arrival, ...others] = await workspace.arrivals();
  expect(others).toEqual([]);
  expect(arrival?.notification['identifiers']).toEqual({ 'INSIDER.email': 'Desk@office.example' });
  expect(JSON.stringify(arrival)).not.toMatch(/person0|Person 0/v);
  expect(readPlan(await workspace.run('plan', '--json')).totals).toMatchObject({ send: 2, settled: 0 });
  const record = join(workspace.root, '.pushplan/tests.ndjson');
  const text = await readFile(record, 'utf8');
  const lines = text.trim().split('\n');
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ campaign: 'hello', to: ['desk'], outcomes: ['accepted'] });
  expect(text + sent.stdout + sent.stderr).not.toMatch(/office\.example/v);
  expect((await stat(record)).mode & 0o077).toBe(0);
});

test('all phones at once, with the worst row, a mark and a test camp_id, at the pace of the ledger', async () => {
  await using workspace = await makeTesting(
    { more: `${recipients}test_camp_id: 9000` },
    `${campaignText()}test_camp_id: 9001\n`,
  );
  expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
  const before = await workspace.arrivals();
  const sent = await workspace.run('test', 'hello.campaign.yaml', '--worst', '--mark', '--yes');
  expect(sent).toMatchObject({ exitCode: 0 });
  expect(sent.stderr).toContain('Test of hello for local');
  expect(sent.stdout).toMatch(
    /^desk {2}accepted\nana {3}accepted\n2 of 2 tests accepted\. Test sends do not count as sent\.$/mv,
  );
  const arrivals = (await workspace.arrivals()).slice(before.length);
  expect(new Set(arrivals.map(({ request }) => request)).size).toBe(1);
  expect(arrivals).toHaveLength(2);
  expect(arrivals[1]?.notification).toMatchObject({
    identifiers: { 'INSIDER.phone_number': '+491701234567', 'INSIDER.custom': { loyalty_id: 'L-12345678' } },
    camp_id: 9001,
    title: expect.stringMatching(/^\[test\] Hello \p{L}{11}$/v) as unknown,
  });
  const status = await workspace.run('status', '--json');
  expect(status.json()).toMatchObject({ runs: [{ totals: { planned: 2, accepted: 2 } }] });
});

test('a row in an arm is tested with the text of that arm', async () => {
  const arms = `variants:
  - { name: A, weight: 50, camp_id: 501, notification: { title: 'Arm A' } }
  - { name: B, weight: 50, camp_id: 502, notification: { title: 'Arm B' } }
`;
  await using workspace = await makeTesting({}, campaignText({ more: arms }));
  await workspace.write('people.csv', people(8));
  const rendered = await workspace.run('render', 'hello', '--format', 'ndjson');
  const titles = rendered.stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { title: string }).title);
  for (const title of ['Arm A', 'Arm B']) {
    const row = String(titles.indexOf(title) + 1);
    await workspace.run('test', 'hello', '--to', 'desk', '--row', row, '--yes');
    expect((await workspace.arrivals()).at(-1)?.notification).toMatchObject({ title });
  }
});

test.each([
  [['--to', 'dsk'], {}, 3, 'PP532', /there is no test recipient "dsk"/v],
  [[], { DESK_EMAIL: '' }, 3, 'PP156', /variable DESK_EMAIL is not set: it holds the email of desk/v],
  [[], { DESK_EMAIL: 'nobody at all' }, 3, 'PP530', /variable DESK_EMAIL is not an e-mail address/v],
  [['--row', '9'], {}, 3, 'PP535', /hello would not send row 9/v],
  [['--row', '1', '--worst'], {}, 3, 'PP502', /--row and --worst/v],
  [['--worst', '--locale', 'tr'], {}, 3, 'PP502', /--worst and --locale/v],
  [['--real-row'], {}, 3, 'PP502', /no --yes/v],
] as const)('%j with %j ends with %i, and nothing is sent', async (argv, change, exitCode, code, message) => {
  await using workspace = await makeTesting({ env: { ...env, ...change } });
  const refused = await workspace.run('test', 'hello', '--yes', '--json', ...argv);
  expect(refused.exitCode).toBe(exitCode);
  expect(readDiagnostics(refused)[0]).toMatchObject({ code, message: expect.stringMatching(message) as unknown });
  expect(refused.stdout + refused.stderr).not.toContain('nobody at all');
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test('without a terminal it needs --yes, and a real row needs a person to confirm it', async () => {
  await using workspace = await makeTesting();
  expect(readDiagnostics(await workspace.run('test', 'hello', '--json'))).toMatchObject([{ code: 'PP503' }]);
  const real = await workspace.run('test', 'hello', '--real-row', '--json');
  expect(readDiagnostics(real)).toMatchObject([{ code: 'PP503', help: 'Run it on a terminal, without --yes.' }]);
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test('test recipients of pushplan.yaml need different names, and identifiers from one place each', async () => {
  await using workspace = await makeTesting({
    more: 'test_recipients: [{ name: a }, { name: b, uuid_env: B, file: b.csv }, { name: b, uuid_env: KEY }]',
  });
  const found = readDiagnostics(await workspace.run('test', 'hello', '--yes', '--json'));
  expect(found.map(({ code, line }) => [code, line])).toEqual([
    ['PP530', 4],
    ['PP530', 4],
    ['PP530', 4],
    ['PP531', 4],
  ]);
  await workspace.write('pushplan.yaml', 'version: 1\nenvironments: { sandbox: { endpoint: sandbox } }\n');
  const none = await workspace.run('test', 'hello', '--yes', '--json');
  expect(readDiagnostics(none)).toMatchObject([{ code: 'PP532', message: 'pushplan.yaml names no test recipients' }]);
});

test('a tester who is suppressed gets no test, by plain and by hashed lists; an excluded tester does', async () => {
  const list = 'suppress: [{ file: left.csv, tags: [promo] }, { file: other.csv, tags: [service] }]';
  await using workspace = await makeTesting(
    { more: `${recipients}${list}` },
    campaignText({ more: 'tags: [promo]\nexclude: [{ file: staff.csv }]' }),
  );
  await workspace.write('left.csv', 'email\nsomebody@example.com\n');
  await workspace.write('other.csv', 'email\ndesk@office.example\n');
  await workspace.write('staff.csv', 'email\ndesk@office.example\n');
  expect((await workspace.run('test', 'hello', '--to', 'desk', '--yes')).exitCode).toBe(0);
  await workspace.write('left.csv', 'email\nDESK@office.example\n');
  const refused = await workspace.run('test', 'hello', '--yes', '--json');
  expect(refused.exitCode).toBe(4);
  expect(readDiagnostics(refused)).toMatchObject([
    {
      code: 'PP534',
      message: 'the test recipient desk is in the list left.csv, and so gets no campaign, nor a test of one',
    },
  ]);
  expect(workspace.sandbox.stats().requests).toBe(1);
});

test('a tester whom the ledger has to forget gets no test', async () => {
  await using workspace = await makeTesting();
  const forget = ['forget', '--recipient', 'phone_number=+491701234567', '--reason', 'request 1', '--yes'];
  expect((await workspace.run(...forget)).exitCode).toBe(0);
  const refused = await workspace.run('test', 'hello', '--yes', '--json');
  expect(refused.exitCode).toBe(4);
  expect(readDiagnostics(refused)).toMatchObject([
    {
      code: 'PP534',
      message: 'the ledger was told to forget the test recipient ana, who gets no campaign, nor a test of one',
    },
  ]);
  expect(refused.stdout + refused.stderr).not.toContain('1701234567');
  expect(workspace.sandbox.stats().requests).toBe(0);
  expect((await workspace.run('test', 'hello', '--to', 'desk', '--yes')).exitCode).toBe(0);
});

test('phones from a file of the data folder: one per row, at most 20, all different, and none from git', async () => {
  await using workspace = await makeTesting({ more: 'test_recipients: [{ name: team, file: testers.csv }]' });
  const run = async () => workspace.run('test', 'hello', '--yes', '--json');
  expect(readDiagnostics(await run())).toMatchObject([{ code: 'PP537', line: 4 }]);
  await workspace.write('testers.csv', people(2, 50));
  expect(readDiagnostics(await run())).toMatchObject([{ code: 'PP537' }]);
  await workspace.write(
    'pushplan.yaml',
    (await readFile(join(workspace.root, 'pushplan.yaml'), 'utf8')).replace('testers.csv', 'x/testers.csv'),
  );
  await workspace.write('.pushplan/data/x/testers.csv', people(20, 50));
  expect(readTest(await run())).toMatchObject({ totals: { accepted: 20 }, recipients: { 19: { name: 'team 20' } } });
  await workspace.write('.pushplan/data/x/testers.csv', people(21, 50));
  expect(readDiagnostics(await run())).toMatchObject([{ code: 'PP533' }]);
  await workspace.write('.pushplan/data/x/testers.csv', 'email\na@example.com\nA@example.com\n');
  expect(readDiagnostics(await run())).toMatchObject([{ code: 'PP531' }]);
  await workspace.write('.pushplan/data/x/testers.csv', 'email\nnonsense\n');
  expect(readDiagnostics(await run())).toMatchObject([{ code: 'PP530' }, { code: 'PP272' }]);
  await workspace.write('.pushplan/data/x/testers.csv', '');
  expect(readDiagnostics(await run())).toMatchObject([
    { code: 'PP209', message: 'the file of the test recipient team is empty' },
  ]);
  // This has the form that --recipient takes. A mail program would read it as an address.
  await workspace.write('.pushplan/data/x/testers.csv', 'email\nemail=a@example.com\n');
  expect(readDiagnostics(await run())).toMatchObject([
    { code: 'PP530', help: 'Write email, phone_number or uuid in the first line, and below it one identifier a line.' },
  ]);
});

test('all variables that are missing or wrong are reported at once, each with what to do', async () => {
  const more = 'test_recipients: [{ name: desk, email_env: DESK }, { name: ana, uuid_env: ANA, email_env: ANA_MAIL }]';
  await using workspace = await makeTesting({ more, env: { ANA_MAIL: 'nobody' } });
  expect(readDiagnostics(await workspace.run('test', 'hello', '--yes', '--json'))).toMatchObject([
    { code: 'PP156', message: expect.stringContaining('DESK is not set: it holds the email of desk') },
    { code: 'PP530', help: 'Set it to the email of ana.' },
    { code: 'PP156', message: expect.stringContaining('ANA is not set: it holds the uuid of ana') },
  ]);
});

test('for a campaign that cannot be read, the finding is about its file, not about the argument', async () => {
  await using workspace = await makeTesting();
  await workspace.write('torn.campaign.yaml', 'version: 1\nid: torn\nvariants: [{ name: A, percent: 50 }]\n');
  const torn = await workspace.run('test', 'torn', '--yes', '--json');
  expect(torn.exitCode).toBe(3);
  expect(readDiagnostics(torn).map(({ code, file }) => `${code} ${file}`)).toContain('PP102 torn.campaign.yaml');
});

describe('answers of the API', () => {
  const user = { email: 'Desk@office.example' };
  test.each<[string, SendingOptions, number, string, string]>([
    ['401', { apiKeys: ['another-key'] }, 10, 'PP401', 'not_sent'],
    ['400 for the certificate', { certificate: false }, 10, 'PP403', 'not_sent'],
    ['opted out', { users: [{ ...user, opted_out: true }] }, 6, 'PP539', 'refused'],
    ['429', { faults: [{ kind: '429', requests: [1] }] }, 8, 'PP541', 'not_sent'],
    ['400', { faults: [{ kind: '400-payload', requests: [1] }] }, 6, 'PP539', 'rejected'],
    ['400 of another server', { faults: [{ kind: '400-unknown', requests: [1] }] }, 8, 'PP541', 'not_sent'],
    ['garbage', { faults: [{ kind: 'wrong-shape', requests: [1] }] }, 7, 'PP540', 'in_doubt'],
    [
      'an answer without the notification',
      { faults: [{ kind: 'missing-notification', requests: [1] }] },
      7,
      'PP540',
      'in_doubt',
    ],
    ['no answer', { faults: [{ kind: 'reset-after', requests: [1] }] }, 7, 'PP540', 'in_doubt'],
  ])('%s', async (_name, options, exitCode, code, outcome) => {
    await using workspace = await makeTesting(options);
    const ended = await workspace.run('test', 'hello', '--to', 'desk', '--yes', '--json');
    expect({ code: ended.exitCode, out: ended.stdout }).toMatchObject({ code: exitCode });
    const { recipients: sentTo, diagnostics } = readTest(ended);
    expect(sentTo).toMatchObject([{ outcome }]);
    expect(diagnostics.map((finding) => finding.code)).toEqual(['PP536', code]);
    expect(workspace.sandbox.stats().requests).toBe(1);
  });

  test('a test whose process died is reported once as having no outcome', async () => {
    await using workspace = await makeTesting();
    const begun = {
      test: 'test_1',
      at: '2026-01-01T00:00:00.000Z',
      environment: 'local',
      campaign: 'hello',
      row: 1,
      to: ['desk'],
    };
    await workspace.write('.pushplan/tests.ndjson', `${JSON.stringify(begun)}\n{"broken\n`);
    const first = await workspace.run('test', 'hello', '--to', 'desk', '--yes', '--json');
    expect(readTest(first).diagnostics.map(({ code }) => code)).toEqual(['PP538', 'PP536']);
    const second = await workspace.run('test', 'hello', '--to', 'desk', '--yes', '--json');
    expect(readTest(second).diagnostics.map(({ code }) => code)).toEqual(['PP536']);
  });
});

// Identifiers from the file to the phone: the value that is validated is the value in the key and the value that is sent.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDiagnostics, readPlan, readRun } from '../support/documents.ts';
import { putOldSqlite } from '../support/old-ledgers.ts';
import { oldFiles } from '../support/old-campaigns.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';

interface Parts {
  readonly identifiers: string;
  readonly more?: string;
  readonly audience?: string;
}

function campaign({ identifiers, more = '', audience = '{ file: people.csv }' }: Parts): string {
  return `version: 1
id: hello
${more}
audience: ${audience}
notification:
  identifiers: { ${identifiers} }
  camp_id: 7
  camp_name: Hello
  title: Hello
  message: Good to see you
  image_url: https://img.example.com/a.jpg
`;
}

/** Plans and sends, and returns what the plan reported and which identifiers were sent. */
async function sendAll(parts: Parts, people: string) {
  await using workspace = await makeSendingWorkspace(
    { 'hello.campaign.yaml': campaign(parts), 'people.csv': people },
    { more: 'policy: { max_invalid: 99% }' },
  );
  const planned = await workspace.run('plan', '--json');
  const { campaigns } = readPlan(planned);
  const [one] = campaigns;
  const text = await workspace.run('plan');
  const applied = await workspace.run('apply', '--yes', '--json');
  const arrivals = await workspace.arrivals();
  return {
    said: planned.stdout + planned.stderr + text.stdout + text.stderr + applied.stdout + applied.stderr,
    counts: one?.counts,
    findings: one?.diagnostics.map(({ severity, code, message, line }) => `${severity} ${code} :${line} ${message}`),
    helps: one?.diagnostics.map(({ help }) => help),
    applied,
    sent: arrivals.map(({ notification }) => (notification as { identifiers: unknown }).identifiers),
  };
}

describe('an address', () => {
  test('with any kind of blanks around it is sent without them, to one person', async () => {
    const cells = ['"ana@example.com "', 'ana@example.com', '"\u00A0ana@example.com"', '"ana@example.com\n"'];
    const { counts, sent } = await sendAll(
      { identifiers: 'email: "{{email}}"' },
      ['email', ...cells, '"\uFEFFana@example.com"', ''].join('\n'),
    );
    expect(counts).toMatchObject({ send: 1, removed: { duplicate: 4, invalid: 0 } });
    expect(sent).toEqual([{ 'INSIDER.email': 'ana@example.com' }]);
  });

  test('that is invalid is reported with its row and the fault, never with its value', async () => {
    const cells = ['not an address', 'mailto:zoe@b.example', '<zoe@b.example>', '"zoe@b,c@d"', 'zo\u200Be@b.example'];
    const { counts, findings, sent, said } = await sendAll(
      { identifiers: 'email: "{{email}}"' },
      ['email', ...cells, 'ana@example.com', ''].join('\n'),
    );
    expect(counts).toMatchObject({ send: 1, removed: { invalid: 5 } });
    const field = 'notification.identifiers.email: INSIDER.email';
    expect(findings).toEqual([
      `warning PP221 :2 ${field} is not an e-mail address: it contains a space (line 2)`,
      `warning PP221 :3 ${field} begins with mailto: (line 3)`,
      `warning PP221 :4 ${field} is not just an e-mail address: it contains a comma, a bracket or another mark (lines 4, 5)`,
      `warning PP221 :6 ${field} holds an invisible, control or damaged character (line 6)`,
    ]);
    expect(sent).toEqual([{ 'INSIDER.email': 'ana@example.com' }]);
    expect(said).not.toMatch(/zoe|not an address|zo.e/);
  });

  test('that is part of the key is one person, regardless of case and blanks', async () => {
    const { counts, sent } = await sendAll(
      { identifiers: 'email: "{{email}}"', more: 'key: "{{email}}"' },
      ['email', 'Ana@example.com', 'ANA@example.com', '"ana@example.com "', ''].join('\n'),
    );
    expect(counts).toMatchObject({ send: 1, removed: { duplicate: 2 } });
    expect(sent).toEqual([{ 'INSIDER.email': 'Ana@example.com' }]);
  });
});

test('phone numbers are sent in E.164, and the help for numbers without + shows how to add it', async () => {
  const good = ['+1 (555) 010-0100', '+49 170 1234567', '+1.555.0106000', '"+49\u00A0170 1234568"'];
  const bad = ['+44 (0) 20 7946 0958', '+905550100001.0', '905550100001'];
  const { counts, sent, helps } = await sendAll(
    { identifiers: 'phone_number: "{{phone}}"' },
    ['phone', ...good, ...bad, ''].join('\n'),
  );
  expect(counts).toMatchObject({ send: 4, removed: { invalid: 3 } });
  expect(sent.map((identifiers) => JSON.stringify(identifiers)).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
    ['+15550100100', '+15550106000', '+491701234567', '+491701234568'].map(
      (phone) => `{"INSIDER.phone_number":"${phone}"}`,
    ),
  );
  expect(helps).toContainEqual(expect.stringContaining("write phone_number: '+{{phone}}'"));
});

test('an identifier of the account is sent in its own object, and answers are matched by it', async () => {
  const { applied, sent } = await sendAll(
    { identifiers: 'custom.crm: "{{crm}}", custom.shop: "{{shop}}"' },
    'crm,shop\n17,b1\n18,b2\n\\N,b3\n',
  );
  expect(readRun(applied).totals).toMatchObject({ accepted: 2, in_doubt: 0, refused: 0 });
  expect(sent).toEqual(
    expect.arrayContaining([
      { 'INSIDER.custom': { crm: '17', shop: 'b1' } },
      { 'INSIDER.custom': { crm: '18', shop: 'b2' } },
    ]),
  );
});

describe('a second header in the file', () => {
  test.each([
    ['in the middle', 'id,name\nu1,Ana\nid,name\nu2,Ben\n'],
    ['with a BOM of its own', 'id,name\nu1,Ana\n\uFEFFid,name\nu2,Ben\n'],
    ['with its columns in another order', 'id,name\nu1,Ana\nname,id\nu2,Ben\n'],
  ])('%s is reported, even if a filter would leave it out', async (name, people) => {
    for (const audience of ['{ file: people.csv }', '{ file: people.csv, where: { name: [Ana, Ben] } }']) {
      const { counts, findings } = await sendAll({ identifiers: 'uuid: "{{id}}"', audience }, people);
      expect(counts).toMatchObject({ send: 2, removed: { invalid: 1, filtered: 0 } });
      const mark =
        'warning PP215 :3 a byte order mark (U+FEFF) is in the middle of the file (line 3), as in files that were joined';
      expect(findings).toEqual([
        ...(name.includes('BOM') ? [mark] : []),
        'warning PP221 :3 audience: the row repeats the header, as in files that were joined (line 3)',
      ]);
    }
  });
});

test('one person under several keys is a warning with a count', async () => {
  const people = 'email,id\nana@example.com,u1\nAna@example.com,\n,u1\nben@example.com,u2\nben@example.com,u2\n';
  const { counts, findings } = await sendAll({ identifiers: 'email: "{{email}}", uuid: "{{id}}"' }, people);
  expect(counts).toMatchObject({ send: 4, removed: { duplicate: 1 } });
  expect(findings).toEqual([
    'warning PP225 :3 2 identifiers are under more than one key (1 of INSIDER.email, 1 of INSIDER.uuid): these people can get more than one notification',
  ]);
});

test('with on_change, a run by another version of pushplan is named if notifications would be sent again', async () => {
  await using workspace = await makeSendingWorkspace(oldFiles);
  await putOldSqlite(workspace.root);
  expect((await workspace.run('ledger', 'migrate')).exitCode).toBe(0);
  const file = 'done.campaign.yaml';
  const old = oldFiles[file] ?? '';
  const unchanged = readPlan(await workspace.run('plan', file, '--json'));
  expect(unchanged.totals).toMatchObject({ send: 0, resend: 0, settled: 30 });
  expect(unchanged.campaigns[0]?.diagnostics).toEqual([]);
  await workspace.write(file, old.replace('Hello {{name}}', 'Dear {{name}}'));
  const changed = await workspace.run('plan', file, '--allow', 'resend', '--json');
  const [campaignPlan] = readPlan(changed).campaigns;
  expect(campaignPlan?.counts).toMatchObject({ send: 0, resend: 30 });
  expect(campaignPlan?.diagnostics).toMatchObject([
    {
      severity: 'warning',
      code: 'PP226',
      file,
      message: expect.stringMatching(
        /sent again to 30 recipients, and its last run was by pushplan 0\.1\.0 .*; this is \d+\.\d+\.\d+/,
      ),
    },
  ]);
  expect((await workspace.run('apply', file, '--allow', 'resend', '--yes')).exitCode).toBe(0);
  await workspace.write(file, old.replace('Hello {{name}}', 'Good day {{name}}'));
  const again = readPlan(await workspace.run('plan', file, '--allow', 'resend', '--json'));
  expect(again.campaigns[0]?.counts).toMatchObject({ resend: 30 });
  expect(again.campaigns[0]?.diagnostics).toEqual([]);
});

test('an identifier that is written in the campaign is validated like a cell', async () => {
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': campaign({ identifiers: 'email: "mailto:{{email}}", uuid: "#REF!"' }),
    'people.csv': 'email\nana@example.com\n',
  });
  const result = await workspace.run('validate', '--json');
  expect(result.exitCode).toBe(3);
  expect(readDiagnostics(result)).toMatchObject([
    { code: 'PP140', line: 6, message: 'email: "mailto:{{email}}" begins with mailto:' },
    { code: 'PP140', line: 6, message: 'uuid: "#REF!" is an error of a spreadsheet' },
  ]);
});

test('people who were sent to under a key in the format of 0.1.0 are settled, and found in exports', async () => {
  const before = campaign({ identifiers: 'email: "{{email}}"', more: 'key: "{{written}}"' });
  await using workspace = await makeSendingWorkspace({
    'hello.campaign.yaml': before,
    'people.csv': 'email,written\nana@example.com,ANA@example.com\nben@example.com,ben@example.com\n',
  });
  const { run } = readRun(await workspace.run('apply', '--yes', '--json'));
  await workspace.write('hello.campaign.yaml', before.replace('{{email}}', '{{written}}'));
  expect(readPlan(await workspace.run('plan', '--json')).totals).toMatchObject({ send: 0, settled: 2 });
  const exported = await workspace.run('status', run, '--export', 'accepted', '--out', 'out.csv');
  expect(exported.exitCode).toBe(0);
  expect((await readFile(join(workspace.root, 'out.csv'), 'utf8')).split('\r\n').slice(1, -1)).toEqual([
    'ana@example.com,ANA@example.com,hello,accepted,',
    'ben@example.com,ben@example.com,hello,accepted,',
  ]);
});

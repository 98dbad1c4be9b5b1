// pushplan test --locale and --arm: whose text is sent to a phone, and what is reported if the campaign or its audience has none.
import { expect, test } from 'vitest';
import { readDiagnostics, readTest } from '../support/documents.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { campaignText } from '../support/workspace.ts';

function makeTesting(campaign = campaignText()): Promise<SendingWorkspace> {
  const more = 'test_recipients: [{ name: desk, email_env: DESK_EMAIL }]';
  return makeSendingWorkspace(
    { 'hello.campaign.yaml': campaign },
    { more, env: { DESK_EMAIL: 'desk@office.example' } },
  );
}

const words = `locale: '{{lang}}'
default_locale: fr
locales: { tr: { title: 'Merhaba {{name}}' }, en: { title: Hello } }
variants:
  - { name: A, weight: 50, camp_id: 501, notification: { message: 'Arm A' } }
  - { name: B, weight: 50, camp_id: 502, notification: { message: 'Arm B' } }
`;

test('takes a row in the language and arm of the options, or the first row as if it were one', async () => {
  await using workspace = await makeTesting(campaignText({ title: 'Bonjour', more: words }));
  const rows = ['fr', 'en', 'tr-CY', 'fr', 'en'].map((lang, row) => `p${row}@example.com,Ada,${lang}`);
  await workspace.write('people.csv', `email,name,lang\n${rows.join('\n')}\n`);
  const show = async (...argv: readonly string[]) => {
    const sent = await workspace.run('test', 'hello', '--to', 'desk', '--yes', '--json', ...argv);
    expect(sent.exitCode, sent.stdout).toBe(0);
    const { row, locale, arm, diagnostics } = readTest(sent);
    const { title, message } = (await workspace.arrivals()).at(-1)?.notification ?? {};
    const said = diagnostics.filter(({ code }) => code !== 'PP536').map(({ code, message: text }) => `${code} ${text}`);
    return { row, locale, arm, title, message, said };
  };
  expect(await show('--locale', 'en')).toMatchObject({ row: 2, locale: 'en', title: 'Hello', said: [] });
  expect(await show('--locale', 'tr_CY')).toMatchObject({ row: 3, locale: 'tr-CY', title: 'Merhaba Lor', said: [] });
  // No row has this language, so the first row is shown as if it did.
  expect(await show('--locale', 'tr')).toMatchObject({
    row: 1,
    locale: 'tr',
    title: 'Merhaba Lor',
    said: ['PP543 hello has no row in tr: the test shows row 1 as if it were one'],
  });
  for (const arm of ['A', 'B'])
    expect(await show('--arm', arm)).toMatchObject({ arm, message: `Arm ${arm}`, said: [] });
  const said: string[] = [];
  for (const arm of ['A', 'B']) said.push(...(await show('--locale', 'tr-CY', '--arm', arm)).said);
  expect(said).toEqual([
    expect.stringMatching(/^PP543 hello has no row in tr-CY of arm [AB]: the test shows row 1 as if/v),
  ]);
  expect((await workspace.run('test', 'hello', '--to', 'desk', '--locale', 'en', '--yes')).stderr).toMatch(
    /row 2 with\s+stand-ins, in en, arm [AB],\s+camp_id/v,
  );
});

test.each([
  [['--locale', 'de'], 'hello has no texts in de', 'It has texts in: fr, tr, en.'],
  [['--locale', 'not a tag'], '--locale "not a tag" is no language', 'Write a tag: tr, or pt-BR.'],
  [['--arm', 'b'], 'hello has no arm "b"', 'Did you mean B? There are: A, B.'],
])('%j ends with 3, and lists the available languages or arms', async (argv, message, help) => {
  await using workspace = await makeTesting(campaignText({ more: words }));
  await workspace.write('people.csv', 'email,name,lang\na@example.com,Ada,tr\n');
  const refused = await workspace.run('test', 'hello', '--yes', '--json', ...argv);
  expect(refused.exitCode).toBe(3);
  expect(readDiagnostics(refused)).toMatchObject([{ code: 'PP542', message, help }]);
  expect(workspace.sandbox.stats().requests).toBe(0);
});

test('a campaign without languages is tested only with a row of that language', async () => {
  await using workspace = await makeTesting();
  await workspace.write('people.csv', 'email,name,lang\na@example.com,Ada,en\nb@example.com,Bea,de\n');
  const sent = await workspace.run('test', 'hello', '--locale', 'de', '--to', 'desk', '--yes', '--json');
  expect(readTest(sent)).toMatchObject({ row: 2, locale: 'de', arm: null });
  const none = await workspace.run('test', 'hello', '--locale', 'tr', '--yes', '--json');
  expect(readDiagnostics(none)).toMatchObject([
    {
      code: 'PP535',
      message: 'hello has no row in tr that would be sent',
      help: expect.stringMatching(/^It says nothing of languages/v) as unknown,
    },
  ]);
  const arm = await workspace.run('test', 'hello', '--arm', 'B', '--yes', '--json');
  expect(readDiagnostics(arm)).toMatchObject([{ code: 'PP542', message: 'hello has no arms' }]);
});

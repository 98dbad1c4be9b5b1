// Languages, plural forms and times in the audience: the findings that a user sees before anything is sent.
import { describe, expect, it, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { readPlan } from '../support/documents.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { campaignText, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const withColumns = (message: string, columns?: string): string =>
  campaignText({ title: 'Hello', message }).replace(
    '{ file: people.csv }',
    columns === undefined ? '{ file: people.csv }' : `{ file: people.csv, columns: ${columns} }`,
  );

function workspaceOf(message: string, rows: readonly string[], columns?: string): Promise<TestWorkspace> {
  return makeWorkspace({ 'hello.campaign.yaml': withColumns(message, columns), 'people.csv': `${rows.join('\n')}\n` });
}

function personRows(name: string, values: readonly string[]): readonly string[] {
  return [`email,${name}`, ...values.map((value, index) => `p${index}@example.com,${value}`)];
}

/** Plans the campaign, and returns its findings, counts and samples. */
async function planned(message: string, rows: readonly string[], columns?: string) {
  await using workspace = await workspaceOf(message, rows, columns);
  const [campaign] = readPlan(await pushplan(['plan', '--json'], { cwd: workspace.root })).campaigns;
  const found = campaign?.diagnostics.map(({ code, message, help }) => `${code} ${message} | ${help}`);
  return { counts: campaign?.counts, found, samples: campaign?.samples };
}

async function rendered(message: string, rows: readonly string[], columns?: string): Promise<readonly unknown[]> {
  await using workspace = await workspaceOf(message, rows, columns);
  const { stdout } = await pushplan(['render', 'hello.campaign.yaml'], { cwd: workspace.root });
  return (JSON.parse(stdout) as { readonly message: unknown }[]).map((notification) => notification.message);
}

describe('an unknown language in the audience', () => {
  it('makes its rows invalid, counts them together, and never shows a value', async () => {
    const rows = personRows('language', ['tr', 'Turkish', 'ua', '', 'de_DE', 'cz']);
    const { counts, found } = await planned('{{number 1234.5 language}}', rows);
    expect(counts).toMatchObject({ send: 3, removed: { invalid: 3 } });
    expect(found?.filter((text) => !text.startsWith('PP302'))).toEqual([
      'PP222 notification.message: the helper number cannot use language: it is not a language that is known, such as tr or en-GB (lines 3, 4, 7) | These rows are left out. Use tags of languages, not those of countries: uk, cs, ja, el, da, zh and tr, not ua, cz, jp, gr, dk, cn and Turkish.',
    ]);
  });
});

test('a finding of the copy audit is placed where the text of the worst row is written', async () => {
  const more = `locale: "{{lang}}"
default_locale: en
locales:
  tr: { title: "lorem ipsum {{email}}", message: "Merhaba" }
  de: { message: "&amp; {{lang}}" }`;
  await using workspace = await makeWorkspace({
    'hello.campaign.yaml': campaignText({ title: 'Hello', more }),
    'people.csv': 'email,lang\na@example.com,en\nb@example.com,tr\nc@example.com,de\n',
  });
  const [campaign] = readPlan(await pushplan(['plan', '--json'], { cwd: workspace.root })).campaigns;
  expect(campaign?.diagnostics.map(({ code, line }) => `${code} ${line}`)).toEqual(['PP234 7', 'PP236 6']);
});

describe('a plural form that a language of the audience needs', () => {
  it('is a warning with a count if it is missing', async () => {
    const rows = [
      'email,n,language',
      'a@example.com,1,pl',
      'b@example.com,3,pl',
      'c@example.com,4,pl-PL',
      'd@example.com,5,en',
    ];
    const { counts, found } = await planned("{{plural n language one='# a' other='# b'}}", rows);
    expect(counts?.send).toBe(4);
    expect(found).toEqual([
      'PP251 notification.message: plural has no few= for pl, and prints other= (rows 2, 3) | Write the forms of all languages of the audience, or a text for each language.',
    ]);
  });
});

describe('a day', () => {
  it.each(["time='short'", "hour='numeric'", "weekday='long' minute='2-digit'"])(
    'printed with %s is a warning',
    async (options) => {
      const rows = personRows('due', ['2026-03-01', '2026-03-02 08:00', '2026-03-03']);
      const { found } = await planned(`{{date due ${options}}}`, rows);
      expect(found).toEqual([
        'PP250 notification.message: date prints a time for due, which is a day without a time: it prints midnight (rows 1, 3) | Leave out time=, hour= and minute=, or have the export write the time.',
      ]);
    },
  );
});

describe('an amount with three decimals', () => {
  it('is a warning if the decimals may be thousands, and the currency has fewer decimals', async () => {
    const rows = personRows('price', ['1.299', '12.50', '999', '0.125', '12.999']);
    const { found } = await planned("{{currency price 'TRY' 'tr'}}", rows);
    expect(found).toEqual([
      "PP256 notification.message: currency rounds price, whose three decimals may be thousands: 1.299 is printed as 1.30 (rows 1, 5) | If they are thousands, a CSV file is read so with csv: { decimal: ',' } and columns: { price: number } under audience. If they are decimals, write digits=3, or round the amount in the export.",
    ]);
  });

  it.each(["{{currency price 'KWD' 'en'}}", "{{currency price 'TRY' 'tr' digits=3}}", "{{number price 'tr'}}"])(
    'is printed without a warning by %s',
    async (message) => {
      expect((await planned(message, personRows('price', ['1.299']))).found).toEqual([]);
    },
  );
});

describe('a time without an offset, shown with zone=', () => {
  const message = "{{date t 'sv' style='short' time='short' zone='Europe/Istanbul'}}";
  const times = personRows('t', [
    '2026-03-01 22:30:00',
    '2026-03-01 22:30:00 UTC',
    '2026-03-02',
    '2026-03-03 22:30:00',
  ]);
  const says =
    'notification.message: date is to show t in a zone, but it is a time without an offset, which would be shown unshifted (rows 1, 4)';
  const line = 'columns: { t: { type: date, zone: UTC } }';

  it('is an error at the field, with the line to add, and nothing is sent', async () => {
    const rows = `${times.join('\n')}\n`;
    await using workspace = await makeSendingWorkspace({
      'hello.campaign.yaml': withColumns(message),
      'people.csv': rows,
    });
    for (const command of ['plan', 'apply']) {
      const result = await workspace.run(command, ...(command === 'apply' ? ['--yes'] : []));
      expect(result.exitCode).toBe(3);
      const text = (result.stdout + result.stderr).replaceAll(/\s+/g, ' ');
      expect(text).toContain(`error PP252 hello.campaign.yaml:10:12 ${says}`);
      expect(text).toContain(line);
    }
    expect((await workspace.run('status')).stdout).not.toContain('run_');
  });

  it('is an error for render too, which writes no file', async () => {
    await using workspace = await workspaceOf(message, times);
    const result = await pushplan(['render', '--write', 'rendered'], { cwd: workspace.root });
    expect(result.exitCode).toBe(3);
    expect(result.stderr).toContain('PP252');
    expect((await pushplan(['render', 'hello.campaign.yaml'], { cwd: workspace.root })).exitCode).toBe(3);
  });

  it('is correct if the column declares the zone that it is written in', async () => {
    const shown = ['2026-03-02 01:30', '2026-03-02 01:30', '2026-03-02 00:00', '2026-03-04 01:30'];
    expect(await rendered(message, times, '{ t: { type: date, zone: UTC } }')).toEqual(shown);
    const there = ['2026-03-01 22:30', '2026-03-02 01:30', '2026-03-02 00:00', '2026-03-03 22:30'];
    expect(await rendered(message, times, '{ t: { type: date, zone: Europe/Istanbul } }')).toEqual(there);
  });

  it.each([
    ['{{date this.t zone="UTC"}}', 'columns: { t: { type: date, zone: UTC } }'],
    ['{{#with info}}{{date ../t zone="UTC"}}{{/with}}', 'columns: { t: { type: date, zone: UTC } }'],
    ['{{date (default t email) zone="UTC"}}', 'columns: { NAME: { type: date, zone: UTC } }'],
    ['{{date "2026-03-01 22:30" zone="UTC"}}', 'need their offset in the data: 2026-03-01T22:30:00Z'],
  ])('says what to do with %s', async (template, help) => {
    const rows = ['email,t,info', 'a@example.com,2026-03-01 22:30:00,"{""a"":1}"'];
    await using workspace = await workspaceOf(template, rows, '{ info: json }');
    const result = await pushplan(['plan'], { cwd: workspace.root });
    expect(result.exitCode).toBe(3);
    expect(result.stdout.replaceAll(/\s+/g, ' ')).toContain(help);
  });

  it('is an error in a column of type date without a zone', async () => {
    await using workspace = await workspaceOf(message, times, '{ t: date }');
    expect((await pushplan(['plan'], { cwd: workspace.root })).exitCode).toBe(3);
  });
});

describe('a column of dates', () => {
  it('is printed as ISO 8601, and a row whose cell is no date is invalid', async () => {
    const rows = personRows('t', ['2026-03-01 22:30:00', '31.01.2027', '', '2026-03-01 22:30:00 -0800', '2026-03-01']);
    expect(await rendered('Until {{t}}.', rows, '{ t: { type: date, zone: Asia/Tokyo } }')).toEqual([
      'Until 2026-03-01T22:30:00+09:00.',
      'Until .',
      'Until 2026-03-01T22:30:00-08:00.',
      'Until 2026-03-01.',
    ]);
    const { found, samples } = await planned('Until {{t}}.', rows, '{ t: { type: date, zone: Asia/Tokyo } }');
    expect(found?.join('\n')).toContain(
      'PP220 audience.columns.t: the column t does not hold a date (line 3) | This row is left out. Declare the column as { type: date, format: dd.MM.yyyy }.',
    );
    expect(samples?.map(({ notification }) => notification['message'])).toContain('Until 2026-09-23T20:45:36+00:00.');
  });

  it.each([
    [
      '{ t: { type: date, zone: Istanbul } }',
      'PP101 hello.campaign.yaml:4:65 audience.columns.t.zone: expected a time zone such as Europe/Istanbul, got "Istanbul" help: Did you mean Europe/Istanbul? 1 error',
    ],
    [
      '{ t: { type: dat } }',
      'PP101 hello.campaign.yaml:4:53 audience.columns.t.type: expected date, got "dat" help: Did you mean "date"?',
    ],
    [
      '{ t: { type: date, zome: UTC } }',
      'PP102 hello.campaign.yaml:4:59 unknown key "zome" in audience.columns.t help: Did you mean "zone"?',
    ],
    ['{ t: { zone: UTC } }', 'audience.columns.t has no "type"'],
    [
      '{ t: dat }',
      'audience.columns.t: expected string, number, integer, boolean, json, date or a map, got "dat" help: Did you mean "date"?',
    ],
    ['{ t: [date] }', 'audience.columns.t: expected string, number, integer, boolean, json, date or a map, got a list'],
    [
      '{ t: { type: date, zone: UTC } }',
      "PP113 hello.campaign.yaml:10:13 date shows t in UTC, and the column is declared with the zone UTC help: Say in which zone to show it, such as zone='UTC'.",
    ],
  ])('a wrong declaration is reported: %s', async (columns, found) => {
    await using workspace = await workspaceOf('{{date t}}', personRows('t', ['2026-03-01']), columns);
    const result = await pushplan(['validate'], { cwd: workspace.root });
    expect(result.exitCode).toBe(3);
    const text = result.stdout.replaceAll(/\n +(\d+ \||\|).*/g, '').replaceAll(/\s+/g, ' ');
    expect(text).toContain(found);
  });
});

test('for each language, people who are deferred are counted apart from those who are sent to now', async () => {
  const more = `locale: "{{lang}}"
default_locale: en
locales: { tr: { title: Merhaba } }
schedule: { timezone: { column: tz, fallback: UTC }, window: { from: "09:00", to: "12:00" } }`;
  await using workspace = await makeWorkspace({
    'hello.campaign.yaml': campaignText({ title: 'Hello', more }),
    'people.csv': 'email,lang,tz\na@example.com,en,UTC\nb@example.com,tr,UTC\nc@example.com,tr,Asia/Tokyo\n',
  });
  const clock = virtualClock(Date.parse('2026-12-01T10:00:00Z'));
  const plan = (...argv: readonly string[]) => pushplan(['plan', ...argv], { cwd: workspace.root, clock });
  expect(readPlan(await plan('--json')).campaigns[0]?.locales).toMatchObject([
    { locale: 'en', send: 1, deferred: 0 },
    { locale: 'tr', send: 2, deferred: 1 },
  ]);
  const text = (await plan()).stdout;
  expect(text).toContain('language en: 1 to send, texts: en\n');
  expect(text).toContain('language tr: 1 to send, 1 later, texts: tr\n');
  const table = (await plan('--format', 'markdown')).stdout;
  expect(table).toContain('| language | texts | send | later |');
  expect(table).toContain('| tr | tr | **1** | 1 |');
});

// Conditions and filters from file to phone: text that says false never counts as true, and a filter that removes everybody is reported.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CliResult } from '../support/cli.ts';
import { readDiagnostics, readPlan } from '../support/documents.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';

interface Parts {
  /** Keys of the audience in addition to its file. */
  readonly audience?: string;
  readonly title?: string;
  readonly file?: string;
}

const whenVip = '{{#if vip}}VIP{{else}}all{{/if}}';

function campaign({ audience = '', title = 'Hello', file = 'people.csv' }: Parts): string {
  return `version: 1
id: hello
audience: { file: ${file}${audience === '' ? '' : `, ${audience}`} }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: 7
  camp_name: Hello
  title: ${JSON.stringify(title)}
  message: Good to see you
  image_url: https://img.example.com/a.jpg
`;
}

function open(parts: Parts, people: string): Promise<SendingWorkspace> {
  return makeSendingWorkspace(
    { 'hello.campaign.yaml': campaign(parts), [parts.file ?? 'people.csv']: people },
    { more: 'policy: { max_invalid: 99% }' },
  );
}

/** Returns a CSV file with one person per cell. */
function rows(column: string, cells: readonly string[]): string {
  return [`email,${column}`, ...cells.map((cell, index) => `p${index + 1}@example.com,${cell}`), ''].join('\n');
}

/** Returns one line of a file of JSON lines. */
function line(name: string, vip: string): string {
  return `{"email":"${name}@example.com","vip":${vip}}\n`;
}

async function titles(workspace: SendingWorkspace): Promise<readonly unknown[]> {
  return (await workspace.arrivals()).map(({ notification }) => notification['title']);
}

/** The findings of the only campaign, such as "error PP247 hello.campaign.yaml:8:17". */
function findings(result: CliResult): readonly string[] {
  const [one] = readPlan(result).campaigns;
  return (one?.diagnostics ?? []).map(
    ({ severity, code, file, line, column }) => `${severity} ${code} ${file}:${line}:${column}`,
  );
}

describe('a condition over text that says true or false', () => {
  test.each(['false', 'FALSE', '0', 'f', 'no', 'N'])(
    '%s is an error with exit code 3 wherever rows are read, and nothing is sent',
    async (word) => {
      await using workspace = await open({ title: whenVip }, rows('vip', [word, 'true', '', '1']));
      const planned = await workspace.run('plan', '--json');
      expect(planned.exitCode).toBe(3);
      expect(findings(planned)).toEqual(['error PP247 hello.campaign.yaml:8:17']);
      const applied = await workspace.run('apply', '--yes');
      expect(applied.exitCode).toBe(3);
      expect(applied.stderr).toContain('columns: { vip: boolean }');
      expect(await workspace.arrivals()).toEqual([]);
    },
  );

  test('is reported by plan in text and Markdown, by render, and by render --write, which writes nothing', async () => {
    await using workspace = await open({ title: whenVip }, rows('vip', ['no', 'yes']));
    const text = await workspace.run('plan');
    expect(text.exitCode).toBe(3);
    expect(text.stdout).toContain('error PP247 hello.campaign.yaml:8:17');
    expect(text.stdout).toContain('Blocked by 1 error: apply sends nothing of this plan.');
    const markdown = await workspace.run('plan', '--format', 'markdown');
    expect(markdown.exitCode).toBe(3);
    expect(markdown.stdout).toMatch(/^### Blocked: merging sends nothing/v);
    for (const more of [[], ['--limit', '1']]) {
      const rendered = await workspace.run('render', 'hello.campaign.yaml', ...more);
      expect(rendered.exitCode).toBe(3);
      expect(rendered.stderr).toContain('error PP247 hello.campaign.yaml:8:17');
    }
    const written = await workspace.run('render', '--write', 'rendered');
    expect(written.exitCode).toBe(3);
    expect(existsSync(join(workspace.root, 'rendered'))).toBe(false);
    const again = await workspace.run('render', '--write', 'rendered', '--json');
    expect(readDiagnostics(again).map(({ code }) => code)).toEqual(['PP247']);
  });

  test('is not judged from some rows alone: render --where', async () => {
    await using workspace = await open({ title: whenVip }, rows('vip', ['no', 'yes', 'perhaps']));
    expect((await workspace.run('render', 'hello.campaign.yaml', '--where', 'vip=no')).exitCode).toBe(0);
    expect((await workspace.run('plan')).exitCode).toBe(0);
  });

  test('in a saved plan keeps apply from sending it', async () => {
    await using workspace = await open({ title: whenVip }, rows('vip', ['no', 'yes']));
    expect((await workspace.run('plan', '--out', 'a.plan.json')).exitCode).toBe(3);
    expect((await workspace.run('apply', 'a.plan.json', '--yes')).exitCode).toBe(4);
    expect(await workspace.arrivals()).toEqual([]);
  });

  test('next to a guard that refuses the plan: exit code 4 takes precedence', async () => {
    await using workspace = await open({ title: whenVip }, rows('vip', ['no', 'yes']));
    await workspace.write('hello.campaign.yaml', `${campaign({ title: whenVip })}max_recipients: 1\n`);
    const planned = await workspace.run('plan', '--json');
    expect(planned.exitCode).toBe(4);
    expect(findings(planned)).toEqual([
      'error PP301 hello.campaign.yaml:11:17',
      'error PP247 hello.campaign.yaml:8:17',
    ]);
  });

  test('follows the declared type: boolean decides by the value, string by whether there is one', async () => {
    const people = rows('vip', ['false', 'FALSE', '0', 'f', 'No', 'n', '', 'true', 'TRUE', '1', 'T', 'yes', 'y']);
    await using said = await open({ title: whenVip, audience: 'columns: { vip: boolean }' }, people);
    expect((await said.run('apply', '--yes')).exitCode).toBe(0);
    expect(await titles(said)).toEqual([
      ...Array.from({ length: 7 }, () => 'all'),
      ...Array.from({ length: 6 }, () => 'VIP'),
    ]);
    await using there = await open({ title: whenVip, audience: 'columns: { vip: string }' }, people);
    expect((await there.run('apply', '--yes')).exitCode).toBe(0);
    expect((await titles(there)).filter((title) => title === 'all')).toHaveLength(1);
  });

  test('is only looked for in rows that pass where', async () => {
    const people = 'email,vip,go\na@example.com,no,0\nb@example.com,yes,1\n';
    await using workspace = await open({ title: whenVip, audience: 'where: { go: 1 }' }, people);
    expect((await workspace.run('plan')).exitCode).toBe(0);
  });

  test('in ndjson is an error if it is text, and none if it is a JSON value', async () => {
    const parts = { title: whenVip, file: 'people.ndjson' };
    await using text = await open(parts, line('a', '"false"') + line('b', '"true"'));
    expect(findings(await text.run('plan', '--json'))).toEqual(['error PP247 hello.campaign.yaml:8:17']);
    await using json = await open(parts, line('a', 'false') + line('b', 'true') + line('c', '0'));
    expect((await json.run('apply', '--yes')).exitCode).toBe(0);
    expect(await titles(json)).toEqual(['all', 'VIP', 'all']);
    await using declared = await open(
      { ...parts, audience: 'columns: { vip: boolean }' },
      line('a', '0') + line('b', '1') + line('c', '"n"'),
    );
    expect((await declared.run('apply', '--yes')).exitCode).toBe(0);
    expect(await titles(declared)).toEqual(['all', 'VIP', 'all']);
  });
});

test('a word that is no boolean makes its row invalid, and the help lists the accepted words', async () => {
  await using workspace = await open(
    { title: whenVip, audience: 'columns: { vip: boolean }' },
    rows('vip', ['maybe', 'yes']),
  );
  const planned = await workspace.run('plan', '--json');
  const [one] = readPlan(planned).campaigns;
  expect(one?.counts).toMatchObject({ send: 1, removed: { invalid: 1 } });
  expect(one?.diagnostics).toMatchObject([
    {
      severity: 'warning',
      code: 'PP220',
      line: 2,
      help: 'This row is left out. A boolean is true or false, 1 or 0, yes or no, t or f, y or n, in any case.',
    },
  ]);
});

describe('a filter that no row passes', () => {
  test.each([
    ['lang: TR', 'lang', 'tr', '"tr" (12 rows) differs only in capitals.'],
    ['optin: "true"', 'optin', 'True', '"True" (12 rows) differs only in capitals.'],
    ['answer: EVET', 'answer', 'EVET ', '"EVET " (12 rows) differs only in spaces around it.'],
  ])(
    '%s is a warning in plan, apply and render, and no output claims that everybody was sent to',
    async (where, column, cell, near) => {
      const people = rows(
        column,
        Array.from({ length: 12 }, () => cell),
      );
      await using workspace = await open({ audience: `where: { ${where} }` }, people);
      const planned = await workspace.run('plan', '--json');
      expect(planned.exitCode).toBe(0);
      const [one] = readPlan(planned).campaigns;
      expect(one?.counts).toMatchObject({ rows: 12, send: 0, removed: { filtered: 12 } });
      expect(one?.diagnostics).toMatchObject([
        { severity: 'warning', code: 'PP248', line: 3, help: expect.stringContaining(near) },
      ]);
      const others = [
        await workspace.run('plan'),
        await workspace.run('plan', '--format', 'markdown'),
        await workspace.run('render', 'hello.campaign.yaml'),
        await workspace.run('apply', '--yes'),
        await workspace.run('apply', '--yes', '--json'),
      ];
      expect(others.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0]);
      const said = others.slice(0, 4).map(({ stdout, stderr }) => (stdout + stderr).replaceAll(/\s+/gv, ' '));
      for (const text of said) expect(text).toContain('where leaves out all 12 rows');
      for (const { stdout, stderr } of [planned, ...others])
        expect(stdout + stderr).not.toMatch(/everybody|all (?:were|have been) sent/iv);
    },
  );

  test('shows in no output a value that fewer than 10 rows share', async () => {
    const people = rows('city', ['Zagreb', 'zagreb ', 'ZAGREB', 'Zagrev']);
    await using workspace = await open({ audience: 'where: { city: zagreb }' }, people);
    const all = [
      await workspace.run('plan'),
      await workspace.run('plan', '--json'),
      await workspace.run('apply', '--yes'),
    ];
    for (const { stdout, stderr } of all) expect(stdout + stderr).not.toMatch(/Zagre|ZAGREB|zagreb /v);
    expect(all[1]?.stdout).toContain('2 rows differ only in capitals.');
    await using shown = await open({ audience: 'where: { city: zagreb }, public: [city]' }, people);
    expect((await shown.run('plan', '--json')).stdout).toContain(String.raw`\"Zagreb\" (1 row)`);
  });

  test('in the sandbox ends with the command that shows the reason', async () => {
    await using workspace = await open({ audience: 'where: { lang: TR }' }, rows('lang', ['tr']));
    await workspace.write('pushplan.yaml', 'version: 1\nenvironments:\n  sandbox: { endpoint: sandbox }\n');
    const applied = await workspace.run('apply', '--yes');
    expect(applied.stdout).toContain('Nothing to send.');
    expect(applied.stdout).toContain('Next: see why there is nothing to send: pushplan plan');
  });
});

describe('where', () => {
  test('finds a city whose letters are in another Unicode normal form', async () => {
    await using workspace = await open(
      { audience: 'where: { city: M\u00e1laga }', title: '{{#if (eq city "M\u00e1laga")}}Hola{{/if}}' },
      rows('city', ['Ma\u0301laga', 'M\u00e1laga', 'Malaga']),
    );
    expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
    expect(await workspace.reached()).toEqual(['p1@example.com', 'p2@example.com']);
    expect(await titles(workspace)).toEqual(['Hola', 'Hola']);
  });

  test('accepts lists, not, and comparisons of a declared column, and requires all of them', async () => {
    const people = [
      'email,city,tag,price',
      'a@example.com,Bonn,,10.5',
      'b@example.com,Ulm,y,20',
      'c@example.com,Bonn,x,15',
      'd@example.com,Jena,,15',
      'e@example.com,Ulm,,10',
      'f@example.com,Ulm,,20.01',
      'g@example.com,Ulm,,',
      'h@example.com,Ulm,,cheap',
      '',
    ].join('\n');
    const where =
      'columns: { price: number }, where: { city: [Bonn, Ulm], tag: { not: [x] }, price: { gt: 10, lte: 20 } }';
    await using workspace = await open({ audience: where }, people);
    const [one] = readPlan(await workspace.run('plan', '--json')).campaigns;
    expect(one?.counts).toMatchObject({ rows: 8, send: 2, removed: { filtered: 5, invalid: 1 } });
    expect((await workspace.run('apply', '--yes')).exitCode).toBe(0);
    expect(await workspace.reached()).toEqual(['a@example.com', 'b@example.com']);
  });

  test.each([
    ['where: { price: { gt: 10 } }', 'PP147', 'Write columns: { price: number } under audience.'],
    ['columns: { price: number }, where: { price: { gt: 20, lt: 10 } }', 'PP146', 'no price is above 20 and below 10'],
    ['where: { price: { gtt: 10 } }', 'PP102', 'Did you mean "gt"?'],
    ['where: { price: { max: 10 } }', 'PP102', 'Did you mean "lte"?'],
    ['where: { price: { not: [] } }', 'PP101', 'needs at least 1 entry, has 0'],
    ['where: { price: [] }', 'PP101', 'needs at least 1 entry, has 0'],
    ['where: { price: {} }', 'PP101', 'is empty: it needs at least one entry'],
  ])('%s is refused with exit code 3', async (audience, code, words) => {
    await using workspace = await open({ audience }, rows('price', ['1']));
    for (const command of ['validate', 'plan'] as const) {
      const result = await workspace.run(command);
      expect(result.exitCode).toBe(3);
      const said = (result.stdout + result.stderr).replaceAll(/\s+/gv, ' ');
      expect(said).toContain(code);
      expect(said).toContain(words);
    }
  });
});

// Whatever a file contains, there is a result or a located finding, and notifications have the keys that their campaign names.
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import {
  environment,
  expectHarmless,
  findingsOf,
  makeBadWorkspace,
  startCounter,
  workspaceFile,
  type Finding,
} from '../support/bad-input.ts';
import { campaignText, people } from '../support/workspace.ts';
import { tries } from '../support/property-tries.ts';

const sandbox = await startCounter();
const workspace = await makeBadWorkspace(sandbox, {});
const file = 'a.campaign.yaml';
const options = { cwd: workspace.root, env: environment };
afterAll(async () => {
  await workspace[Symbol.asyncDispose]();
  await sandbox.close();
});

const good = campaignText();
const [before = '', after = ''] = good.split('title: "Hello {{name}}"');
const yamlish = fc
  .array(
    fc.oneof(
      fc.constantFrom('a: ', '- ', '? ', ': ', '\n', '\n  ', '{', '}', '[', ']', ', ', '"', "'", '|\n', '>-\n', ' #1'),
      fc.constantFrom(
        '&x ',
        '*x',
        '!t ',
        '---\n',
        '<<: ',
        '{{',
        '}}',
        '\\',
        '\t',
        '+65',
        '0x',
        '~',
        'key: ',
        'ttl: 1\n',
      ),
      fc.constantFrom('ios: ', 'android: ', 'deep_link: ', 'aps: ', 'tags: ', 'advanced_push_payload: ', 'each: name'),
      fc.string({ maxLength: 3, unit: 'binary' }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

const templatish = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '{{',
        '}}',
        '{{{',
        '}}}',
        '{{#if ',
        '{{#each ',
        '{{/if}}',
        '{{/each}}',
        '{{else}}',
        '{{> a}}',
        '(',
      ),
      fc.constantFrom(
        ')',
        'name',
        'email',
        ' nme',
        '.',
        '../',
        '@root',
        '@index',
        'this',
        '[',
        ']',
        ' as |x|',
        '"',
        "'",
      ),
      fc.constantFrom(
        'default ',
        'upper ',
        'truncate ',
        'date ',
        'eq ',
        'lookup ',
        '__proto__',
        'constructor',
        ' 1',
        '=',
        '~',
      ),
      fc.constantFrom('{{name}}', '{{#if name}}x{{/if}}', '{{default name "x"}}', '{{!-- --}}', '\\{{', '\n', '😀'),
      fc.string({ maxLength: 2 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

function expectLocated(findings: readonly Finding[], lines: number): void {
  for (const { file, line, column } of findings) {
    expect(file).not.toBeNull();
    if (line !== null) expect(line >= 1 && line <= lines).toBe(true);
    if (column !== null) expect(column).toBeGreaterThanOrEqual(1);
  }
}

/** Runs two commands on a campaign file, and expects a result or located findings. Returns the last exit code. */
async function expectAnswer(campaign: string): Promise<number> {
  await workspace.write(file, campaign);
  let last = 1;
  for (const verb of ['validate', 'plan']) {
    const result = await pushplan([verb, '--json'], options);
    expectHarmless(result);
    expect([0, 3, 4]).toContain(result.exitCode);
    if (result.exitCode !== 0) {
      expect(findingsOf(result).length).toBeGreaterThan(0);
      expectLocated(findingsOf(result), campaign.split(/\r\n|\r|\n/v).length);
    }
    last = result.exitCode;
  }
  return last;
}

describe('there is a result or a located finding for any', () => {
  test('YAML of a campaign', async () => {
    await workspace.write('people.csv', people(2));
    const anywhere = fc.tuple(yamlish, fc.nat({ max: good.length }));
    await fc.assert(
      fc.asyncProperty(anywhere, async ([text, at]) => {
        await expectAnswer(good.slice(0, at) + text + good.slice(at));
      }),
      { numRuns: tries(60) },
    );
  });

  test('YAML of pushplan.yaml', async () => {
    const settings = workspaceFile(sandbox.url);
    await fc.assert(
      fc.asyncProperty(yamlish, fc.nat({ max: settings.length }), async (text, at) => {
        await using other = await makeBadWorkspace(sandbox, {
          files: { 'pushplan.yaml': settings.slice(0, at) + text + settings.slice(at) },
        });
        const result = await pushplan(['validate', '--json'], { ...options, cwd: other.root });
        expectHarmless(result);
        expect([0, 3]).toContain(result.exitCode);
        if (result.exitCode === 3) expectLocated(findingsOf(result), 1000);
      }),
      { numRuns: tries(50) },
    );
  });

  test('template', async () => {
    await workspace.write('people.csv', people(2));
    await workspace.write('partials/a.hbs', 'Bye {{name}}');
    const exitCodes = new Set<number>();
    await fc.assert(
      fc.asyncProperty(templatish, async (text) => {
        exitCodes.add(await expectAnswer(`${before}title: ${JSON.stringify(text)}${after}`));
      }),
      { numRuns: tries(60) },
    );
    expect(exitCodes).toContain(0);
    expect(exitCodes).toContain(3);
  });

  const piece = fc.oneof(
    fc.constantFrom(
      'email,name\n',
      'a@example.com,Ada\n',
      'a@example.com\tAda\n',
      '"',
      '""',
      ',',
      ';',
      '\t',
      '\n',
      '\r\n',
      '\r',
      '\0',
    ),
    fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '{"email":"a@example.com","name":"A"}\n',
      ':',
      '1e400',
      String.raw`"\ud800"`,
      '\uFEFF',
      '\\',
    ),
    fc.constantFrom('{"email":"b@example.com","name":{"a":[1]}},', '{"email":1,"name":null}', 'undefined', 'ö', '😀'),
    fc.uint8Array({ maxLength: 3 }),
  );
  const bytes = fc
    .array(piece, { maxLength: 16 })
    .map((parts) => Buffer.concat(parts.map((part) => Buffer.from(part))));
  const starts = {
    csv: 'email,name\n',
    tsv: 'email\tname\n',
    ndjson: '{"email":"a@example.com","name":"A"}\n',
    json: '[',
  };

  test.each(Object.entries(starts))('bytes of a %s', async (ending, start) => {
    await workspace.write(file, campaignText({ file: `people.${ending}` }));
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), async (content, isStarted) => {
        const whole = Buffer.concat([Buffer.from(isStarted ? start : ''), content]);
        await workspace.write(`people.${ending}`, whole);
        const result = await pushplan(['plan', '--json'], options);
        expectHarmless(result);
        expect([0, 3, 4]).toContain(result.exitCode);
        if (result.exitCode !== 3) {
          const { totals } = result.json() as { totals: Record<string, number> };
          const parts = ['send', 'resend', 'settled', 'in_doubt', 'removed'].map((name) => totals[name] ?? Number.NaN);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(totals['rows']);
        } else expectLocated(findingsOf(result), whole.toString('latin1').split('\n').length + 20);
      }),
      { numRuns: tries(60) },
    );
  });
});

test('a notification has the keys that its campaign names, whatever the data', async () => {
  const campaign = `${campaignText({ file: 'people.ndjson', title: "T {{default name 'x'}}", message: '{{#if more}}M {{more}}{{else}}-{{/if}}' })}  ios: { thread-id: 13, deep_link: { ins_dl_internal: "https://shop.example.com/{{urlencode name}}" } }
`;
  await workspace.write(file, campaign);
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('__proto__', '","title":"x', '{{name}}', '\u202E', '\0', '\n', '"}]'),
  );
  const keys = ['camp_id', 'camp_name', 'identifiers', 'image_url', 'ios', 'message', 'title'];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 8 }), async (rows) => {
      const records = rows.map(([name, more], index) => JSON.stringify({ email: `p${index}@example.com`, name, more }));
      await workspace.write('people.ndjson', `${records.join('\n')}\n`);
      const result = await pushplan(['render', file, '--format', 'ndjson'], options);
      expect(result.exitCode).toBe(0);
      const rendered = result.stdout
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Record<string, object>);
      expect(rendered.length).toBeGreaterThan(0);
      for (const notification of rendered) {
        expect(Object.keys(notification).toSorted()).toEqual(keys);
        expect(Object.keys(notification['identifiers'] ?? {})).toEqual(['INSIDER.email']);
        expect(Object.keys(notification['ios'] ?? {}).toSorted()).toEqual(['deep_link', 'thread-id']);
      }
    }),
    { numRuns: tries(50) },
  );
});

// Tests in a campaign file: the texts that they expect, compared with what rows become.
import { describe, expect, it } from 'vitest';
import { readCampaign } from '../../../src/campaign/read-campaign.ts';
import type { Diagnostic } from '../../../src/diagnostic.ts';
import { compileCampaign } from '../../../src/message/compile-campaign.ts';
import { listCopyTests } from '../../../src/plan/copy/list-copy-tests.ts';
import { runCopyTests } from '../../../src/plan/copy/run-copy-tests.ts';
import { formatDiagnosticsJunit } from '../../../src/view/findings/diagnostics-junit.ts';

function readWith(lines: readonly string[]) {
  const text = [
    'version: 1',
    'id: words',
    'audience: { file: people.csv, columns: { n: integer, items: json }, where: { country: TR } }',
    'notification:',
    '  identifiers: { email: "{{email}}" }',
    '  camp_id: 1',
    '  camp_name: Words',
    '  title: "{{default first_name \'you\'}}, {{n}}"',
    '  message: Now',
    '  image_url: https://img.example.com/a.jpg',
    '  ios: { badge: "{{n}}", deep_link: { ins_dl_internal: "https://shop.example.com/{{urlencode first_name}}" } }',
    '  advanced_push_payload:',
    '    advanced_push_type: slider',
    '    advanced_push_items:',
    '      each: items',
    '      short: { below: 3, then: skip }',
    '      item: { id: "{{@number}}", headline: "{{name}}", description: x, image_url: "https://img.example.com/a.jpg" }',
    ...lines,
  ].join('\n');
  return readCampaign('a.campaign.yaml', text);
}

function findIn(lines: readonly string[]): readonly Diagnostic[] {
  const { campaign, diagnostics } = readWith(lines);
  if (campaign === undefined || diagnostics.length > 0) return diagnostics;
  const columns = ['email', 'first_name', 'n', 'items', 'country'];
  const { renderer, diagnostics: found } = compileCampaign(campaign, columns, new Map());
  return renderer === undefined ? found : runCopyTests(campaign, renderer, columns);
}

const items = '[{ name: a }, { name: b }, { name: c }]';

function findOf(test: string): readonly unknown[] {
  return findIn([`tests: [${test}]`]).map(({ code, message, help }) => [code, message, help]);
}

describe('a test of copy', () => {
  it.each([
    `{ given: { first_name: Ada, n: 2, items: ${items} }, expect: { title: 'Ada, 2', cards: 3, title_chars: { max: 6 } } }`,
    `{ given: { n: 2, items: ${items} }, expect: { title: 'you, 2', message_chars: { min: 3 }, android: null } }`,
    `{ given: { n: 2, items: ${items} }, expect: { ios: { badge: 2 }, advanced_push_payload: { advanced_push_type: Slider } } }`,
    `{ given: { n: 2, items: ${items}, email: ada@example.com }, expect: {} }`,
    `{ given: { n: 2, items: [] }, expect: { sent: false } }`,
    `{ given: { n: x, items: ${items} }, expect: { sent: false } }`,
    `{ given: { n: 2, items: ${items}, email: '' }, expect: { sent: false } }`,
    `{ given: { n: 2, items: ${items}, country: DE }, expect: { sent: false } }`,
  ])('passes: %s', (test) => {
    expect(findOf(test)).toEqual([]);
  });

  it.each([
    [
      `{ name: no name, given: { n: 2, items: ${items} }, expect: { title: 'You, 2', cards: 2 } }`,
      ['PP195', 'test "no name": title is not what is expected', '- "You, 2"\n+ "you, 2"'],
      ['PP195', 'test "no name": cards is not what is expected', '- 2\n+ 3'],
    ],
    [
      `{ given: { n: 2, items: ${items} }, expect: { title_chars: { max: 5 }, message: null } }`,
      ['PP195', 'test number 1: message is not what is expected', '- nothing\n+ "Now"'],
      ['PP195', 'test number 1: title_chars is not what is expected', '- at most 5\n+ 6: "you, 2"'],
    ],
    [
      `{ given: { n: 2, items: [] }, expect: { title: x } }`,
      ['PP195', 'test number 1: sent is not what is expected', '- sent\n+ not sent: too few entries for its cards'],
    ],
    [
      `{ given: { firstname: Ada }, expect: {} }`,
      ['PP196', 'test number 1: there is no column "firstname"', 'Did you mean "first_name"?'],
    ],
    [
      `{ arm: A, given: {}, expect: {} }`,
      ['PP197', 'test number 1: there is no variant "A"', 'The campaign has no variants: leave arm out.'],
    ],
  ])('fails with the expected and the actual value: %s', (test, ...found) => {
    expect(findOf(test)).toEqual(found);
  });

  it('that expects an unknown field is reported with the nearest known one', () => {
    const [finding] = findIn([`tests: [{ given: {}, expect: { titel: x } }]`]);
    expect(finding).toMatchObject({ severity: 'error', code: 'PP102', line: 18 });
    expect(finding?.help).toContain('title');
  });

  it('applies to every arm, or to the one that it names', () => {
    const arms =
      'variants: [{ name: A, weight: 50, camp_id: 7, notification: { title: A } }, { name: B, weight: 50, camp_id: 8 }]';
    const given = `given: { n: 2, items: ${items} }`;
    const found = (test: string) => findIn([arms, `tests: [${test}]`]).map(({ message }) => message);
    expect(found(`{ ${given}, expect: { title: A } }`)).toEqual([
      'test number 1 (arm B): title is not what is expected',
    ]);
    expect(found(`{ arm: A, ${given}, expect: { title: A, camp_id: 7 } }`)).toEqual([]);
    expect(found(`{ arm: C, ${given}, expect: {} }`)).toEqual(['test number 1: there is no variant "C"']);
  });

  it('is a case in JUnit, whether it passes or not', () => {
    const given = `given: { n: 2, items: ${items} }`;
    const expected = ["title: 'x', cards: 9", "title: 'you, 2'", "title: 'y'"];
    const lines = ['tests:', ...expected.map((one) => `  - { ${given}, expect: { ${one} } }`)];
    const { campaign } = readWith(lines);
    const found = findIn(lines);
    const campaigns = campaign === undefined ? [] : [campaign];
    const copyTests = listCopyTests(campaigns, found);
    expect(copyTests.map(({ name, findings }) => [name, findings.length])).toEqual([
      ['number 1', 2],
      ['number 2', 0],
      ['number 3', 1],
    ]);
    const junit = formatDiagnosticsJunit(found, { folder: '', files: ['a.campaign.yaml'], copyTests });
    expect(junit).toContain('tests="3" failures="2"');
    const names = [...junit.matchAll(/testcase .*? name="(.*?)"/g)].map(([, name]) => name);
    expect(names).toEqual(['test number 1', 'test number 2', 'test number 3']);
    expect(junit.match(/<failure/g)).toHaveLength(3);
    const broken = { severity: 'error', code: 'PP110', message: '', file: 'a.campaign.yaml' } as const;
    expect(listCopyTests(campaigns, [broken])).toEqual([]);
  });
});

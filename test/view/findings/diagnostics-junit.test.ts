import { describe, expect, test } from 'vitest';
import { errorAt, warningAt } from '../../../src/diagnostic.ts';
import { formatDiagnosticsJunit } from '../../../src/view/findings/diagnostics-junit.ts';
import { readXml } from '../../support/strict-xml.ts';

const found = [
  errorAt(
    { file: 'campaigns/b.campaign.yaml', line: 12, column: 9 },
    'PP110',
    'unknown column "prise"',
    'Did you mean "price"?\nColumns: price',
  ),
  warningAt({ file: 'campaigns/b.campaign.yaml', line: 14, column: 3 }, 'PP130', 'ttl of 10 s'),
  warningAt(undefined, 'PP316', 'no ledger to read'),
];
const frame = { folder: 'marketing', files: ['campaigns/b.campaign.yaml', 'campaigns/a.campaign.yaml'] };

test('a suite per file, a case per finding, a passing case for a file without findings', () => {
  expect(formatDiagnosticsJunit(found, frame)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="pushplan validate" tests="4" failures="1" errors="0" skipped="2">
      <testsuite name="marketing/campaigns/a.campaign.yaml" tests="1" failures="0" errors="0" skipped="0">
        <testcase classname="marketing/campaigns/a.campaign.yaml" name="no findings" file="marketing/campaigns/a.campaign.yaml"/>
      </testsuite>
      <testsuite name="marketing/campaigns/b.campaign.yaml" tests="2" failures="1" errors="0" skipped="1">
        <testcase classname="marketing/campaigns/b.campaign.yaml" name="12:9 PP110 unknown column" file="marketing/campaigns/b.campaign.yaml">
          <failure type="PP110" message="unknown column &#34;prise&#34;">marketing/campaigns/b.campaign.yaml:12:9
    unknown column &#34;prise&#34;
    Did you mean &#34;price&#34;?
    Columns: price</failure>
        </testcase>
        <testcase classname="marketing/campaigns/b.campaign.yaml" name="14:3 PP130 ttl under a minute or above four weeks" file="marketing/campaigns/b.campaign.yaml">
          <skipped message="ttl of 10 s">marketing/campaigns/b.campaign.yaml:14:3
    ttl of 10 s</skipped>
        </testcase>
      </testsuite>
      <testsuite name="workspace" tests="1" failures="0" errors="0" skipped="1">
        <testcase classname="workspace" name="PP316 no ledger to read" file="workspace">
          <skipped message="no ledger to read">workspace
    no ledger to read</skipped>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test('the counts are those of the cases', () => {
  const root = readXml(formatDiagnosticsJunit(found, frame));
  const cases = root.children.flatMap((suite) => suite.children);
  const having = (name: string): number =>
    cases.filter(({ children }) => children.some((child) => child.name === name)).length;
  expect(root.attributes).toMatchObject({
    tests: String(cases.length),
    failures: String(having('failure')),
    skipped: String(having('skipped')),
    errors: '0',
  });
  expect([cases.length, having('failure'), having('skipped')]).toEqual([4, 1, 2]);
  for (const suite of root.children) expect(suite.attributes['tests']).toBe(String(suite.children.length));
});

test('nothing was checked: a document without cases', () => {
  expect(readXml(formatDiagnosticsJunit([], { folder: '', files: [] })).attributes).toMatchObject({ tests: '0' });
});

describe('the checker of these tests is strict', () => {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  test.each([
    ['no declaration', '<a/>'],
    ['a bare ampersand', `${declaration}<a>&</a>`],
    ['an entity of HTML', `${declaration}<a>&nbsp;</a>`],
    ['a bare angle bracket', `${declaration}<a><</a>`],
    ['an open element', `${declaration}<a><b></a>`],
    ['two roots', `${declaration}<a/><b/>`],
    ['a repeated attribute', `${declaration}<a x="1" x="2"/>`],
    ['a quote in an attribute', `${declaration}<a x="1"2"/>`],
    ['the end of CDATA', `${declaration}<a>]]></a>`],
    ['a control character', `${declaration}<a>\u0007</a>`],
    ['half a character', `${declaration}<a>\uD800</a>`],
    ['a noncharacter', `${declaration}<a>\uFFFE</a>`],
  ])('%s', (_, document) => {
    expect(() => readXml(document)).toThrow();
  });
});

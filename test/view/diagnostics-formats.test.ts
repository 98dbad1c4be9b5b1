import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { errorAt, rules, warningAt } from '../../src/diagnostic.ts';
import { formatDiagnosticsGithub } from '../../src/view/findings/diagnostics-github.ts';
import { formatDiagnosticsJson } from '../../src/view/findings/diagnostics-json.ts';
import { formatDiagnosticsSarif } from '../../src/view/findings/diagnostics-sarif.ts';
import { formatDiagnosticsText } from '../../src/view/findings/diagnostics-text.ts';
import { linkingStyle, plainStyle } from '../../src/view/style.ts';
import { readWorkflowCommands } from '../support/github-runner.ts';

const found = [
  errorAt({ file: 'campaigns/a, b:c.campaign.yaml', line: 12, column: 9 }, 'PP110', '100% unknown', 'Did you mean x?'),
  warningAt(undefined, 'PP316', 'no ledger to read'),
];

test('text: a code is a link to its rule if the terminal supports links, and the address does not count as width', () => {
  const text = formatDiagnosticsText(found, { style: linkingStyle, columns: 60 });
  const link =
    '\u001B]8;;https://github.com/pushplan/pushplan/blob/main/.github/RULES.md#pp110\u001B\\PP110\u001B]8;;\u001B\\';
  expect(text).toContain(link);
  expect(stripVTControlCharacters(text)).toBe(formatDiagnosticsText(found, { style: plainStyle, columns: 60 }));
});

describe('json', () => {
  test('every key is there, with null if it has no value', () => {
    expect(JSON.parse(formatDiagnosticsJson(found))).toEqual({
      format_version: '1.0',
      diagnostics: [
        {
          severity: 'error',
          code: 'PP110',
          message: '100% unknown',
          file: 'campaigns/a, b:c.campaign.yaml',
          line: 12,
          column: 9,
          help: 'Did you mean x?',
        },
        {
          severity: 'warning',
          code: 'PP316',
          message: 'no ledger to read',
          file: null,
          line: null,
          column: null,
          help: null,
        },
      ],
    });
  });
});

describe('github', () => {
  test('the runner reads each finding as an annotation in its place', () => {
    expect(readWorkflowCommands(formatDiagnosticsGithub(found, 'marketing/push'))).toEqual([
      {
        name: 'error',
        properties: {
          file: 'marketing/push/campaigns/a, b:c.campaign.yaml',
          line: '12',
          col: '9',
          title: 'PP110 unknown column',
        },
        data: '100% unknown\nhelp: Did you mean x?',
      },
      { name: 'warning', properties: { title: 'PP316 no ledger to read' }, data: 'no ledger to read' },
    ]);
  });

  test('the exact line', () => {
    const [line] = formatDiagnosticsGithub(
      [errorAt({ file: 'x.yaml', line: 1, column: 2 }, 'PP102', 'unknown key "a"')],
      '',
    ).split('\n');
    expect(line).toBe('::error file=x.yaml,line=1,col=2,title=PP102 unknown key::unknown key "a"');
  });
});

describe('sarif', () => {
  const sarif = JSON.parse(formatDiagnosticsSarif(found, { version: '1.2.3', folder: 'marketing' }));
  const [run] = sarif.runs;

  test('is version 2.1.0 with one run of pushplan', () => {
    expect(sarif.version).toBe('2.1.0');
    expect(sarif.$schema).toMatch(/sarif-2\.1\.0\.json$/v);
    expect(sarif.runs).toHaveLength(1);
    expect(run.tool.driver).toMatchObject({ name: 'pushplan', version: '1.2.3' });
  });

  test('each result points to its rule, by id and by index', () => {
    expect(run.tool.driver.rules).toHaveLength(Object.keys(rules).length);
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(run.tool.driver.rules[run.results[0].ruleIndex]).toEqual({
      id: 'PP110',
      shortDescription: { text: 'unknown column' },
      helpUri: 'https://github.com/pushplan/pushplan/blob/main/.github/RULES.md#pp110',
    });
  });

  test('places are relative addresses from the root of the repository', () => {
    expect(run.results[0]).toMatchObject({
      level: 'error',
      message: { text: '100% unknown\nDid you mean x?' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'marketing/campaigns/a%2C%20b%3Ac.campaign.yaml' },
            region: { startLine: 12, startColumn: 9 },
          },
        },
      ],
    });
    expect(run.results[1]).toMatchObject({ level: 'warning', locations: [] });
  });
});

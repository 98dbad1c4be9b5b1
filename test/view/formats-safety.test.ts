// Checks text, annotations, SARIF, JUnit and JSON with the same attacks as the comment.
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { formatDiagnosticsGithub } from '../../src/view/findings/diagnostics-github.ts';
import { formatDiagnosticsJunit } from '../../src/view/findings/diagnostics-junit.ts';
import { formatDiagnosticsSarif } from '../../src/view/findings/diagnostics-sarif.ts';
import { formatPlanMarkdown } from '../../src/view/markdown/plan-markdown.ts';
import { formatPlanText } from '../../src/view/plan/plan-text.ts';
import { plainStyle } from '../../src/view/style.ts';
import { FakeTerminal } from '../support/fake-terminal.ts';
import { readWorkflowCommands } from '../support/github-runner.ts';
import { markdownAttacks } from '../support/markdown-attacks.ts';
import { logAttacks, naughtyStrings, terminalAttacks } from '../support/naughty-strings.ts';
import { makeReviewPlan, replaceTexts } from '../support/review-plan.ts';
import { readXml, type XmlElement } from '../support/strict-xml.ts';

const attacks = [...markdownAttacks, ...naughtyStrings, ...terminalAttacks, ...logAttacks].filter(
  (text) => text !== '',
);
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\p{Cs}]/v;
const step = 20;
const starts = Array.from({ length: Math.ceil(attacks.length / step) }, (_, index) => index * step);

function hides(output: string): boolean {
  const text = output.replaceAll('\n', '');
  return invisible.test(text) && invisible.test(text.replaceAll(/(?=\p{Emoji})\p{RGI_Emoji}/gv, ''));
}

describe('a plan as text', () => {
  const plan = makeReviewPlan();
  const pages = starts.map((start) => replaceTexts(plan, (place) => attacks[(start + place) % attacks.length] ?? ''));

  test('contains no command for the runner, wherever it is wrapped, and nothing invisible', () => {
    for (const columns of [40, 80]) {
      const faults = pages.flatMap((page, index) => {
        const text = formatPlanText(page, { style: plainStyle, columns }, []);
        const commands = readWorkflowCommands(text);
        return commands.length > 0 || hides(text) ? [{ index, commands }] : [];
      });
      expect(faults).toEqual([]);
    }
  });

  test('makes a terminal do nothing but show it, and so does the comment', async () => {
    const terminal = new FakeTerminal(80, 24);
    for (const page of pages) {
      const text = formatPlanText(page, { style: plainStyle, columns: 80 }, []);
      terminal.write(`${text}${formatPlanMarkdown(page)}the end\n`);
      expect((await terminal.screen()).at(-1)).toBe('the end');
    }
    expect(terminal.acts).toEqual([]);
  });
});

describe('findings', () => {
  const findings = attacks.map((text, index): Diagnostic => ({
    severity: index % 2 === 0 ? 'error' : 'warning',
    code: 'PP101',
    message: text,
    file: text,
    line: index + 1,
    column: 1,
    help: text,
  }));

  test('each is one annotation', () => {
    const output = formatDiagnosticsGithub(findings, '');
    expect(readWorkflowCommands(output).map(({ properties }) => properties['line'])).toEqual(
      findings.map(({ line }) => String(line)),
    );
    expect(hides(output)).toBe(false);
  });

  test('each is one result in SARIF, with its message', () => {
    const output = formatDiagnosticsSarif(findings, { version: '1.0.0', folder: '' });
    const { results } = JSON.parse(output).runs[0];
    expect(results.map(({ message }: { message: { text: string } }) => message.text)).toEqual(
      attacks.map((text) => `${text}\n${text}`),
    );
    expect([readWorkflowCommands(output), hides(output)]).toEqual([[], false]);
  });

  test('each is one case in JUnit, and the document has no other elements', () => {
    const output = formatDiagnosticsJunit(findings, { folder: '', files: [] });
    const root = readXml(output);
    const cases = root.children.flatMap((suite) => suite.children);
    expect(cases).toHaveLength(findings.length);
    const names = (element: XmlElement): string[] => [element.name, ...element.children.flatMap(names)];
    expect(new Set(names(root))).toEqual(new Set(['testsuites', 'testsuite', 'testcase', 'failure', 'skipped']));
    expect(cases.every(({ children }) => (children[0]?.attributes['message'] ?? '') !== '')).toBe(true);
    expect([readWorkflowCommands(output), hides(output)]).toEqual([[], false]);
  });
});

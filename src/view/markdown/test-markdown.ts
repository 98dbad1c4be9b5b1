// Formats tests on phones as part of the comment on a pull request: one table. It names testers as pushplan.yaml does, and no other person.
import type { CiTestDocument, Diagnostic } from '../../generated/ci-test.ts';
import { countOf, listFirst } from '../../numbers.ts';
import { shortenText } from '../shorten-text.ts';
import { fitPage, leaveOut, type Section } from './markdown-page.ts';
import { tableHead, tableRow } from './markdown-table.ts';
import { safeBold, safeCode, safeMarkdown } from './safe-markdown.ts';

/** Whether all campaigns were tested, or why some were left out: there are too many, or the command could not continue. */
type TestsEnd = 'all' | 'limit' | 'stopped';

/** The most bytes. A plan leaves this much room in the comment. */
export const longestTests = 8_000;

const longestWords = 300;
const shownDigits = 12;
const mostNames = 10;

export function formatTestsMarkdown(tested: CiTestDocument, end: TestsEnd): string {
  const { environment, tests, failed, commit } = tested;
  if (tests.length + failed.length === 0) {
    return `#### Tested: nothing\n\nNo campaign differs from the base${onCommit(commit)}.\n`;
  }
  const totals = tests.map(({ totals: one }) => one);
  const planned = totals.reduce((sum, one) => sum + one.planned, 0);
  const accepted = totals.reduce((sum, one) => sum + one.accepted, 0);
  const result = planned === 0 ? 'no test was sent' : `${accepted} of ${countOf(planned, 'test')} accepted`;
  const page = {
    top: `#### Tested on phones in ${safeCode(environment)}: ${result}`,
    sections: [rowsSection(tested), findingsSection(tested)],
    bottom: `The worst row of each campaign with stand-ins${onCommit(commit)}. Test sends do not count as sent.${nameUntested(tested, end)}`,
  };
  return fitPage(page, longestTests);
}

function nameUntested({ untested, tests, failed }: CiTestDocument, end: TestsEnd): string {
  if (untested.length === 0) return '';
  const tried = tests.length + failed.filter(({ campaign }) => campaign !== null).length;
  return ` Not tested${end === 'limit' ? `, since a test covers ${countOf(tried, 'campaign')} at most` : ''}: ${listFirst(untested, mostNames, safeCode)}.`;
}

/** Formats the findings that are shown if there is no table. */
export function formatUntestedMarkdown(diagnostics: readonly Diagnostic[]): string {
  const page = {
    top: '#### Tested: nothing',
    sections: [sectionOf(diagnostics.map((finding) => ({ finding })))],
    bottom: 'No test was sent.',
  };
  return fitPage(page, longestTests);
}

function onCommit(commit: string | null): string {
  return commit === null ? '' : `, as of commit ${safeCode(commit.slice(0, shownDigits))}`;
}

function rowsSection({ tests, failed }: CiTestDocument): Section {
  const sent = tests.flatMap(({ campaign, row, request, recipients }) =>
    recipients.map(({ name, outcome, reason }) => {
      const what = safeMarkdown(outcome.replace('_', ' ') + (reason === null ? '' : `: ${reason}`));
      const shown = outcome === 'accepted' ? what : `**${what}**`;
      return tableRow([safeCode(campaign), String(row), safeMarkdown(name), safeCode(request), shown]);
    }),
  );
  const notSent = failed.map(({ campaign, file }) =>
    tableRow([safeCode(campaign ?? file), '', '', '', '**not sent**']),
  );
  const head = tableHead([
    { name: 'campaign', align: 'left' },
    { name: 'row', align: 'right' },
    { name: 'tester', align: 'left' },
    { name: 'request', align: 'left' },
    { name: 'outcome', align: 'left' },
  ]);
  return {
    head: `${head}\n`,
    parts: [...sent, ...notSent].map((line) => () => line),
    separator: '\n',
    tail: '',
    leftOut: leaveOut('test', 'tests', 'pushplan ci test --json'),
    rank: 1,
    share: 0.7,
  };
}

interface TestFinding {
  readonly campaign?: string | null;
  readonly finding: Diagnostic;
}

function findingsSection({ tests, failed, diagnostics: shared }: CiTestDocument): Section {
  const own = [...failed, ...tests].flatMap(({ campaign, diagnostics }) =>
    diagnostics.map((finding) => ({ campaign, finding })),
  );
  return sectionOf([...own, ...shared.map((finding) => ({ finding }))]);
}

function sectionOf(findings: readonly TestFinding[]): Section {
  // Errors come first. The same finding of several campaigns is shown once.
  const sorted = findings.toSorted((one, other) => rankOf(one) - rankOf(other));
  const lines = new Set(sorted.map(formatFinding));
  return {
    head: '',
    parts: [...lines].map((line) => () => line),
    separator: '\n',
    tail: '',
    leftOut: leaveOut('finding', 'findings', 'pushplan ci test --json'),
    rank: 2,
    share: 0.3,
  };
}

function rankOf({ finding: { severity } }: TestFinding): number {
  return severity === 'error' ? 0 : 1;
}

function formatFinding({ campaign, finding: { code, severity, message, file, line, help } }: TestFinding): string {
  const words = shortenText(message, longestWords);
  const place = file === null ? (campaign ?? undefined) : line === null ? file : `${file}:${line}`;
  const facts = [...(place === undefined ? [] : [safeCode(place)]), `${severity} ${code}`].join(', ');
  const advice = help === null ? '' : `. ${safeMarkdown(shortenText(help, longestWords).replaceAll('\n', ' '))}`;
  return `- ${severity === 'error' ? safeBold(words) : safeMarkdown(words)} (${facts})${advice}`;
}

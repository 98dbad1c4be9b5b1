// The summary of a run for a merged pull request: the codes of what was rejected, and never more than there is room for.
import { expect, test } from 'vitest';
import type { Run } from '../../../src/generated/run.ts';
import { formatSummary, longestReport } from '../../../src/view/markdown/summary-markdown.ts';

const none = { planned: 0, accepted: 0, refused: 0, rejected: 0, in_doubt: 0, not_sent: 0 };

function aRun(parts: Partial<Run>): Run {
  return {
    format_version: '1.0',
    run: 'run_aaaaaaaaaaaa',
    state: 'finished',
    environment: 'production',
    seal: null,
    started_at: '2026-03-01T09:00:00.000Z',
    ended_at: '2026-03-01T09:05:00.000Z',
    totals: none,
    refused: {},
    rejected: {},
    maybe_twice: 0,
    requests: 1,
    retries: 0,
    campaigns: [],
    why: null,
    diagnostics: [],
    ...parts,
  };
}

function summaryOf(parts: Partial<Run>): string {
  return formatSummary({ kind: 'run', run: aRun(parts) }, '').markdown;
}

function countsOf(name: string): Readonly<Record<string, number>> {
  return Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${name}${index}`, 1_000 - index]));
}

test('names the only code of what was rejected; the only reason of refusals is named above', () => {
  const totals = { ...none, planned: 9, accepted: 2, refused: 3, rejected: 4 };
  const shown = summaryOf({ totals, refused: { OptOut: 3 }, rejected: { invalid_ttl: 4 } });
  expect(shown.match(/OptOut/gv)).toHaveLength(1);
  expect(shown).toContain('\n\nRejected: invalid\\_ttl 4.\n');
});

test('is at most as long as allowed, whatever it contains', () => {
  const campaign = { totals: { ...none, planned: 1, rejected: 1 }, refused: {}, rejected: {} };
  const campaigns = Array.from({ length: 300 }, (_, index) => ({ ...campaign, id: `${'long-'.repeat(18)}${index}` }));
  const shown = summaryOf({
    totals: { ...none, planned: 300, rejected: 300 },
    campaigns,
    refused: countsOf('Reason'),
    rejected: countsOf('code'),
  });
  expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(longestReport);
  expect(shown).toMatch(/_Left out here, for length: \d+ campaigns\. `pushplan report RUN` shows all\._/v);
  expect(shown).toMatch(/Rejected: code0 1,000, .* and 490 more\.\n$/v);

  const findings = Array.from({ length: 300 }, (_, index) => {
    const place = { file: 'x.campaign.yaml', line: index + 1, column: 1 };
    return { severity: 'error', code: 'PP102', message: `unknown key ${index}`, ...place, help: null } as const;
  });
  const unsent = formatSummary({ kind: 'findings', diagnostics: findings }, '').markdown;
  expect(Buffer.byteLength(unsent)).toBeLessThanOrEqual(longestReport);
  expect(unsent).toMatch(/^\*\*Not sent\.\*\* unknown key 0 /v);
  expect(unsent).toMatch(/_Left out here, for length: \d+ errors\. `pushplan plan` shows all\._\n$/v);
});

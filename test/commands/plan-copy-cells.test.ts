// The copy audit finds bad cell values in texts and links, and plan shows the findings in each format and at each level.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditFinding } from '../../src/generated/plan.ts';
import { pushplan, type CliResult } from '../support/cli.ts';
import { allOff } from '../support/copy-policy.ts';
import { readPlan } from '../support/documents.ts';
import { campaignText, makeWorkspace, sandboxOnly, type TestWorkspace } from '../support/workspace.ts';

const link = 'https://shop.example.com/?q={{q}}';
const campaign = `${campaignText()}  android: { deep_link: { ins_dl_internal: "${link}" } }
  ios: { deep_link: { ins_dl_internal: "${link}" } }
`;
const rows = [
  'email,name,q',
  'a@example.com,Ana,shoes',
  'b@example.com,*|FNAME|*,shoes',
  'c@example.com,JosÃ©,shoes',
  'd@example.com,Ana,shoes',
  'e@example.com,NULL,shoes',
  'f@example.com,"Ana\tMaria",shoes',
  'g@example.com,Ana,Tom&Jerry',
  'h@example.com,#N/A,a&b',
  '',
];

const onLink = (platform: string): string => `${platform}.deep_link.ins_dl_internal`;
/** For each check: its code, surface, count and worst row, and its wording in text and Markdown. */
const expected: readonly (readonly [AuditFinding['check'], string, string, number, number, string])[] = [
  ['placeholder', 'PP240', 'title', 1, 2, 'tag of another tool'],
  ['encoding', 'PP241', 'title', 1, 3, 'wrong encoding'],
  ['empty_word', 'PP242', 'title', 2, 5, 'word for an empty cell'],
  ['control', 'PP243', 'title', 1, 6, 'invisible characters'],
  ['unencoded', 'PP244', onLink('android'), 2, 7, 'value not encoded in an address'],
  ['unencoded', 'PP244', onLink('ios'), 2, 7, 'value not encoded in an address'],
];
const share = (count: number): string => `${count} of 8 (${count === 1 ? '13%' : '25%'})`;

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await makeWorkspace({ 'hello.campaign.yaml': campaign, 'people.csv': rows.join('\n') });
});
afterAll(() => workspace[Symbol.asyncDispose]());

async function plan(level: string, ...argv: readonly string[]): Promise<CliResult> {
  const levels = { ...allOff, ...Object.fromEntries(expected.map(([check]) => [check, level])) };
  await workspace.write('pushplan.yaml', `${sandboxOnly}policy: { copy: ${JSON.stringify(levels)} }\n`);
  return pushplan(['plan', ...argv], { cwd: workspace.root });
}

/** Undoes the wrapping of lines. */
const unwrap = (text: string): string => text.replaceAll(/\s+/gv, ' ');

describe.each([
  ['info', 0],
  ['warn', 0],
  ['error', 4],
] as const)('at the level %s', (level, exitCode) => {
  test('JSON has each check with its count and a row', async () => {
    const result = await plan(level, '--json');
    expect(result.exitCode).toBe(exitCode);
    const [planned] = readPlan(result).campaigns;
    expect(planned?.counts.send).toBe(8);
    expect(planned?.audit.map((one) => [one.check, one.surface, one.level, one.count, one.of, one.worst_row])).toEqual(
      expected.map(([check, , surface, count, row]) => [check, surface, level, count, 8, row]),
    );
    const severity = level === 'error' ? 'error' : 'warning';
    expect(planned?.diagnostics.map((one) => [one.severity, one.code, one.file])).toEqual(
      level === 'info' ? [] : expected.map(([, code]) => [severity, code, 'hello.campaign.yaml']),
    );
    expect(planned?.samples[0]?.notification['title']).not.toMatch(/FNAME|NULL|Ana/v);
    expect(result.stdout).not.toMatch(/@example\.com|Tom&Jerry/v);
  });

  test('text has each check with its count and a row', async () => {
    const result = await plan(level);
    expect(result.exitCode).toBe(exitCode);
    const text = unwrap(result.stdout);
    if (level === 'info') {
      for (const [, , surface, count, row, words] of expected.slice(0, 4)) {
        expect(text).toContain(`copy ${words}, ${surface}: ${share(count)}, worst in row ${row}`);
      }
      expect(text).toContain('and 2 more findings of the copy audit: see --format markdown');
    } else {
      for (const [, code, surface, count, row] of expected) {
        const place = `${level === 'warn' ? 'warning' : 'error'} ${code} hello\\.campaign\\.yaml:\\d+:\\d+`;
        const facts = `for ${count} of 8 \\([\\d.]+%\\), worst in row ${row}:`;
        expect(text).toMatch(new RegExp(`${place} [^:]*${surface} [^:]*${facts}`, 'v'));
      }
    }
    expect(text.includes('Blocked by 6 errors: apply sends nothing of this plan.')).toBe(level === 'error');
  });

  test('Markdown has each check with its count and a row', async () => {
    const result = await plan(level, '--format', 'markdown');
    expect(result.exitCode).toBe(exitCode);
    const words = { info: 'info', warn: 'warning', error: '**error**' }[level];
    for (const [, , surface, count, row, what] of expected) {
      const cells = [
        `${what}, ${surface.replaceAll('_', String.raw`\_`)}`,
        words,
        count,
        count === 1 ? '13%' : '25%',
        row,
      ];
      expect(result.stdout).toContain(`| ${cells.join(' | ')} |`);
    }
    expect(result.stdout.startsWith('### Blocked: merging sends nothing until **6 errors** are fixed.')).toBe(
      level === 'error',
    );
  });
});

test.each([['--json'], ['--format', 'text'], ['--format', 'markdown']])(
  'off: %s %s shows no findings',
  async (...argv) => {
    const result = await plan('off', ...argv);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).not.toMatch(
      /PP24|tag of another|nobody sees|empty cell|wrong encoding|not encoded|Copy audit/v,
    );
    expect(result.stdout).toContain('8');
  },
);

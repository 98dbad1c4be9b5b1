// The total of a plan, which is the first thing and the last that its text says.
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Plan } from '../../../src/generated/plan.ts';
import { formatPlanText } from '../../../src/view/plan/plan-text.ts';
import { colourStyle, plainStyle } from '../../../src/view/style.ts';
import { makePlan } from '../../support/sample-documents.ts';

const { campaigns, totals } = makePlan();
const [wishlist, order] = campaigns;
if (wishlist === undefined || order === undefined) throw new Error('the sample has two campaigns');
const nothing = { ...order, counts: { ...order.counts, resend: 0, settled: 530 }, requests: 0, eta_seconds: 0 };

function secondLine(change: Partial<Plan>): string | undefined {
  return formatPlanText(makePlan(change), { style: plainStyle, columns: 120 }, []).split('\n')[1];
}

test.each<[string, Partial<Plan>]>([
  ['41,548 notifications to send in 2 campaigns, 318 of them again: 2,078 requests, about 2 min 5 s at the limit.', {}],
  [
    '1 notification to send in 1 of 2 campaigns: 1 request, about 1 s at the limit.',
    { campaigns: [wishlist, nothing], totals: { ...totals, send: 1, resend: 0, requests: 1, eta_seconds: 1 } },
  ],
  [
    'Nothing to send.',
    { campaigns: [nothing], totals: { ...totals, send: 0, resend: 0, requests: 0, eta_seconds: 0 } },
  ],
])('%s', (line, change) => {
  expect(secondLine(change)).toBe(line);
});

test('without a ledger the total is "at most"', () => {
  const text = formatPlanText(makePlan({ history: 'none' }), { style: plainStyle, columns: 120 }, []);
  expect(text.split('\n')[2]).toMatch(/^At most 41,548 notifications to send /v);
});

test('a blocked plan says so there and at the end', () => {
  const error = { severity: 'error', code: 'PP301', message: 'too many', file: '', line: null, column: null, help: '' };
  const diagnostics: Plan['diagnostics'] = [{ ...error, severity: 'error' }];
  const lines = formatPlanText(makePlan({ diagnostics }), { style: plainStyle, columns: 120 }, []).split('\n');
  const line = 'Blocked by 1 error: apply sends nothing of this plan.';
  expect([lines[2], lines.at(-2)]).toEqual([line, line]);
});

test.each([120, 40])('colours are on the counts, and change nothing else, at %i columns', (columns) => {
  const coloured = formatPlanText(makePlan(), { style: colourStyle, columns }, []);
  expect(stripVTControlCharacters(coloured)).toBe(formatPlanText(makePlan(), { style: plainStyle, columns }, []));
  const { bold, green, yellow, dim } = colourStyle;
  for (const part of [
    bold(green('41,548')),
    green('  + 41,230'),
    dim('  =  1,904'),
    yellow('  ?      3'),
    yellow('  -     72'),
    green('  ~ 318'),
    `${bold('Plan:')} ${green('41,230')} to send,`,
    `${green('318')} to resend`,
    `${yellow('3')} in doubt`,
  ]) {
    expect(coloured).toContain(part);
  }
  expect(
    formatPlanText(makePlan({ totals: { ...totals, in_doubt: 0 } }), { style: colourStyle, columns }, []),
  ).toContain(`${dim('0')} in doubt`);
});

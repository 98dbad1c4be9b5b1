// Printed pages: nothing is cut off at the edge, letters are dark, and phones keep their background.
import { beforeAll, expect, test } from 'vitest';
import { formatPlanHtml } from '../../src/view/pages/plan-html.ts';
import { formatReportHtml } from '../../src/view/pages/report-html.ts';
import { reportOf } from '../support/a-report.ts';
import { measureOverflow, openBrowser, type TestBrowser } from '../support/open-browser.ts';
import { makeReviewPlan } from '../support/review-plan.ts';

let browser: TestBrowser;

beforeAll(async () => {
  browser = await openBrowser();
  return () => browser[Symbol.asyncDispose]();
});

/** The width of A4 without its margins, in pixels. */
const paper = 720;

async function print(html: string): Promise<void> {
  await browser.visit('about:blank', { width: paper, isDark: true });
  await browser.page.emulateMedia({ media: 'print' });
  await browser.page.setContent(html);
}

const plan = makeReviewPlan();
const longLine = { sign: '+' as const, text: `WHERE city IN ('${'a city with a long name, '.repeat(20)}')` };
const withLongQuery = plan.campaigns.map((one) =>
  one.lock === undefined ? one : { ...one, lock: { ...one.lock, query_diff: [longLine] } },
);

test.each([
  ['plan', formatPlanHtml({ ...plan, campaigns: withLongQuery })],
  ['report', formatReportHtml(reportOf('a-campaign-with-a-long-name-that-goes-on'))],
])('%s: what is scrolled sideways on a screen fits on paper', async (_name, html) => {
  await print(html);
  expect(await measureOverflow(browser.page)).toBe(0);
  const cut = await browser.page.evaluate(
    '[...document.querySelectorAll(".scroll")].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.ariaLabel)',
  );
  expect(cut).toEqual([]);
});

test('letters are dark on white paper, even if dark colours are chosen', async () => {
  const { page } = browser;
  await print(formatPlanHtml(plan));
  await page.evaluate('document.querySelector("#tone-dark").checked = true');
  const styleOf = (element: string, name: string): Promise<string> =>
    page.evaluate(`getComputedStyle(document.querySelector('${element}')).getPropertyValue('${name}')`);
  expect(await styleOf('body', 'color')).toBe('rgb(31, 35, 40)');
  expect(await styleOf('.tools', 'display')).toBe('none');
  expect(await styleOf('.wall', 'print-color-adjust')).toBe('exact');
});

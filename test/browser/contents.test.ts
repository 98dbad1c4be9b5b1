// The way around a page of several campaigns: a link leads to a campaign, below what stays at the top of the window, and back.
import { beforeAll, expect, test } from 'vitest';
import { formatPlanHtml } from '../../src/view/pages/plan-html.ts';
import { openBrowser, type TestBrowser } from '../support/open-browser.ts';
import { makeReviewPlan } from '../support/review-plan.ts';

let browser: TestBrowser;

beforeAll(async () => {
  browser = await openBrowser();
  return () => browser[Symbol.asyncDispose]();
});

test.each([1200, 700, 360])('the name of a campaign is in sight after its link, %i pixels wide', async (width) => {
  const { page } = browser;
  await browser.visit('about:blank', { width });
  await page.setContent(formatPlanHtml(makeReviewPlan()));
  await page.getByRole('navigation', { name: 'campaigns' }).getByRole('link', { name: 'order-update' }).click();
  const [name, tools, height] = (await page.evaluate(`[
    document.querySelector('#campaign-order-update h2').getBoundingClientRect().top,
    document.querySelector('.tools').getBoundingClientRect().bottom,
    innerHeight,
  ]`)) as [number, number, number];
  expect(name).toBeGreaterThanOrEqual(Math.max(0, tools));
  expect(name).toBeLessThan(height);

  await page.locator('#campaign-order-update').getByRole('link', { name: 'all campaigns' }).click();
  const table: unknown = await page.evaluate("document.querySelector('#campaigns').getBoundingClientRect().top");
  expect(table).toBeGreaterThanOrEqual(0);
  expect(table).toBeLessThan(height);
});

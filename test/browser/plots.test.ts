// The plot of a report in a real browser: as in the approved picture, and at any width and text size.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { formatReportHtml } from '../../src/view/pages/report-html.ts';
import type { RunReport } from '../../src/view/run-report.ts';
import { reportOf } from '../support/a-report.ts';
import { comparePicture } from '../support/compare-picture.ts';
import { openBrowser } from '../support/open-browser.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** A report of an hour in which the API was slow for a while. */
function longReport(): RunReport {
  const report = reportOf();
  const perSlice = Array.from({ length: 57 }, (_, index) => {
    const isSlow = index > 20 && index < 35;
    return { requests: isSlow ? 90 : 630, failed: isSlow ? 40 : index % 9, mostInMinute: isSlow ? 100 : 596 };
  });
  return { ...report, requestsPerMinute: 600, log: { ...report.log, slice: 64_000, perSlice } };
}

test('the plot of a report is as wide as its page at any text size, and no words of an axis overlap', async () => {
  await using browser = await openBrowser();
  await using folder = await makeWorkspace({ 'report.html': formatReportHtml(longReport()) });
  const { page } = browser;
  await browser.visit(pathToFileURL(join(folder.root, 'report.html')).href);
  const figure = page.getByRole('img', { name: /^Requests a minute from .* of a limit of 600/v });
  comparePicture('plot-light', await figure.screenshot());
  await page.emulateMedia({ colorScheme: 'dark' });
  comparePicture('plot-dark', await figure.screenshot());
  for (const size of ['100%', '200%']) {
    await page.evaluate(`document.documentElement.style.fontSize = "${size}"`);
    for (const width of [320, 800, 1200]) {
      await page.setViewportSize({ width, height: 900 });
      const { times, inner, outer } = (await page.evaluate(`(() => {
        const boxes = [...document.querySelectorAll('.chart .times text')].map((text) => text.getBoundingClientRect());
        const field = document.querySelector('.field').getBoundingClientRect();
        return {
          times: boxes.filter((box) => box.width > 0).map((box) => [box.left, box.right]),
          inner: [field.left, field.right],
          outer: document.documentElement.clientWidth,
        };
      })()`)) as { times: [number, number][]; inner: [number, number]; outer: number };
      const gaps = times.slice(1).map(([left], index) => left - (times[index]?.[1] ?? 0));
      expect({ size, width, times: times.length > 0, gaps: gaps.filter((gap) => gap < 2) }).toEqual({
        size,
        width,
        times: true,
        gaps: [],
      });
      expect(inner[1]).toBeLessThanOrEqual(outer);
      expect(inner[1] - inner[0]).toBeGreaterThan(width / 4);
    }
  }
});

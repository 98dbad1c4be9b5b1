// Pages in a real browser: what preview, plan and report write, for eyes, for a keyboard and for a screen reader.
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRun } from '../support/documents.ts';
import { pushplan } from '../support/cli.ts';
import { comparePicture, shareOfDifference } from '../support/compare-picture.ts';
import { listen } from '../support/listen.ts';
import {
  findBarriers,
  measureOverflow,
  openBrowser,
  type Look,
  type SeenPage,
  type TestBrowser,
} from '../support/open-browser.ts';
import { makeSendingWorkspace } from '../support/sending-workspace.ts';
import { shownFiles } from '../support/shown-campaigns.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const stack = new AsyncDisposableStack();
let browser: TestBrowser;
let open: (page: 'preview' | 'plan' | 'report', look?: Look) => Promise<SeenPage>;

beforeAll(async () => {
  browser = stack.use(await openBrowser());
  const workspace = stack.use(await makeSendingWorkspace(shownFiles));
  const pages = { preview: await workspace.run('preview'), plan: await workspace.run('plan', '--format', 'html') };
  // One request is lost on its way back, and nobody knows what became of it.
  workspace.sandbox.fault({ kind: '503', requests: [1] });
  const { run } = readRun(await workspace.run('apply', '--yes', '--json'));
  const written = { ...pages, report: await workspace.run('report', run) };
  for (const [name, { stdout }] of Object.entries(written))
    await writeFile(join(workspace.root, `${name}.html`), stdout);
  open = (page, look) => browser.open(pathToFileURL(join(workspace.root, `${page}.html`)).href, look);
});

afterAll(() => stack.disposeAsync());

const openDetails = 'for (const details of document.querySelectorAll("details")) details.open = true';

test.each([
  ['preview', { isDark: true }],
  ['plan', {}],
  ['report', {}],
] as const)(
  '%s, %o: no barrier that axe knows, nothing to scroll sideways, and nothing is loaded',
  async (name, look) => {
    await using seen = await open(name, look);
    const { page, requests, complaints } = seen;
    await page.evaluate(openDetails);
    if (name === 'preview') await page.check('#type-large');
    expect(await findBarriers(page)).toEqual([]);
    for (const width of [320, 800]) {
      await page.setViewportSize({ width, height: 900 });
      expect({ width, overflow: await measureOverflow(page) }).toEqual({ width, overflow: 0 });
    }
    expect(requests).toEqual([page.url()]);
    expect(complaints).toEqual([]);
  },
);

test('colours, size and phones are chosen with the keyboard alone, and cards swiped', async () => {
  await using seen = await open('preview');
  const { page } = seen;
  const styleOf = (element: string, name: string): Promise<string> =>
    page.evaluate(`getComputedStyle(document.querySelector('${element}')).getPropertyValue('${name}')`);
  expect(await styleOf('body', 'background-color')).toBe('rgb(255, 255, 255)');
  for (const key of ['Tab', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  expect(await styleOf('body', 'background-color')).toBe('rgb(13, 17, 23)');
  expect(await styleOf('.ios .push', 'background-color')).toBe('rgb(43, 43, 48)');
  expect(await styleOf('.push .title', 'font-size')).toBe('15px');
  for (const key of ['Tab', 'ArrowRight']) await page.keyboard.press(key);
  expect(await styleOf('.push .title', 'font-size')).toBe('23px');
  for (const key of ['Tab', 'ArrowRight']) await page.keyboard.press(key);
  expect([await styleOf('figure.ios', 'display'), await styleOf('figure.android', 'display')]).toEqual([
    'block',
    'none',
  ]);
  await page.focus('.ios .cards');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.evaluate('document.querySelector(".ios .cards").scrollLeft > 20')).toBe(true);
});

test('what a screen reader is told: headings in order, each phone by name, cards as a group', async () => {
  await using seen = await open('preview');
  const tree = await seen.page.locator('main').ariaSnapshot();
  expect(tree).toMatch(/heading "How it will look" \[level=1\][^]*heading "shown" \[level=2\][^]*\[level=3\]/v);
  expect(tree).toContain('figure "iPhone, lock screen"');
  expect(tree).toContain('group "4 cards, side by side"');
  expect(tree).toContain('group "Colours"');
  expect(tree).not.toContain('9:41');
});

test('right to left: the text begins at the right of its line, and what stands around it does not turn', async () => {
  await using seen = await open('preview');
  const edges = (await seen.page.evaluate(`(() => {
    const title = [...document.querySelectorAll('.ios .push.open .title')].find((one) => one.textContent.startsWith('تخ'));
    const range = document.createRange();
    range.selectNodeContents(title);
    const icon = title.closest('.push').querySelector('.icon').getBoundingClientRect();
    return [title.getBoundingClientRect().right - range.getBoundingClientRect().right, icon.left < title.getBoundingClientRect().left];
  })()`)) as [number, boolean];
  expect(edges[0]).toBeLessThan(2);
  expect(edges[1]).toBe(true);
});

test('whatever got into the page could neither load nor run nor send anything', async () => {
  let reached = 0;
  await using server = await listen(
    createServer((_, response) => {
      reached += 1;
      response.end();
    }),
  );
  await using seen = await open('preview');
  const { page, complaints } = seen;
  await page.evaluate(`(() => {
    const at = 'http://127.0.0.1:${server.port}/';
    for (const html of ['<img src="AT">', '<iframe src="AT"></iframe>', '<link rel="stylesheet" href="AT">', '<svg><image href="AT"/></svg>',
      '<p style="background: url(AT)">x</p>'])
      document.body.insertAdjacentHTML('beforeend', html.replace('AT', at));
    const script = document.createElement('script');
    script.textContent = 'document.title = "ran"';
    document.body.append(script);
    return fetch(at).catch(() => undefined);
  })()`);
  await expect.poll(() => complaints.length).toBeGreaterThanOrEqual(7);
  expect(complaints.filter((text) => !/Content Security Policy|Fetch API/v.test(text))).toEqual([]);
  expect([reached, await page.title()]).toEqual([0, 'How it will look']);
});

test('a kept PNG is what a browser shows of the kept SVG, right to left and with an emoji too', async () => {
  await using world = await makeWorkspace({
    'hello.campaign.yaml': campaignText({
      title: 'خصم كبير 50% على Web Shop 🎉',
      message: 'Save up to 40% until midnight',
    }),
    'people.csv': people(1),
  });
  const name = (format: string): string => join(world.root, format, `hello.longest-title.${format}`);
  for (const format of ['svg', 'png']) {
    await pushplan(['render', '--write', format, `--pictures=${format}`], { cwd: world.root });
  }
  const png = await readFile(name('png'));
  await using seen = await browser.open(pathToFileURL(name('svg')).href, {
    width: 840,
    height: PNG.sync.read(png).height,
  });
  expect(shareOfDifference(await seen.page.screenshot(), png)).toBeLessThan(0.02);
});

test.each([
  ['light', 0, {}],
  ['dark-large', 2, { isDark: true, width: 800 }],
] as const)('phones in %s look as they did when somebody looked at them', async (name, index, look) => {
  await using seen = await open('preview', look);
  if (name === 'dark-large') await seen.page.check('#type-large');
  comparePicture(`phones-${name}`, await seen.page.locator('.phones').nth(index).screenshot());
});

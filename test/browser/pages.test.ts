// Pages in a real browser, for eyes, keyboards and screen readers: preview, plan, report, kept pictures and live pages.
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { pushplan } from '../support/cli.ts';
import { comparePicture, shareOfDifference } from '../support/compare-picture.ts';
import { readRun } from '../support/documents.ts';
import { listen } from '../support/listen.ts';
import { findBarriers, measureOverflow, openBrowser, type TestBrowser } from '../support/open-browser.ts';
import { aBody, aNotification, noLatency, post } from '../support/sandbox-requests.ts';
import { makeSendingWorkspace, type SendingWorkspace } from '../support/sending-workspace.ts';
import { shownFiles } from '../support/shown-campaigns.ts';
import { startWatching } from '../support/watching.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

const stack = new AsyncDisposableStack();
let browser: TestBrowser;
let workspace: SendingWorkspace;

beforeAll(async () => {
  browser = stack.use(await openBrowser());
  workspace = stack.use(await makeSendingWorkspace(shownFiles));
});

afterAll(() => stack.disposeAsync());

/** The address of a file of the workspace, which is written first if there is `content`. */
async function addressOf(name: string, content?: string): Promise<string> {
  const path = join(workspace.root, name);
  if (content !== undefined) await writeFile(path, content);
  return pathToFileURL(path).href;
}

async function expectNoScrollingSideways(): Promise<void> {
  for (const width of [320, 800]) {
    await browser.page.setViewportSize({ width, height: 900 });
    expect({ width, overflow: await measureOverflow(browser.page) }).toEqual({ width, overflow: 0 });
  }
}

const openDetails = 'for (const details of document.querySelectorAll("details")) details.open = true';

// The tests share one page, which each leaves to the next.
describe('preview', () => {
  beforeAll(async () => {
    await browser.visit(await addressOf('preview.html', (await workspace.run('preview')).stdout));
  });

  test('phones look as in the approved pictures', async () => {
    comparePicture('phones-light', await browser.page.locator('.phones').first().screenshot());
  });

  test('a screen reader gets headings in order, each phone by name, and cards as a group', async () => {
    const tree = await browser.page.locator('main').ariaSnapshot();
    expect(tree).toMatch(/heading "How it will look" \[level=1\][^]*heading "shown" \[level=2\][^]*\[level=3\]/v);
    expect(tree).toContain('figure "iPhone, lock screen"');
    expect(tree).toContain('group "4 cards, side by side"');
    expect(tree).toContain('group "Colours"');
    expect(tree).not.toContain('9:41');
  });

  test('right to left: the text begins at the right of its line, and nothing around it is mirrored', async () => {
    const edges = (await browser.page.evaluate(`(() => {
      const title = [...document.querySelectorAll('.ios .push.open .title')].find((one) => one.textContent.startsWith('تخ'));
      const range = document.createRange();
      range.selectNodeContents(title);
      const icon = title.closest('.push').querySelector('.icon').getBoundingClientRect();
      const box = title.getBoundingClientRect();
      return [box.right - range.getBoundingClientRect().right, icon.left < box.left];
    })()`)) as [number, boolean];
    expect(edges[0]).toBeLessThan(2);
    expect(edges[1]).toBe(true);
  });

  test('dark and large, narrow and wide: axe finds no barrier, nothing scrolls sideways, nothing is loaded', async () => {
    const { page, requests, complaints } = browser;
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.check('#type-large');
    await page.setViewportSize({ width: 800, height: 900 });
    comparePicture('phones-dark-large', await page.locator('.phones').first().screenshot());
    await page.evaluate(openDetails);
    expect(await findBarriers(page)).toEqual([]);
    await expectNoScrollingSideways();
    expect(requests).toEqual([page.url()]);
    expect(complaints).toEqual([]);
  });

  test('colours, size and phones can be chosen with the keyboard alone, and cards can be swiped', async () => {
    const { page } = browser;
    await page.emulateMedia({ colorScheme: 'light' });
    await page.evaluate('document.querySelector("form").reset()');
    await page.evaluate('document.activeElement.blur()');
    const styleOf = (element: string, name: string): Promise<string> =>
      page.evaluate(`getComputedStyle(document.querySelector('${element}')).getPropertyValue('${name}')`);
    expect(await styleOf('body', 'background-color')).toBe('rgb(255, 255, 255)');
    await page.focus('#tone-system');
    for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
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

  test('whatever gets into the page can neither load nor run nor send anything', async () => {
    let reached = 0;
    await using server = await listen(
      createServer((_, response) => {
        reached += 1;
        response.end();
      }),
    );
    const { page, complaints } = browser;
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
});

test.each([
  ['plan', ['plan', '--format', 'html']],
  ['report', []],
] as const)('%s: axe finds no barrier, nothing scrolls sideways, and nothing is loaded', async (name, argv) => {
  const { page, requests, complaints } = browser;
  const made = name === 'plan' ? await workspace.run(...argv) : await workspace.run('report', await sendBadly());
  await browser.visit(await addressOf(`${name}.html`, made.stdout));
  await page.evaluate(openDetails);
  await expectNoScrollingSideways();
  // Phones are checked with the preview.
  expect(await findBarriers(page, ['.phones'])).toEqual([]);
  // Text that is twice as large in the settings of the browser.
  await page.evaluate('document.documentElement.style.fontSize = "200%"');
  expect(await page.evaluate('getComputedStyle(document.querySelector("p")).fontSize')).toBe('32px');
  await expectNoScrollingSideways();
  expect(requests).toEqual([page.url()]);
  expect(complaints).toEqual([]);
});

/** Sends a run whose first request is answered with 503, which leaves it in doubt. Returns the id of the run. */
async function sendBadly(): Promise<string> {
  workspace.sandbox.fault({ kind: '503', requests: [1] });
  return readRun(await workspace.run('apply', '--yes', '--json')).run;
}

test('a kept PNG is what a browser shows for the kept SVG, right to left and with an emoji too', async () => {
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
  await browser.visit(pathToFileURL(name('svg')).href, { width: 840 });
  expect(
    shareOfDifference(
      await browser.page.screenshot({ clip: { x: 0, y: 0, width: 840, height: PNG.sync.read(png).height } }),
      png,
    ),
  ).toBeLessThan(0.02);
});

const users = [
  { email: 'ada@example.com', devices: [{ platform: 'ios' as const }] },
  { email: 'ben@example.com', opted_out: true },
];
const nasty = '<img src=x onerror=alert(1)>';

function textOf(selector: string): Promise<string> {
  return browser.page.locator(selector).innerText();
}

async function sendTwo(sandbox: Sandbox): Promise<number> {
  const cards = [1, 2, 3].map((id) => ({
    id,
    headline: `Card ${id} ${nasty}`,
    description: '€12.34',
    image_url: 'https://img.example.com/c.jpg',
  }));
  const more = {
    image_url: 'https://img.example.com/a.jpg',
    advanced_push_payload: { advanced_push_type: 'carousel', advanced_push_items: cards },
  };
  const arabic = { title: 'تخفيضات كبيرة', message: 'خصم 50% على كل شيء', camp_id: 2, camp_name: 'Other' };
  const notifications = [
    aNotification('ada@example.com', { title: nasty, ...more }),
    aNotification('ben@example.com', arabic),
  ];
  return (await post(sandbox, aBody(notifications))).status;
}

test('what arrives is shown live: as text, with filters, its JSON, without barriers, and nothing else is loaded', async () => {
  await using sandbox = await startSandbox({ latency: noLatency, users });
  const { page, requests, complaints } = browser;
  await browser.visit(`${sandbox.url}/`, { width: 390, isDark: true });
  await page.getByText('Nothing has arrived yet').waitFor();
  expect(await sendTwo(sandbox)).toBe(200);
  await page.locator('article').nth(1).waitFor();
  expect(await page.locator('article .title').allInnerTexts()).toEqual(['تخفيضات كبيرة', nasty]);
  expect(await page.locator('main img').count()).toBe(0);
  await page.getByText('JSON of notification 1').click();
  expect(JSON.parse(await textOf('article pre'))).toMatchObject({ title: nasty, camp_id: 1 });
  expect(await findBarriers(page)).toEqual([]);
  await expectNoScrollingSideways();
  await page.getByLabel('text or person').fill('BEN@');
  expect(await page.locator('article').count()).toBe(1);
  expect(await textOf('article .meta')).toMatch(/not sent: OptOut[^]*no device[^]*camp_id 2[^]*ben@example\.com/v);
  await page.getByLabel('outcome').selectOption('sent');
  await page.getByText('No notification matches these filters').waitFor();
  expect(requests.filter((url) => !url.startsWith(`${sandbox.url}/`))).toEqual([]);
  expect(complaints).toEqual([]);
});

test("one person's Message Center is beside the phones: from a phone, by an identifier, live, as text, without barriers", async () => {
  await using sandbox = await startSandbox({ latency: noLatency, users });
  const { page, requests, complaints } = browser;
  await browser.visit(`${sandbox.url}/`, { width: 1200 });
  expect(await sendTwo(sandbox)).toBe(200);
  await page.locator('article').nth(1).waitFor();
  // The person who received it, with the keyboard.
  await page.locator('article').nth(1).getByRole('button', { name: 'Message Center' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('1 push, the newest first').waitFor();
  expect(await page.getByLabel('its value').inputValue()).toBe('ada@example.com');
  expect(await page.locator('#center-entries .title').allInnerTexts()).toEqual([nasty]);
  expect(await page.locator('#center-entries img').count()).toBe(0);
  // It shows what arrives, and only if it was accepted.
  expect(await sendTwo(sandbox)).toBe(200);
  await page.getByText('2 pushes, the newest first').waitFor();
  await page.getByText('Request and answer').click();
  expect(await textOf('#center-json')).toMatch(/"identifiers": \{\s+"Email": "ada@example\.com"[^]*\n200\n/v);
  expect(await findBarriers(page)).toEqual([]);
  await page.getByLabel('its value').fill('ben@example.com');
  await page.getByText('Nothing. The API gives the same answer').waitFor();
  await page.locator('#center-name').selectOption('UUID');
  await page.getByLabel('its value').fill('');
  await page.getByText('Nobody is selected').waitFor();
  await expectNoScrollingSideways();
  expect(requests.filter((url) => !url.startsWith(`${sandbox.url}/`))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a fault is set with the keyboard and takes effect, and everything can be reset', async () => {
  await using sandbox = await startSandbox({ latency: noLatency, users });
  const { page } = browser;
  await browser.visit(`${sandbox.url}/`);
  await page.getByText('live').waitFor();
  await page.getByLabel('fault').focus();
  for (const key of ['5', '0', '3', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
  await page.getByText('faults: 503:1').waitFor();
  expect(await sendTwo(sandbox)).toBe(503);
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect.poll(() => textOf('#figures')).toContain('requests: 0');
});

test('preview --watch shows each save, or what is wrong instead', async () => {
  await using folder = await makeWorkspace({
    'hello.campaign.yaml': campaignText({ title: 'First' }),
    'people.csv': people(2),
  });
  const watching = await startWatching(['preview', '--watch'], { cwd: folder.root });
  const [url = ''] = /http:\S+/v.exec(await watching.until(/http:\S+/v)) ?? [];
  const { page, requests, complaints } = browser;
  await browser.visit(url);
  await page.getByText('First').first().waitFor();
  await folder.write('hello.campaign.yaml', campaignText({ title: 'Second' }));
  await page.getByText('Second').first().waitFor();
  await folder.write('hello.campaign.yaml', 'version: 1\nid: hello\n');
  await page.getByRole('heading', { name: 'Blocked' }).waitFor();
  expect(requests.filter((one) => !one.startsWith(url))).toEqual([]);
  expect(complaints).toEqual([]);
  expect(await watching.end()).toMatchObject({ exitCode: 0 });
});

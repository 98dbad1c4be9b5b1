// The sandbox's inbox and the page of preview --watch in a real browser: what arrives or is saved while somebody looks.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import {
  findBarriers,
  measureOverflow,
  openBrowser,
  type SeenPage,
  type TestBrowser,
} from '../support/open-browser.ts';
import { aBody, aNotification, noLatency, post } from '../support/sandbox-requests.ts';
import { startWatching } from '../support/watching.ts';
import { campaignText, makeWorkspace, people } from '../support/workspace.ts';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser[Symbol.asyncDispose]());

const users = [
  { email: 'ada@example.com', devices: [{ platform: 'ios' as const }] },
  { email: 'ben@example.com', opted_out: true },
];
const nasty = '<img src=x onerror=alert(1)>';

function textOf({ page }: SeenPage, selector: string): Promise<string> {
  return page.locator(selector).innerText();
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

test('what arrives is shown while one looks: as text, with filters, its JSON, without barriers, and it loads nothing else', async () => {
  await using sandbox = await startSandbox({ latency: noLatency, users });
  await using seen = await browser.open(`${sandbox.url}/`, { width: 390, isDark: true });
  const { page, requests, complaints } = seen;
  await page.getByText('Nothing has arrived yet').waitFor();
  expect(await sendTwo(sandbox)).toBe(200);
  await page.locator('article').nth(1).waitFor();
  expect(await page.locator('article .title').allInnerTexts()).toEqual(['تخفيضات كبيرة', nasty]);
  expect(await page.locator('main img').count()).toBe(0);
  await page.getByText('JSON of notification 1').click();
  expect(JSON.parse(await textOf(seen, 'article pre'))).toMatchObject({ title: nasty, camp_id: 1 });
  expect(await findBarriers(page)).toEqual([]);
  for (const width of [320, 1200]) {
    await page.setViewportSize({ width, height: 900 });
    expect({ width, overflow: await measureOverflow(page) }).toEqual({ width, overflow: 0 });
  }
  await page.getByLabel('text or person').fill('BEN@');
  expect(await page.locator('article').count()).toBe(1);
  expect(await textOf(seen, 'article .meta')).toMatch(
    /not sent: OptOut[^]*no device[^]*camp_id 2[^]*ben@example\.com/v,
  );
  await page.getByLabel('outcome').selectOption('sent');
  await page.getByText('No notification matches these filters').waitFor();
  expect(requests.filter((url) => !url.startsWith(`${sandbox.url}/`))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a fault is set with the keyboard and strikes, and everything starts again', async () => {
  await using sandbox = await startSandbox({ latency: noLatency, users });
  await using seen = await browser.open(`${sandbox.url}/`);
  const { page } = seen;
  await page.getByText('live').waitFor();
  await page.getByLabel('fault').focus();
  for (const key of ['5', '0', '3', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
  await page.getByText('faults: 503:1').waitFor();
  expect(await sendTwo(sandbox)).toBe(503);
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect.poll(() => textOf(seen, '#figures')).toContain('requests: 0');
});

test('preview --watch shows each save, and what is wrong in its place', async () => {
  await using workspace = await makeWorkspace({
    'hello.campaign.yaml': campaignText({ title: 'First' }),
    'people.csv': people(2),
  });
  const watching = await startWatching(['preview', '--watch'], { cwd: workspace.root });
  const [url = ''] = /http:\S+/v.exec(await watching.until(/http:\S+/v)) ?? [];
  await using seen = await browser.open(url);
  const { page, requests, complaints } = seen;
  await page.getByText('First').first().waitFor();
  await workspace.write('hello.campaign.yaml', campaignText({ title: 'Second' }));
  await page.getByText('Second').first().waitFor();
  await workspace.write('hello.campaign.yaml', 'version: 1\nid: hello\n');
  await page.getByRole('heading', { name: 'Blocked' }).waitFor();
  expect(requests.filter((one) => !one.startsWith(url))).toEqual([]);
  expect(complaints).toEqual([]);
  expect(await watching.end()).toMatchObject({ exitCode: 0 });
});

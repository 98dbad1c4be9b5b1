// The inbox in a real browser while much arrives: what is open or focused stays, the page says what it does not show, and shows nothing twice.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { openBrowser, type TestBrowser } from '../support/open-browser.ts';
import { aBody, aNotification, noLatency, post } from '../support/sandbox-requests.ts';

const stack = new AsyncDisposableStack();
let browser: TestBrowser;
let sandbox: Sandbox;

beforeAll(async () => {
  browser = stack.use(await openBrowser());
  const shares = { noUserFound: 0, optOut: 0, unregistered: 0 };
  sandbox = stack.use(await startSandbox({ latency: noLatency, shares, limit: 100_000 }));
  await browser.visit(`${sandbox.url}/`);
});

afterAll(() => stack.disposeAsync());

async function send(...titles: readonly string[]): Promise<void> {
  const notifications = titles.map((title, index) => aNotification(`person${index}@example.com`, { title }));
  expect((await post(sandbox, aBody(notifications))).status).toBe(200);
  await browser.page
    .getByText(titles.at(-1) ?? '', { exact: true })
    .first()
    .waitFor();
}

test('the keyboard focus stays when more arrives, and what was opened stays open', async () => {
  const { page } = browser;
  await send('first', 'second');
  await page.locator('article', { hasText: 'first' }).locator('summary').focus();
  await page.keyboard.press('Enter');
  await send('third');
  const focused = page.locator(':focus');
  expect(await focused.textContent()).toBe('JSON of notification 1');
  expect(await page.locator('article', { hasText: 'first' }).locator('pre').isVisible()).toBe(true);
  expect(await page.locator('article .title').allTextContents()).toEqual(['third', 'second', 'first']);
  await page.locator('#text').fill('second');
  expect(await page.locator('article .title').allTextContents()).toEqual(['second']);
  await page.locator('#text').fill('');
  expect(await page.locator('article .title').allTextContents()).toEqual(['third', 'second', 'first']);
  expect(await page.locator('.rest').count()).toBe(0);
});

test('2,000 notifications are too many to show, and the page says which it shows', async () => {
  const { page } = browser;
  for (let from = 0; from < 2_000; from += 20) {
    const notifications = Array.from({ length: 20 }, (_, index) =>
      aNotification(`person${from + index}@example.com`, { title: `Number ${from + index}` }),
    );
    expect((await post(sandbox, aBody(notifications))).status).toBe(200);
  }
  await page.getByText('Number 1999', { exact: true }).waitFor();
  expect(await page.locator('article').count()).toBe(100);
  expect(await page.locator('.rest').textContent()).toBe(
    'The newest 100 of 1,000 notifications. This page keeps the last 1,000 of 2,003; --log FILE keeps all.',
  );
  await page.locator('#text').fill('number 1998');
  expect(await page.locator('article').count()).toBe(1);
  expect(await page.locator('.rest').textContent()).toBe(
    'This page keeps the last 1,000 of 2,003; --log FILE keeps all.',
  );
});

/** Delays the requests of the page until `what` has ended. */
async function holdQuestions(what: () => Promise<void>): Promise<void> {
  const held = Promise.withResolvers<void>();
  await browser.page.route('**/__inbox*', async (route) => {
    await held.promise;
    await route.continue();
  });
  await browser.page.waitForRequest('**/__inbox*');
  await what();
  held.resolve();
  await browser.page.unrouteAll({ behavior: 'wait' });
}

describe('with delayed answers', () => {
  let other: Sandbox;
  const arrive = async (count: number, word: string): Promise<void> => {
    for (let from = 0; from < count; from += 20) {
      const notifications = Array.from({ length: 20 }, (_, index) =>
        aNotification(`person${from + index}@example.com`, { title: `${word} ${from + index}` }),
      );
      expect((await post(other, aBody(notifications))).status).toBe(200);
    }
  };

  beforeEach(async () => {
    const shares = { noUserFound: 0, optOut: 0, unregistered: 0 };
    other = await startSandbox({ latency: noLatency, shares });
    await browser.visit(`${other.url}/`);
    await browser.page.locator('.empty').waitFor();
    return () => other.close();
  });

  test('the page notices a reset after which as many notifications have arrived as before', async () => {
    await arrive(20, 'before');
    await browser.page.getByText('before 19', { exact: true }).waitFor();
    await holdQuestions(async () => {
      other.reset();
      await arrive(40, 'after');
    });
    await browser.page.getByText('after 39', { exact: true }).waitFor();
    expect(await browser.page.locator('article').count()).toBe(40);
    expect(await browser.page.locator('.title', { hasText: 'before' }).count()).toBe(0);
  });

  test('setting a fault during a run counts no notification twice', async () => {
    await holdQuestions(async () => {
      await arrive(60, 'run');
      const ordered = browser.page.waitForResponse('**/__faults');
      await browser.page.locator('#strike').click();
      await ordered;
    });
    await browser.page.getByText('run 59', { exact: true }).waitFor();
    // What arrives next is drawn after the answers to both requests.
    await arrive(20, 'then');
    await browser.page.getByText('then 19', { exact: true }).waitFor();
    expect(await browser.page.locator('article').count()).toBe(80);
    expect(await browser.page.locator('.rest').count()).toBe(0);
  });

  test('setting a fault of a sandbox that has ended shows that it does not answer, without an error', async () => {
    await other.close();
    await browser.page.locator('#strike').click();
    await browser.page.getByText('the sandbox does not answer').waitFor();
    expect(browser.complaints.filter((text) => !text.includes('ERR_CONNECTION'))).toEqual([]);
  });
});

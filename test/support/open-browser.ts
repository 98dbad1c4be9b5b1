// A real browser for one test: without network access, with the fonts of this repository only, and with a record of all requests of its pages.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from './find-chromium.ts';
import { repositoryRoot } from './repository.ts';

interface Look {
  readonly width?: number;
  readonly isDark?: boolean;
}

export interface TestBrowser extends AsyncDisposable {
  /** The only window: opening another one takes as long as everything that is done in it. */
  readonly page: Page;
  visit(url: string, look?: Look): Promise<void>;
  /** The addresses that were requested since the visit began, its own first. */
  readonly requests: readonly string[];
  /** What the browser wrote to its console since then: errors, and what a Content-Security-Policy blocked. */
  readonly complaints: readonly string[];
}

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Letters are drawn in the same way on every screen.
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

const sans = 'Inter';
const fontFolder = join(repositoryRoot, 'node_modules/@expo-google-fonts');

/** Without these settings, each machine would use its own fonts. Debian's browser comes without any. */
function fontSettings(cache: string): string {
  const families = ['system-ui', 'sans-serif', 'serif', 'monospace'];
  const aliases = families.map(
    (family) => `<alias binding="strong"><family>${family}</family><prefer><family>${sans}</family></prefer></alias>`,
  );
  return `<?xml version="1.0"?>\n<fontconfig><dir>${fontFolder}</dir><cachedir>${cache}</cachedir>${aliases.join('')}</fontconfig>\n`;
}

export async function openBrowser(): Promise<TestBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'pushplan-browser-'));
  const fonts = join(folder, 'fonts.conf');
  await writeFile(fonts, fontSettings(join(folder, 'fonts')));
  const browser = await chromium.launch({
    executablePath: findChromium() ?? 'chromium',
    args: switches,
    env: { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder, FONTCONFIG_FILE: fonts },
  });
  const page = await browser.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  return {
    page,
    requests,
    complaints,
    visit: async (url, { width = 1200, isDark = false } = {}) => {
      await page.goto('about:blank');
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
      requests.length = 0;
      complaints.length = 0;
      await page.goto(url);
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Returns what axe finds in roles, names, contrast and so on, such as "color-contrast: .dim". Skips the parts in `looked`, which
 * were checked before.
 */
export async function findBarriers(page: Page, looked: readonly string[] = []): Promise<readonly string[]> {
  const axe = looked.reduce((builder, part) => builder.exclude(part), new AxeBuilder({ page }).setLegacyMode());
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** Returns by how many pixels a page is wider than its window, so that it would scroll sideways. */
export function measureOverflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

import { afterEach, expect, test, vi } from 'vitest';
import { advance, type Progress } from '../../src/delivery/tally.ts';
import { mountScreen, type Screen } from '../../src/tui/mount-screen.tsx';
import { FakeTerminal } from '../support/fake-terminal.ts';
import { repeatOutcome, settleRequest, startProgress, takeSnapshot, twoCampaigns } from '../support/sample-progress.ts';

let screen: Screen | undefined;

afterEach(async () => {
  vi.useRealTimers();
  await screen?.end();
  screen = undefined;
});

function mount(
  terminal: FakeTerminal,
  read: () => Progress,
  options: { color?: boolean; screenReader?: boolean } = {},
): Screen {
  const { color = false, screenReader = false } = options;
  screen = mountScreen({
    stdout: terminal,
    color,
    screenReader,
    isSandbox: false,
    read: () => takeSnapshot(read(), 10_000),
  });
  return screen;
}

async function waitForText(terminal: FakeTerminal, text: string): Promise<string[]> {
  return terminal.until((lines) => lines.join('\n').includes(text));
}

test('draws over itself, keeps the lines above, and leaves the last frame with the cursor below it', async () => {
  const terminal = new FakeTerminal(100, 24);
  let progress = startProgress(twoCampaigns);
  terminal.write('above\n');
  const mounted = mount(terminal, () => progress);
  await waitForText(terminal, 'not sent 41,548');
  expect(terminal.isCursorShown).toBe(false);
  progress = settleRequest(progress, repeatOutcome('accepted', 20), 9000);
  await waitForText(terminal, 'accepted 20');
  progress = advance(settleRequest(progress, repeatOutcome('accepted', 5), 9000), { kind: 'ended' }, 9500);
  await mounted.end();
  terminal.write('below\n');
  const lines = await terminal.screen();
  expect(lines[0]).toBe('above');
  expect(lines[1]).toMatch(/^production .* finished$/v);
  expect(lines.join('\n')).toMatch(/accepted 25 +refused 0 +rejected 0 +in doubt 0 +not sent 41,523/v);
  expect(lines.slice(-3)).toEqual(['2 of 1,000 requests in the last minute', '', 'below']);
  expect(lines.filter((line) => line.startsWith('production'))).toHaveLength(1);
  expect(terminal.isCursorShown).toBe(true);
  expect(terminal.written).not.toContain('\u001B[?1049h');
});

test('follows the size of the terminal, and leaves nothing of frames at another size', async () => {
  const terminal = new FakeTerminal(60, 24);
  terminal.write('above\n');
  const mounted = mount(terminal, () => startProgress(twoCampaigns));
  await waitForText(terminal, 'Ctrl-C stops; what is under way');
  for (const columns of [100, 40, 57, 40, 90, 30]) {
    terminal.resize(columns, 24);
    const lines = await terminal.until(
      (seen) => seen.at(1)?.length === columns && seen.at(-1)?.startsWith('Ctrl-C stops') === true,
    );
    expect(lines[0]).toBe('above');
    expect(lines.filter((line) => /production|wishlist-|order-|Ctrl-C/v.test(line))).toHaveLength(4);
  }
  await mounted.end();
  expect((await terminal.screen()).filter((line) => line.includes('production'))).toHaveLength(1);
});

test('draws for 80 by 24 on a terminal of unknown size', async () => {
  const terminal = new FakeTerminal(80, 24);
  terminal.columns = 0;
  terminal.rows = 0;
  const mounted = mount(terminal, () => startProgress(twoCampaigns));
  terminal.emit('resize');
  await expect.poll(() => terminal.written).toContain('Ctrl-C stops; what is under way');
  expect(terminal.written).toContain('wishlist-sale');
  await mounted.end();
});

test('draws without colours if they are off, and writes sentences for a screen reader', async () => {
  const plain = new FakeTerminal(80, 24);
  await mount(plain, () => startProgress(twoCampaigns)).end();
  expect(plain.written).not.toMatch(/\[[\d;]*m/v);
  const spoken = new FakeTerminal(80, 24);
  await mount(spoken, () => startProgress(twoCampaigns), { screenReader: true }).end();
  spoken.write('below\n');
  const lines = await spoken.screen();
  expect(lines.join(' ')).toMatch(/^production\. Sending: 0 of 41,548 \(0%\), accepted 0/v);
  expect(lines.join('')).not.toMatch(/[━─]/v);
  expect(lines.slice(-2)).toEqual(['', 'below']);
  expect(spoken.isCursorShown).toBe(true);
});

test('updates five times a second until the end', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const terminal = new FakeTerminal(80, 24);
  let looks = 0;
  const mounted = mount(terminal, () => {
    looks += 1;
    return startProgress(twoCampaigns);
  });
  const atFirst = looks;
  vi.advanceTimersByTime(1000);
  expect(looks - atFirst).toBe(5);
  await mounted.end();
  const atLast = looks;
  vi.advanceTimersByTime(5000);
  expect(looks).toBe(atLast);
});

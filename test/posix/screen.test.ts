// The screen in a process of its own on a real pseudo-terminal: what it leaves behind after it ends and after an interrupt.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawn } from '@lydell/node-pty';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FakeTerminal } from '../support/fake-terminal.ts';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;

// Node.js runs .ts files, but not .tsx files.
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pushplan-screen-'));
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: path.join(root, 'tsconfig.json'),
      compilerOptions: { noEmit: false, rootDir: path.join(root, 'src'), outDir: path.join(folder, 'dist') },
      include: [],
      files: [path.join(root, 'src/tui/mount-screen.tsx'), path.join(root, 'src/delivery/tally.ts')],
    }),
  );
  execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
  await writeFile(path.join(folder, 'program.js'), program);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const program = `
import { advance, emptyProgress } from './dist/delivery/tally.js';
import { mountScreen } from './dist/tui/mount-screen.js';
const campaigns = [{ id: 'wishlist-sale', planned: 300, settled: 0 }];
let progress = advance(emptyProgress, { kind: 'started', run: 'run_1', environment: 'staging', requestsPerMinute: 1000, mostInRequest: 20, campaigns }, 0);
const read = () => ({ progress, now: 0, requestsInLastMinute: 0, etaSeconds: null });
console.log('before');
const screen = mountScreen({ stdout: process.stdout, color: true, screenReader: false, isSandbox: false, read });
process.once('SIGINT', async () => {
  progress = advance(advance(progress, { kind: 'stopping', why: 'SIGINT' }, 0), { kind: 'ended' }, 0);
  await screen.end();
  console.log('after');
});
`;

test('Ctrl-C ends the screen through the program: the last frame stays, the cursor is shown, and the terminal is as before', async () => {
  const terminal = new FakeTerminal(60, 20);
  const child = spawn(process.execPath, ['program.js'], {
    cwd: folder,
    cols: 60,
    rows: 20,
    env: { PATH: process.env['PATH'], FORCE_COLOR: '1' },
  });
  const ended = new Promise<number>((resolve) => child.onExit(({ exitCode }) => resolve(exitCode)));
  let received = '';
  let isInterrupted = false;
  child.onData((data) => {
    terminal.write(data);
    received += data;
    if (isInterrupted || !received.includes('Ctrl-C stops')) return;
    isInterrupted = true;
    child.write('\u0003');
  });
  // It ends by itself: nothing of the screen keeps the process alive.
  expect(await ended).toBe(0);
  const lines = await terminal.screen();
  expect(lines[0]).toBe('before');
  expect(lines[1]).toMatch(/^staging  run_1 +stopped$/v);
  expect(lines.slice(-3)).toEqual(['Stopped: SIGINT', '', 'after']);
  expect(terminal.isCursorShown).toBe(true);
  expect(terminal.written).toContain('\u001B[?25l');
  expect(terminal.written).not.toMatch(/\?(?:1049|2004|1000)h/v);
});

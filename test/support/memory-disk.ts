// Puts the temporary files of tests into memory where there is plenty: half of the time of a ledger's tests is waiting for the disk.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const place = '/dev/shm';

/** Bytes. All tests together need a tenth of it at a time. */
const plenty = 4 * 1024 ** 3;

/** For vitest, before all tests. What one of them leaves behind goes with the folder. */
export function setup(): (() => void) | undefined {
  // Each of the projects asks for it, and somebody may want another place.
  if (process.env['TMPDIR'] !== undefined || !hasPlenty()) return undefined;
  const folder = fs.mkdtempSync(path.join(place, 'p-'));
  // PostgreSQL runs as another user where the tests are root's.
  fs.chmodSync(folder, 0o1777);
  if (mayRun(folder)) process.env['TMPDIR'] = folder;
  const remove = (): void => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // Ctrl-C ends vitest without its teardown, and what stays here is memory that nobody has until the machine starts again.
  process.once('exit', remove);
  return () => {
    delete process.env['TMPDIR'];
    process.removeListener('exit', remove);
    remove();
  };
}

function hasPlenty(): boolean {
  if (process.platform !== 'linux' || !fs.existsSync(place)) return false;
  const { bavail, bsize } = fs.statfsSync(place);
  return Math.min(bavail * bsize, process.availableMemory()) >= plenty;
}

/** Containers often have it without the right to run what lies in it. */
function mayRun(folder: string): boolean {
  const program = path.join(folder, 'program');
  fs.writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  try {
    execFileSync(program);
    return true;
  } catch {
    return false;
  } finally {
    fs.rmSync(program);
  }
}

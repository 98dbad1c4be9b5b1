// Puts the temporary files of tests into memory if there is enough of it: tests of a ledger spend half of their time waiting for the disk.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const place = '/dev/shm';

/** Bytes. All tests together need a tenth of that at a time. */
const plenty = 4 * 1024 ** 3;

/** Runs before all tests of vitest. Files that tests leave behind are removed with the folder. */
export function setup(): (() => void) | undefined {
  // Each vitest project calls this, and the user may have set another folder.
  if (process.env['TMPDIR'] !== undefined || !hasPlenty()) return undefined;
  const folder = fs.mkdtempSync(path.join(place, 'p-'));
  // If the tests run as root, PostgreSQL runs as another user.
  fs.chmodSync(folder, 0o1777);
  if (mayRun(folder)) process.env['TMPDIR'] = folder;
  const remove = (): void => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // Ctrl-C ends vitest without its teardown. Remaining files would occupy memory until the machine restarts.
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

/** In containers, this file system often does not allow programs to run. */
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

// The data folder of a new PostgreSQL server: made once per run of the tests, and copied for each server.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const variable = 'PUSHPLAN_TEST_TEMPLATES';

/** Runs before all tests of vitest. Sets the folder in which the first server leaves a copy. */
export function setup(): (() => void) | undefined {
  // Each vitest project calls this.
  if (process.env[variable] !== undefined) return undefined;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pushplan-templates-'));
  // If the server runs as another user, that user needs access.
  fs.chmodSync(folder, 0o777);
  process.env[variable] = folder;
  return () => fs.rmSync(folder, { recursive: true, force: true });
}

/** Fills the folder `data` from the copy, or by `make` if there is none yet. `user` becomes the owner of the files. */
export function copyTemplate(
  data: string,
  user: { readonly uid?: number; readonly gid?: number },
  make: () => void,
): void {
  const folder = process.env[variable];
  const template = folder === undefined ? undefined : path.join(folder, 'data');
  if (template !== undefined && fs.existsSync(template)) {
    copy(template, data, user);
    return;
  }
  make();
  if (template === undefined) return;
  const unborn = `${template}-${randomBytes(6).toString('hex')}`;
  copy(data, unborn, user);
  try {
    fs.renameSync(unborn, template);
  } catch {
    // Another process was faster.
    fs.rmSync(unborn, { recursive: true });
  }
}

function copy(from: string, to: string, user: { readonly uid?: number; readonly gid?: number }): void {
  if (process.platform === 'win32') fs.cpSync(from, to, { recursive: true });
  else execFileSync('cp', ['-R', from, to], user);
}

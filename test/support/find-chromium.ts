// Finds a browser that is already on the machine: from Debian's packages, or at the path in PUSHPLAN_TEST_CHROMIUM. It downloads none.
import { accessSync, constants } from 'node:fs';

/** The headless shell starts in half the time. */
const usual = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser'];

export function findChromium(): string | undefined {
  const named = process.env['PUSHPLAN_TEST_CHROMIUM'];
  return (named === undefined ? usual : [named]).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

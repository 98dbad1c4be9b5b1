// Where a browser is that is on the machine already: Debian's packages, or the path in PUSHPLAN_TEST_CHROMIUM. None is ever downloaded.
import { accessSync, constants } from 'node:fs';

/** The one without a window starts in half of the time. */
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

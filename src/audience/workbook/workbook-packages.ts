// The packages that workbooks are read with. They are no part of pushplan: who keeps audiences in workbooks installs them beside it.
import { createRequire } from 'node:module';
import type * as Sax from 'sax';
import type * as Yauzl from 'yauzl';
import { refuseWithout } from '../../errors.ts';

export interface WorkbookPackages {
  readonly sax: Pick<typeof Sax, 'parser'>;
  readonly yauzl: Pick<typeof Yauzl, 'fromBufferPromise'>;
}

/** Loaded when a workbook is opened, and for nothing else. Throws a Refusal (PP509) unless both are installed. */
export async function loadWorkbookPackages(file: string): Promise<WorkbookPackages> {
  const require = createRequire(import.meta.url);
  const missing = ['sax', 'yauzl'].filter((name) => !isThere(require, name));
  if (missing.length > 0) {
    const install = 'sax yauzl; or save the sheet as CSV UTF-8.';
    throw refuseWithout({ what: 'a workbook', packages: missing, install, file });
  }
  return { sax: (await import('sax')).default, yauzl: (await import('yauzl')).default };
}

function isThere(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

// The packages that workbooks are read with. They are no part of pushplan: who keeps audiences in workbooks installs them beside it.
import { createRequire } from 'node:module';
import type * as Sax from 'sax';
import type * as Yauzl from 'yauzl';
import { refuseFile } from '../fault.ts';

export interface WorkbookPackages {
  readonly sax: Pick<typeof Sax, 'parser'>;
  readonly yauzl: Pick<typeof Yauzl, 'fromBufferPromise'>;
}

/** Loaded when a workbook is opened, and for nothing else. Throws a Refusal (PP509) unless both are installed. */
export async function loadWorkbookPackages(file: string): Promise<WorkbookPackages> {
  const require = createRequire(import.meta.url);
  const missing = ['sax', 'yauzl'].filter((name) => !isThere(require, name));
  if (missing.length > 0) {
    const message = `a workbook needs the ${missing.length === 1 ? 'package' : 'packages'} ${missing.join(' and ')}, which ${missing.length === 1 ? 'is' : 'are'} not installed`;
    throw refuseFile(file, 'PP509', message, 'Beside pushplan: npm install sax yauzl; or save the sheet as CSV UTF-8.');
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

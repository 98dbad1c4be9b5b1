// The packages that workbooks are read with. They are no part of pushplan: who keeps audiences in workbooks installs them beside it.
import type * as Sax from 'sax';
import type * as Yauzl from 'yauzl';
import { requirePackages } from '../../optional-packages.ts';

export interface WorkbookPackages {
  readonly sax: Pick<typeof Sax, 'parser'>;
  readonly yauzl: Pick<typeof Yauzl, 'fromBufferPromise'>;
}

/** Loaded when a workbook is opened, and for nothing else. Throws a Refusal (PP509) unless both are installed. */
export async function loadWorkbookPackages(file: string): Promise<WorkbookPackages> {
  const otherwise = 'save the sheet as CSV UTF-8';
  requirePackages({ what: 'a workbook', packages: ['sax', 'yauzl'], otherwise, file });
  return { sax: (await import('sax')).default, yauzl: (await import('yauzl')).default };
}

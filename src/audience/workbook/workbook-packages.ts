// Loads the packages for reading workbooks. They are not part of pushplan: users who keep audiences in workbooks install them.
import type * as Sax from 'sax';
import type * as Yauzl from 'yauzl';
import { requirePackages } from '../../optional-packages.ts';

export interface WorkbookPackages {
  readonly sax: Pick<typeof Sax, 'parser'>;
  readonly yauzl: Pick<typeof Yauzl, 'fromBufferPromise'>;
}

/** Loads the packages, only when a workbook is opened. Throws a Refusal (PP509) unless both are installed. */
export async function loadWorkbookPackages(file: string): Promise<WorkbookPackages> {
  const otherwise = 'save the sheet as CSV UTF-8';
  requirePackages({ what: 'a workbook', packages: ['sax', 'yauzl'], otherwise, file });
  return { sax: (await import('sax')).default, yauzl: (await import('yauzl')).default };
}

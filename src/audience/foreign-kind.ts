// Recognizes files of another kind than their name says, such as a workbook, a web page or an archive, by their first bytes.

export interface ForeignKind {
  /** Continues the sentence "the audience file is". */
  readonly kind: string;
  readonly help: string;
}

const saveTable = 'Open it in the program that it belongs to, and save the table as .xlsx or as CSV.';
const unpack = 'Unpack it, and name the file that is in it.';

const signatures: readonly (readonly [hex: string, kind: string, help: string])[] = [
  [
    'd0cf11e0a1b11ae1',
    'a workbook of Excel 97 to 2003 (.xls), or one with a password',
    'Open it and save it as .xlsx without a password, or as CSV.',
  ],
  [hexOf('%PDF'), 'a PDF', 'Export the table itself, as .csv or .xlsx.'],
  ['1f8b', 'gzip data', 'Rename it so that its name ends in .gz.'],
  [hexOf('BZh'), 'a bzip2 archive', unpack],
  ['377abcaf271c', 'a 7z archive', unpack],
  ['fd377a585a00', 'an xz archive', unpack],
  ['28b52ffd', 'Zstandard data', 'Rename it so that its name ends in .zst.'],
  [hexOf('Rar!'), 'a RAR archive', unpack],
  [hexOf('PAR1'), 'a Parquet file', 'Rename it so that its name ends in .parquet.'],
  [hexOf('SQLite format 3'), 'an SQLite database', saveTable],
  [hexOf('{\\rtf'), 'a document (RTF)', saveTable],
  ['89504e47', 'a picture (PNG)', saveTable],
  ['ffd8ff', 'a picture (JPEG)', saveTable],
];

function hexOf(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex');
}

/** Returns undefined if the file may be text. `head` is the beginning of the file. */
export function recognizeForeignKind(head: Buffer): ForeignKind | undefined {
  const hex = head.toString('hex', 0, 16);
  if (hex.startsWith('504b0304')) return recognizeZip(head);
  const found = signatures.find(([signature]) => hex.startsWith(signature));
  if (found !== undefined) return { kind: found[1], help: found[2] };
  return recognizeMarkup(head.toString('latin1', 0, 1024).replace(/^(?:\u00ef\u00bb\u00bf)?\s*/v, ''));
}

/** Recognizes rows of JSON in a file named as a table. `text` is the beginning of the file. */
export function recognizeJsonRows(text: string): ForeignKind | undefined {
  const found = /^\s*(?<list>\[\s*)?\{\s*"(?:[^"\\]|\\.)*"\s*:/v.exec(text)?.groups;
  if (found === undefined) return undefined;
  const isList = found['list'] !== undefined;
  const [kind, ending] = isList ? ['a list in JSON', '.json'] : ['rows in JSON', '.ndjson'];
  return { kind, help: `Rename it so that its name ends in ${ending}.` };
}

function recognizeZip(head: Buffer): ForeignKind {
  const names = head.toString('latin1', 0, 4096);
  if (names.includes('opendocument.spreadsheet')) {
    return { kind: 'an OpenDocument spreadsheet (.ods)', help: 'Open it and save it as .xlsx or as CSV.' };
  }
  if (/\[Content_Types\]\.xml|xl\/|_rels\/\.rels|docProps\//.test(names)) {
    return { kind: 'an Excel workbook (.xlsx)', help: 'Rename it so that its name ends in .xlsx.' };
  }
  return { kind: 'a ZIP archive', help: unpack };
}

function recognizeMarkup(text: string): ForeignKind | undefined {
  if (/^<(?:!doctype html|html|head|body|table|meta)\b/i.test(text)) {
    const help =
      'Some systems send such a page to ask for a password, or give an export this form. Sign in, or open it in a spreadsheet and save it as .xlsx.';
    return { kind: 'a web page (HTML)', help };
  }
  if (!text.startsWith('<?xml')) return undefined;
  const isWorkbook = text.includes('office:spreadsheet');
  return { kind: isWorkbook ? 'a workbook of Excel 2003 (XML)' : 'XML', help: saveTable };
}

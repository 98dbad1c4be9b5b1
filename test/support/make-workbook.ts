// Makes workbooks as spreadsheet programs write them: a ZIP archive of XML.
import { crc32, deflateRawSync } from 'node:zlib';

export interface WorkbookParts {
  /** The rows of each sheet as XML (`<row>`), by the name of the sheet. */
  readonly sheets: Readonly<Record<string, string>>;
  /** The entries of sharedStrings, in XML. */
  readonly texts?: readonly string[];
  /** Format codes; each is the style with its index plus 1, and style 0 is general. A number is the id of a built-in format. */
  readonly formats?: readonly (string | number)[];
  readonly since1904?: boolean;
  /** The names of hidden sheets. */
  readonly hidden?: readonly string[];
}

/** `saidSize` is a size that the archive claims for its parts, whatever their real size. */
export function makeZip(parts: Readonly<Record<string, string | Buffer>>, saidSize?: number): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, part] of Object.entries(parts)) {
    const data = Buffer.from(part);
    const packed = deflateRawSync(data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(saidSize ?? data.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, rest, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

export function workbookParts({ sheets, texts = [], formats = [], since1904 = false, hidden = [] }: WorkbookParts) {
  const names = Object.keys(sheets);
  const custom = formats.map((code, at) => ({ id: typeof code === 'number' ? code : 164 + at, code }));
  const written = custom.filter(({ code }) => typeof code === 'string');
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return {
    '[Content_Types].xml': `${head}<Types/>`,
    'xl/workbook.xml': `${head}<workbook xmlns:r="${types}"><workbookPr date1904="${since1904 ? 1 : 0}"/><sheets>${names
      .map(
        (name, at) =>
          `<sheet name="${name}" sheetId="${at + 1}"${hidden.includes(name) ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships>${names
      .map(
        (_, at) => `<Relationship Id="rId${at + 1}" Type="${types}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
      )
      .join(
        '',
      )}<Relationship Id="rId99" Type="${types}/externalLink" Target="file:///etc/passwd" TargetMode="External"/></Relationships>`,
    'xl/styles.xml': `${head}<styleSheet><numFmts>${written
      .map(({ id, code }) => `<numFmt numFmtId="${id}" formatCode="${String(code).replaceAll('"', '&quot;')}"/>`)
      .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${custom
      .map(({ id }) => `<xf numFmtId="${id}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${head}<sst>${texts.join('')}</sst>`,
    'xl/vbaProject.bin': 'macros',
    ...Object.fromEntries(
      names.map((name, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `${head}<worksheet><sheetData>${sheets[name]}</sheetData></worksheet>`,
      ]),
    ),
  };
}

export function makeWorkbook(parts: WorkbookParts): Buffer {
  return makeZip(workbookParts(parts));
}

/** Returns a row whose cells contain inline text. */
export function textRow(number: number, cells: readonly string[]): string {
  return `<row r="${number}">${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;
}

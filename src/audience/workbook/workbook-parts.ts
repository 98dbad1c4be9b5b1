// Reads the parts of a workbook other than its rows: the list of sheets, its texts, and which styles are dates.
import type { SAXParser } from 'sax';
import { isDateFormat } from './serial-date.ts';
import type { WorkbookPackages } from './workbook-packages.ts';
import { refuseWorkbook, type WorkbookZip } from './workbook-zip.ts';
import type { DataFile } from '../data-file.ts';

export interface Sheet {
  readonly name: string;
  readonly path: string;
  readonly isHidden: boolean;
}

export interface Workbook {
  /** The sheets with rows. Sheets of charts have none. */
  readonly sheets: readonly Sheet[];
  readonly since: 1900 | 1904;
  readonly texts: readonly string[];
  /** Tells by the number of a style whether it is a date. */
  readonly isDate: readonly boolean[];
}

export interface XmlReader {
  /** Names are passed without their prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Passes the tags and texts of a part to the reader, and yields after each piece. Throws a Refusal if the part is not XML. */
export async function* readXml(
  file: DataFile,
  zip: WorkbookZip,
  path: string,
  { sax }: Pick<WorkbookPackages, 'sax'>,
  reader: XmlReader,
): AsyncGenerator<undefined> {
  const parser = sax.parser(true);
  let problem: Error | undefined;
  const handlers: Pick<SAXParser, 'onerror' | 'onopentag' | 'onclosetag' | 'ontext' | 'oncdata'> = {
    onerror(error) {
      problem ??= error;
      parser.resume();
    },
    onopentag(tag) {
      // By its type the tag may have a separate prefix, but sax passes such tags only with its option xmlns.
      if (!('prefix' in tag)) reader.open(local(tag.name), tag.attributes);
    },
    onclosetag: (name) => reader.close?.(local(name)),
    ontext: (text) => reader.text?.(text),
    oncdata: (text) => reader.text?.(text),
  };
  Object.assign(parser, handlers);
  const check = (): void => {
    if (problem !== undefined) throw refuseWorkbook(file, `is damaged: ${path} is not XML`);
  };
  for await (const piece of zip.read(path)) {
    parser.write(piece);
    check();
    yield;
  }
  parser.close();
  check();
  yield;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

async function readAll(reading: AsyncGenerator<undefined>): Promise<void> {
  for await (const _ of reading);
}

const main = 'xl/workbook.xml';

export async function readWorkbook(file: DataFile, zip: WorkbookZip, packages: WorkbookPackages): Promise<Workbook> {
  if (!zip.has(main)) throw refuseWorkbook(file, 'is an archive without sheets');
  const read = (path: string, reader: XmlReader): Promise<void> => readAll(readXml(file, zip, path, packages, reader));
  const listed: { readonly name: string; readonly id: string; readonly isHidden: boolean }[] = [];
  let since: Workbook['since'] = 1900;
  await read(main, {
    open(name, attributes) {
      if (name === 'workbookPr' && /^(?:1|true)$/.test(attributes['date1904'] ?? '')) since = 1904;
      if (name !== 'sheet') return;
      const id = attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      listed.push({ name: attributes['name'] ?? '', id, isHidden: attributes['state']?.includes('idden') === true });
    },
  });
  const targets = await readTargets(read, zip);
  const sheets = listed.flatMap(({ id, name, isHidden }) => {
    const path = targets.get(id);
    return path === undefined || !zip.has(path) ? [] : [{ name, path, isHidden }];
  });
  return { sheets, since, texts: await readTexts(read, zip), isDate: await readStyles(read, zip) };
}

type ReadPart = (path: string, reader: XmlReader) => Promise<void>;

/** Returns the paths of the sheets by their ids. Links to other files are not followed. */
async function readTargets(read: ReadPart, zip: WorkbookZip): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  const path = 'xl/_rels/workbook.xml.rels';
  if (!zip.has(path)) return targets;
  await read(path, {
    open(name, { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode }) {
      if (name !== 'Relationship' || mode === 'External' || !type.endsWith('/worksheet')) return;
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);
    },
  });
  return targets;
}

/** Reads the texts to which cells refer by number. Phonetic hints for reading aloud are left out. */
async function readTexts(read: ReadPart, zip: WorkbookZip): Promise<readonly string[]> {
  const texts: string[] = [];
  const path = 'xl/sharedStrings.xml';
  if (!zip.has(path)) return texts;
  let text = '';
  let isText = false;
  let isAloud = false;
  await read(path, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') isAloud = true;
      isText = name === 't' && !isAloud;
    },
    text(part) {
      if (isText) text += part;
    },
    close(name) {
      if (name === 'si') texts.push(unescapeText(text));
      if (name === 'rPh') isAloud = false;
      if (name === 't') isText = false;
    },
  });
  return texts;
}

/** A line break or control character may be written as _x000D_. */
export function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replaceAll(/_x(?<hex>[\dA-Fa-f]{4})_/g, (_whole, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : text;
}

async function readStyles(read: ReadPart, zip: WorkbookZip): Promise<readonly boolean[]> {
  const isDate: boolean[] = [];
  const path = 'xl/styles.xml';
  if (!zip.has(path)) return isDate;
  const codes = new Map<number, string>();
  let isCell = false;
  await read(path, {
    open(name, attributes) {
      const id = Number(attributes['numFmtId']);
      if (name === 'numFmt') codes.set(id, attributes['formatCode'] ?? '');
      if (name === 'cellXfs') isCell = true;
      if (name === 'xf' && isCell) isDate.push(isDateFormat(id, codes.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') isCell = false;
    },
  });
  return isDate;
}

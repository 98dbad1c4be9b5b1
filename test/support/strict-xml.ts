// Parses the part of XML 1.0 that reports use: a declaration, elements, attributes and text. Anything else is an error.

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

// Production [2] Char of the recommendation, and the ASCII part of [4] Name.
const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/v;
const name = String.raw`[A-Za-z_:][\w:.\-]*`;
const attribute = String.raw`\s+${name}="[^<"]*"`;
const token = new RegExp(
  String.raw`<(?<open>${name})(?<rest>(?:${attribute})*)\s*(?<empty>/?)>|</(?<close>${name})\s*>|[^<]+`,
  'vy',
);
const reference = /&(?:(?<named>amp|lt|gt|quot|apos)|#(?<number>\d+));|&/gv;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

export function readXml(document: string): XmlElement {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!document.startsWith(declaration)) throw new Error('no XML declaration');
  if (notXml.test(document)) throw new Error('a character that XML 1.0 has not');
  const root: OpenElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  token.lastIndex = declaration.length;
  while (token.lastIndex < document.length) {
    const from = token.lastIndex;
    const groups = token.exec(document)?.groups;
    if (groups === undefined) throw new Error(`not well-formed at ${document.slice(from, from + 40)}`);
    take(open, groups, document.slice(from, token.lastIndex));
  }
  const [only, ...others] = root.children;
  if (open.length !== 1 || only === undefined || others.length > 0 || root.text.trim() !== '') {
    throw new Error('not one element with all in it');
  }
  return only;
}

function take(open: OpenElement[], groups: Record<string, string | undefined>, piece: string): void {
  const current = open.at(-1);
  if (current === undefined) throw new Error('nothing is open');
  if (groups['open'] !== undefined) {
    const element = { name: groups['open'], attributes: readAttributes(groups['rest'] ?? ''), children: [], text: '' };
    current.children.push(element);
    if (groups['empty'] === '') open.push(element);
  } else if (groups['close'] === undefined) {
    if (piece.includes(']]>')) throw new Error(']]> in text');
    current.text += decode(piece);
  } else if (open.length === 1 || open.pop()?.name !== groups['close']) {
    throw new Error(`${piece} closes nothing`);
  }
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const match of text.matchAll(/\s+(?<key>[^\s=]+)="(?<value>[^"]*)"/gv)) {
    const { key = '', value = '' } = match.groups ?? {};
    if (key in attributes) throw new Error(`${key} twice`);
    attributes[key] = decode(value);
  }
  return attributes;
}

function decode(text: string): string {
  return text.replaceAll(reference, (whole, word: string | undefined, number: string | undefined) => {
    if (whole === '&') throw new Error('a bare &');
    return word === undefined ? String.fromCodePoint(Number(number)) : (named[word] ?? '');
  });
}

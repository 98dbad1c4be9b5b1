// What makes a link or the address of a picture unusable: one judgement for those that are written out and those that are rendered.
import { isTemplate, literalParts, literalStart } from '../template-text.ts';
import { tryParseJson } from '../../try-parse-json.ts';

/** https: a web page or a picture. scheme: whatever app a scheme opens. json: text that an app reads as JSON. */
export type LinkKind = 'https' | 'scheme' | 'json';

/** Goes on after the name of the field, or after "the rendered value". */
type LinkFault = string;

const kinds: ReadonlyMap<string | number | undefined, LinkKind> = new Map([
  ['ins_dl_internal', 'https'],
  ['ins_dl_external', 'https'],
  ['image_url', 'https'],
  ['ins_dl_url_scheme', 'scheme'],
  ['ins_dl_json', 'json'],
]);

/** Undefined where it is no link, or one of the app's own keys, which may hold anything. */
export function linkKindOf(path: readonly (string | number)[]): LinkKind | undefined {
  return kinds.get(path.at(-1));
}

const noAddress = 'must be a full address that begins with https://';
const noScheme = 'has no scheme';

/** Blanks of any kind, control characters, and signs that nobody sees. */
const unseen = /[\s\p{Cc}\u200B\u2060\u202A-\u202E\u2066-\u2069]/u;
const unseenFault = 'contains a space or a control character';

/** Nearly all there are, which every URL parser takes: names of plain letters and digits, the last one of letters, and signs of ASCII. */
const usual = /^https:\/\/(?:[a-z][a-z\d]*\.)+[a-z]{2,}(?:[/?#][!-~]*)?$/i;

/** The text is whole: written without a template, or rendered. */
export function findLinkFault(kind: LinkKind, text: string): LinkFault | undefined {
  if (kind !== 'json' && usual.test(text)) return undefined;
  if (text === '') return 'is empty';
  if (kind === 'json') return tryParseJson(text) !== undefined ? undefined : 'is not JSON';
  const start = kind === 'https' ? hasHost.test(text) : hasScheme.test(text);
  if (!start) return kind === 'https' ? noAddress : noScheme;
  if (unseen.test(text)) return unseenFault;
  if (isScript.test(text)) return 'is a script or data, not a link';
  return URL.canParse(text) ? undefined : 'is not an address that can be read';
}

/** What is wrong with a text that may be a template, whatever a row makes of it. */
export function findWrittenLinkFault(kind: LinkKind, written: string): LinkFault | undefined {
  // A line break at the end is what another rule tells, for all fields of one line.
  const text = written.replace(endsInLineBreak, '');
  if (!isTemplate(text)) return findLinkFault(kind, text);
  if (kind === 'json') return undefined;
  const start = literalStart(text);
  if (kind === 'https' && !mayBecomeHttps(start)) return noAddress;
  if (kind === 'scheme' && !mayBecomeScheme(start)) return noScheme;
  // {{~ takes away the blanks beside it.
  return !text.includes('~') && literalParts(text).some((part) => unseen.test(part)) ? unseenFault : undefined;
}

/** As a block scalar of YAML does. */
export const endsInLineBreak = /[\r\n]\s*$/;
const hasHost = /^https:\/\/[^/?#]/i;
const hasScheme = /^[a-z][a-z0-9+.-]*:/i;
const isScript = /^(?:javascript|vbscript|data):/i;

/** "{{url}}" and "htt{{rest}}" are known once they are rendered. */
function mayBecomeHttps(start: string): boolean {
  const scheme = 'https://';
  const begun = start.toLowerCase();
  return begun.length < scheme.length ? scheme.startsWith(begun) : begun.startsWith(scheme);
}

/** The scheme itself may come from a column, as in "{{app}}://sale". */
function mayBecomeScheme(start: string): boolean {
  return hasScheme.test(start) || /^(?:[a-z][a-z0-9+.-]*)?$/i.test(start);
}

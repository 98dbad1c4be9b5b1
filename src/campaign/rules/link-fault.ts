// Finds what makes a link or the address of a picture unusable. The same test is for written and for rendered ones.
import { isTemplate, literalParts, literalStart } from '../template-text.ts';
import { tryParseJson } from '../../try-parse-json.ts';

/** https: a web page or a picture. scheme: an app that the scheme opens. json: text that an app reads as JSON. */
export type LinkKind = 'https' | 'scheme' | 'json';

/** Continues the name of the field, or "the rendered value". */
type LinkFault = string;

const kinds: ReadonlyMap<string | number | undefined, LinkKind> = new Map([
  ['ins_dl_internal', 'https'],
  ['ins_dl_external', 'https'],
  ['image_url', 'https'],
  ['ins_dl_url_scheme', 'scheme'],
  ['ins_dl_json', 'json'],
]);

/** Returns undefined if the value is not a link, or belongs to a key of the app, which may have any value. */
export function linkKindOf(path: readonly (string | number)[]): LinkKind | undefined {
  return kinds.get(path.at(-1));
}

const noAddress = 'must be a full address that begins with https://';
const noScheme = 'has no scheme';

/** Blanks of any kind, control characters, and invisible characters. */
const unseen = /[\s\p{Cc}\u200B\u2060\u202A-\u202E\u2066-\u2069]/u;
const unseenFault = 'contains a space or a control character';

/**
 * Matches nearly all links. Every URL parser accepts these: plain letters and digits in the host name, letters in its last part, and ASCII
 * characters.
 */
const usual = /^https:\/\/(?:[a-z][a-z\d]*\.)+[a-z]{2,}(?:[/?#][!-~]*)?$/i;

/** Finds the fault of a complete text: written without a template, or rendered. */
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

/** Finds the fault of a text that may be a template, as far as it does not depend on a row. */
export function findWrittenLinkFault(kind: LinkKind, written: string): LinkFault | undefined {
  // Another rule reports a line break at the end, for all fields of one line.
  const text = written.replace(endsInLineBreak, '');
  if (!isTemplate(text)) return findLinkFault(kind, text);
  if (kind === 'json') return undefined;
  const start = literalStart(text);
  if (kind === 'https' && !mayBecomeHttps(start)) return noAddress;
  if (kind === 'scheme' && !mayBecomeScheme(start)) return noScheme;
  // {{~ removes the blanks next to it.
  return !text.includes('~') && literalParts(text).some((part) => unseen.test(part)) ? unseenFault : undefined;
}

/** Matches the line break that a block scalar of YAML adds. */
export const endsInLineBreak = /[\r\n]\s*$/;
const hasHost = /^https:\/\/[^/?#]/i;
const hasScheme = /^[a-z][a-z0-9+.-]*:/i;
const isScript = /^(?:javascript|vbscript|data):/i;

/** Whether the text may become an https link. "{{url}}" and "htt{{rest}}" are known only after rendering. */
function mayBecomeHttps(start: string): boolean {
  const scheme = 'https://';
  const begun = start.toLowerCase();
  return begun.length < scheme.length ? scheme.startsWith(begun) : begun.startsWith(scheme);
}

/** Whether the text may begin with a scheme, which may come from a column: "{{app}}://sale". */
function mayBecomeScheme(start: string): boolean {
  return hasScheme.test(start) || /^(?:[a-z][a-z0-9+.-]*)?$/i.test(start);
}

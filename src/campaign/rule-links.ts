// Rules about deep links.
import { errorAt, warningAt, type Diagnostic } from '../diagnostic.ts';
import { listLinks, type LinkMap } from './links.ts';
import type { ParsedYaml } from './parse-yaml.ts';
import { isTemplate, literalStart } from './template-text.ts';
import { isHttps } from './web-address.ts';

/** The API rejects the whole request (vendor's page, blacklisted_deeplink). */
export function checkApsKey(yaml: ParsedYaml): readonly Diagnostic[] {
  return eachLinkMap(yaml, ({ path, links }) =>
    Object.hasOwn(links, 'aps')
      ? [
          errorAt(
            yaml.locateKey([...path, 'aps']),
            'PP133',
            'a deep link cannot have the key aps: the API rejects the whole request',
            'Leave it out, or give the key another name.',
          ),
        ]
      : [],
  );
}

/** Internal and external links must be https (vendor's page); keys of one's own may hold anything. */
export function checkSecureLinks(yaml: ParsedYaml): readonly Diagnostic[] {
  return eachLink(yaml, ['ins_dl_internal', 'ins_dl_external'], (key, text, at) =>
    isHttps(text)
      ? []
      : [
          errorAt(
            at,
            'PP134',
            `${key} must be a full address that begins with https://`,
            'Write https:// and the host.',
          ),
        ],
  );
}

export function checkSchemeLinks(yaml: ParsedYaml): readonly Diagnostic[] {
  return eachLink(yaml, ['ins_dl_url_scheme'], (key, text, at) =>
    mayHaveScheme(text)
      ? []
      : [errorAt(at, 'PP135', `${key} has no scheme`, 'Begin with the scheme of the app, such as shop://product.')],
  );
}

/** A template of JSON is checked once it is rendered. */
export function checkJsonLinks(yaml: ParsedYaml): readonly Diagnostic[] {
  return eachLink(yaml, ['ins_dl_json'], (key, text, at) =>
    isTemplate(text) || isJson(text)
      ? []
      : [errorAt(at, 'PP136', `${key} is not JSON`, `Write JSON within single quotes: '{"screen": "sale"}'.`)],
  );
}

const apiKinds: ReadonlySet<string> = new Set([
  'ins_dl_internal',
  'ins_dl_external',
  'ins_dl_url_scheme',
  'ins_dl_json',
]);

/** Which one is opened is for the app to say. */
export function checkLinkKinds(yaml: ParsedYaml): readonly Diagnostic[] {
  return eachLinkMap(yaml, ({ path, links }) => {
    const keys = Object.keys(links).filter((key) => key !== 'aps');
    const kinds = [...new Set(keys.map((key) => (apiKinds.has(key) ? key : 'keys of your own')))];
    if (kinds.length < 2) return [];
    const message = `several kinds of deep link at once (${kinds.join(', ')}): which one opens depends on the app`;
    return [warningAt(yaml.locateKey(path), 'PP143', message, 'Keep one of them.')];
  });
}

function eachLinkMap(yaml: ParsedYaml, check: (links: LinkMap) => readonly Diagnostic[]): readonly Diagnostic[] {
  return listLinks(yaml.data).flatMap(check);
}

type CheckLink = (key: string, text: string, at: ReturnType<ParsedYaml['locate']>) => readonly Diagnostic[];

function eachLink(yaml: ParsedYaml, keys: readonly string[], check: CheckLink): readonly Diagnostic[] {
  return eachLinkMap(yaml, ({ path, links }) =>
    keys.flatMap((key) => {
      const text = links[key];
      return typeof text === 'string' && text !== '' ? check(key, text, yaml.locate([...path, key])) : [];
    }),
  );
}

function mayHaveScheme(text: string): boolean {
  // The scheme itself may come from a column, as in "{{app}}://sale".
  return (
    /^[a-z][a-z0-9+.-]*:/i.test(text) || (isTemplate(text) && /^(?:[a-z][a-z0-9+.-]*)?$/i.test(literalStart(text)))
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

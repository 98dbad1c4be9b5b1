// Rules for deep links.
import { errorAt, warningAt, type Diagnostic, type RuleCode } from '../../diagnostic.ts';
import { findWrittenLinkFault, linkKindOf, type LinkKind } from './link-fault.ts';
import { listLinks, type LinkMap } from './links.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';

/** Reports the key aps, for which the API rejects the whole request (vendor's page, blacklisted_deeplink). */
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

/** Checks the links of the API's own keys. The app's own keys may have any value (vendor's page). */
export function checkLinks(yaml: ParsedYaml): readonly Diagnostic[] {
  return eachLinkMap(yaml, ({ path, links }) =>
    [...apiKinds].flatMap((key) => {
      const text = links[key];
      const kind = linkKindOf([key]);
      // The schema reports an empty one.
      if (typeof text !== 'string' || text === '' || kind === undefined) return [];
      const fault = findWrittenLinkFault(kind, text);
      if (fault === undefined) return [];
      const { code, help } = linkRules[kind];
      return [errorAt(yaml.locate([...path, key]), code, `${key} ${fault}`, help)];
    }),
  );
}

const encode = 'Encode spaces as %20, and columns with {{urlencode column}}.';

const linkRules: Readonly<Record<LinkKind, { readonly code: RuleCode; readonly help: string }>> = {
  https: { code: 'PP134', help: `Write https:// and the host. ${encode}` },
  scheme: { code: 'PP135', help: `Begin with the scheme of the app, such as shop://product. ${encode}` },
  json: { code: 'PP136', help: `Write JSON within single quotes: '{"screen": "sale"}'.` },
};

const apiKinds: ReadonlySet<string> = new Set([
  'ins_dl_internal',
  'ins_dl_external',
  'ins_dl_url_scheme',
  'ins_dl_json',
]);

/** Warns about several kinds of link at once, since the app decides which one opens. */
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

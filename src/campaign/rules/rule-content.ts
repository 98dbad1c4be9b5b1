// Rules for `approve: content`. The approved text must contain the addresses, since nobody reviews the rows. That it contains the words is checked
// when texts are compiled.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { isTemplate } from '../template-text.ts';
import { mapAt, valueAt } from '../../is-map.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import type { Path } from '../yaml/places.ts';
import { linkKindOf } from './link-fault.ts';
import { listCards, listLinks } from './links.ts';

interface Field {
  readonly path: Path;
  readonly value: unknown;
}

/** Reports `newcomers` in a campaign without `approve: content`, where it would never take effect. */
export function checkNewcomers(yaml: ParsedYaml): readonly Diagnostic[] {
  if (valueAt(yaml.data, 'newcomers') === undefined || isByContent(yaml)) return [];
  const message = 'newcomers is for campaigns with approve: content: the plan of any other has no new people';
  const help = 'Add approve: content, or leave newcomers out.';
  return [errorAt(yaml.locateKey(['newcomers']), 'PP360', message, help)];
}

export function checkOwnHosts(yaml: ParsedYaml): readonly Diagnostic[] {
  if (!isByContent(yaml)) return [];
  return listAddresses(yaml.data).flatMap(({ path, value }) => {
    if (typeof value !== 'string' || !isTemplate(value) || hasHost(path, value)) return [];
    const message = `${String(path.at(-1))} takes its host from a column, but approve: content approves only hosts that are written out`;
    const help = 'Write the scheme and the host, such as https://shop.example.com/{{path}}, or use approve: people.';
    return [errorAt(yaml.locate(path), 'PP362', message, help)];
  });
}

function isByContent({ data }: ParsedYaml): boolean {
  return valueAt(data, 'approve') === 'content';
}

function listAddresses(data: unknown): readonly Field[] {
  const pictures = [
    { path: ['notification'], map: mapAt(data, 'notification') },
    ...listCards(data).map(({ path, card }) => ({ path, map: card })),
  ].map(({ path, map }) => ({ path: [...path, 'image_url'], value: map['image_url'] }));
  const links = listLinks(data).flatMap(({ path, links: map }) =>
    Object.entries(map).map(([key, value]) => ({ path: [...path, key], value })),
  );
  return [...pictures, ...links];
}

const writtenHost = /^[a-z][a-z0-9+.\-]*:\/\/[^\s\{\}\/?#\\]+(?:$|[\/?#\\])/iv;
const hostWithin = /[a-z][a-z0-9+.\-]*:\/\/[^\s\{\}\/?#\\"']+(?=$|[\s\/?#\\"'])/giv;

/** Whether the host is written out. JSON and the app's own keys may have any value, but an address in them needs its host too. */
function hasHost(path: Path, text: string): boolean {
  const kind = linkKindOf(path);
  if (kind === 'https' || kind === 'scheme') return writtenHost.test(text);
  return text.split('://').length - 1 === [...text.matchAll(hostWithin)].length;
}

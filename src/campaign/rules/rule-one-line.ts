// The rule for fields of one line. A block scalar (| or >) ends them with a line break, which would be sent.
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { mapAt } from '../../is-map.ts';
import { endsInLineBreak } from './link-fault.ts';
import { listCards, listLinks } from './links.ts';
import type { ParsedYaml } from '../yaml/parse-yaml.ts';
import type { Path } from '../yaml/places.ts';

interface Field {
  readonly path: Path;
  readonly value: unknown;
}

export function checkOneLineFields(yaml: ParsedYaml): readonly Diagnostic[] {
  return listFields(yaml.data)
    .filter(({ value }) => typeof value === 'string' && endsInLineBreak.test(value))
    .map(({ path }) => {
      const message = `${String(path.at(-1))} ends with a line break, which would be sent`;
      return errorAt(yaml.locate(path), 'PP246', message, 'Write |- or >- in place of | or >: they leave it out.');
    });
}

/** Returns all fields of the notification except `message` and the descriptions of cards, which may have several lines. */
function listFields(data: unknown): readonly Field[] {
  const homes = [
    ['notification'],
    ['notification', 'identifiers'],
    ['notification', 'android'],
    ['notification', 'ios'],
  ];
  const maps = [
    ...homes.map((path) => ({ path, map: mapAt(data, ...path) })),
    ...listLinks(data).map(({ path, links }) => ({ path, map: links })),
    ...listCards(data).map(({ path, card }) => ({ path, map: card })),
  ];
  return maps.flatMap(({ path, map }) =>
    Object.entries(map)
      .filter(([key]) => key !== 'message' && key !== 'description')
      .map(([key, value]) => ({ path: [...path, key], value })),
  );
}

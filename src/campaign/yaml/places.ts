// Where each value of a YAML file stands, by its path of keys and indexes.
import type { Position } from '../../diagnostic.ts';
import type { Locate } from '../campaign.ts';
import { sourceOffset, type ScalarSource } from './scalar-offset.ts';
import { positionAt, type SourceText } from './source-text.ts';

export interface Place {
  /** Offset of the key that names it; entries of a list have none. */
  readonly key?: number;
  /** Offset of the value. */
  readonly value: number;
  /** The value is a map or list on the lines below its key, or nothing at all: then the key is what a reader looks for. */
  readonly below: boolean;
  readonly text?: ScalarSource;
  /** What an unquoted number, boolean or null looks like in the file. */
  readonly unquoted?: string;
  /** By key, or by index as text. */
  readonly children?: ReadonlyMap<string, Place>;
}

export type Path = readonly (string | number)[];

/** Where each value of a file stands: plain data, which goes wherever the values go. */
export interface Places {
  readonly source: SourceText;
  readonly root: Place;
}

/** What has places beside it. */
export interface Placed {
  readonly places: Places;
}

export interface PlaceFinder {
  /** As `locateIn` does. */
  readonly locate: Locate;
  /** The key that names the value. */
  locateKey(path: Path): Position;
  /** How an unquoted number, boolean or null at this path is written. */
  unquotedAt(path: Path): string | undefined;
}

/** The place of a value; for a path that the file does not have, of the nearest thing above it. `offset` counts UTF-16 units into a text. */
export function locateIn({ places: { source, root } }: Placed, path: Path, offset?: number): Position {
  const { place } = find(root, path);
  if (offset !== undefined && place.text !== undefined) {
    return positionAt(source, sourceOffset(source.text, place.text, offset));
  }
  return positionAt(source, place.below ? (place.key ?? place.value) : place.value);
}

export function openPlaces(places: Places): PlaceFinder {
  const { source, root } = places;
  return {
    locate: (path, offset) => locateIn({ places }, path, offset),
    locateKey(path) {
      const { place } = find(root, path);
      return positionAt(source, place.key ?? place.value);
    },
    unquotedAt(path) {
      const { place, whole } = find(root, path);
      return whole ? place.unquoted : undefined;
    },
  };
}

function find(root: Place, path: Path): { readonly place: Place; readonly whole: boolean } {
  let place = root;
  for (const step of path) {
    const child = place.children?.get(String(step));
    if (child === undefined) return { place, whole: false };
    place = child;
  }
  return { place, whole: true };
}

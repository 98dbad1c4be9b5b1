// Finds the position of each value of a YAML file by its path of keys and indexes.
import type { Position } from '../../diagnostic.ts';
import type { Locate } from '../campaign.ts';
import { sourceOffset, type ScalarSource } from './scalar-offset.ts';
import { positionAt, type SourceText } from './source-text.ts';

export interface Place {
  /** The offset of its key; undefined for entries of a list. */
  readonly key?: number;
  /** The offset of the value. */
  readonly value: number;
  /** Whether the value is a map or list on the lines below its key, or is missing. Findings then point to the key. */
  readonly below: boolean;
  readonly text?: ScalarSource;
  /** The source of an unquoted number, boolean or null. */
  readonly unquoted?: string;
  /** The values in it, by key or by index as text. */
  readonly children?: ReadonlyMap<string, Place>;
}

export type Path = readonly (string | number)[];

/** The positions of the values of a file. Plain data that travels with the values. */
export interface Places {
  readonly source: SourceText;
  readonly root: Place;
}

/** An object that has places. */
export interface Placed {
  readonly places: Places;
}

export interface PlaceFinder {
  /** Does the same as `locateIn`. */
  readonly locate: Locate;
  /** Returns the position of the value's key. */
  locateKey(path: Path): Position;
  /** Returns the source of an unquoted number, boolean or null at this path. */
  unquotedAt(path: Path): string | undefined;
}

/**
 * Returns the position of a value. If the file does not have the path, that of the nearest value above it. `offset` counts UTF-16 units into a text.
 */
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

// Where each value of a YAML file stands, by its path of keys and indexes.
import type { Position } from '../diagnostic.ts';
import type { Locate } from './campaign.ts';
import { sourceOffset, type ScalarSource } from './scalar-offset.ts';
import type { SourceText } from './source-text.ts';

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

export interface Places {
  /** The value; for a path that the file does not have, the nearest thing above it. */
  readonly locate: Locate;
  /** The key that names the value. */
  locateKey(path: Path): Position;
  /** How an unquoted number, boolean or null at this path is written. */
  unquotedAt(path: Path): string | undefined;
}

export function openPlaces(source: SourceText, root: Place): Places {
  return {
    locate(path, offset) {
      const { place } = find(root, path);
      if (offset !== undefined && place.text !== undefined) {
        return source.positionAt(sourceOffset(source.text, place.text, offset));
      }
      return source.positionAt(place.below ? (place.key ?? place.value) : place.value);
    },
    locateKey(path) {
      const { place } = find(root, path);
      return source.positionAt(place.key ?? place.value);
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

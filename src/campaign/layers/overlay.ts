// What is laid over the texts of a campaign for some of its recipients: a language, an arm.
import { isMap, type YamlMap } from '../yaml/is-map.ts';
import type { Path } from '../yaml/places.ts';

/** One overlay, and where it stands in the campaign file. */
export interface Overlay {
  readonly at: Path;
  readonly value: YamlMap;
}

/** Maps are merged, lists and all else replaced as a whole; null takes a key away. */
export function layOver(below: YamlMap, overlay: YamlMap): YamlMap {
  const kept = Object.entries(below).flatMap(([key, value]): [string, unknown][] => {
    if (!Object.hasOwn(overlay, key)) return [[key, value]];
    return layOne(key, value, overlay[key]);
  });
  const added = Object.entries(overlay).flatMap(([key, value]) =>
    Object.hasOwn(below, key) ? [] : layOne(key, undefined, value),
  );
  return Object.fromEntries([...kept, ...added]);
}

function layOne(key: string, below: unknown, value: unknown): [string, unknown][] {
  if (value === null) return [];
  return [[key, isMap(value) ? layOver(isMap(below) ? below : {}, value) : value]];
}

/** Where the value at a path of the merged notification is written: in the topmost overlay that has it. The notification as a whole is that of the topmost. */
export function writtenAt(overlays: readonly Overlay[] | undefined, path: Path): Path {
  const [root, ...steps] = path;
  if (root !== 'notification') return path;
  const top = overlays?.findLast(({ value }) => holds(value, steps));
  return top === undefined ? path : [...top.at, ...steps];
}

function holds(value: YamlMap, steps: Path): boolean {
  let at: unknown = value;
  for (const step of steps) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return false;
    at = Reflect.get(at, step);
  }
  return true;
}

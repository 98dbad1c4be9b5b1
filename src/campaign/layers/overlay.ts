// Applies an overlay: the texts that replace those of a campaign for a language or an arm.
import { isMap, type YamlMap } from '../../is-map.ts';
import type { Path } from '../yaml/places.ts';

/** An overlay, and its path in the campaign file. */
export interface Overlay {
  readonly at: Path;
  readonly value: YamlMap;
}

/** Applies an overlay. Maps are merged; lists and other values are replaced as a whole; null removes a key. */
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

/**
 * Returns the path in the file of a value of the merged notification: in the topmost overlay that has it. The notification as a whole is in the
 * topmost overlay.
 */
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

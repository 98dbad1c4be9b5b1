// A key that a schema does not know: where it belongs, what it is called here, or what is meant by it.
import { findNearest } from '../find-nearest.ts';
import { adviseForeignKey } from './foreign-keys.ts';
import { homesOf, propertiesAt } from './schema-lookup.ts';
import { listWords } from './schema-words.ts';
import type { YamlMap } from '../yaml/is-map.ts';

export interface UnknownKey {
  readonly key: string;
  /** Of the map in which it stands. */
  readonly path: readonly string[];
  /** The keys that this map may have. */
  readonly known: readonly string[];
}

/** The remedy. `suggested` is the key that is meant, where it is one of the same map. */
export function adviseUnknownKey(
  root: YamlMap,
  { key, path, known }: UnknownKey,
): { readonly help: string; readonly suggested?: string } {
  const straight = key.replaceAll(/[“”„‘’]/gv, '');
  if (straight !== key && known.includes(straight)) {
    return { help: `Write ${straight} without the curly quotes.`, suggested: straight };
  }
  const dotted = adviseDotted(root, key, path);
  if (dotted !== undefined) return { help: dotted };
  const homes = homesOf(root, key).filter(
    (home) => isSameLayer(home, path) && isWithinReach(home, path) && !isForApp(key, path),
  );
  const nearest = findNearest(key, known);
  // A plural that is forgotten is nearer than a key of another part of the file.
  const isPlural = nearest === `${key}s` && homes.every((home) => home.split('.')[0] !== path[0]);
  if (homes.length > 0 && !isPlural) {
    const places = homes.map((home) => (home === '' ? 'to the top of the file' : `under ${home}`));
    return { help: `It belongs ${listWords(places)}.` };
  }
  const advice = adviseForeignKey('notification' in propertiesAt(root, []) ? 'campaign' : 'workspace', key);
  if (advice !== undefined && !isPlural) return { help: advice };
  if (nearest === undefined) return { help: `Known keys: ${known.join(', ')}.` };
  return { help: `Did you mean ${JSON.stringify(nearest)}?`, suggested: nearest };
}

/** What is laid over a notification, or expected of it, has nearly the same keys. An author who writes there means those, and elsewhere others. */
function isSameLayer(home: string, [root = '']: readonly string[]): boolean {
  const layer = overlaid.find((one) => new RegExp(`^${one}\\b`).test(home));
  return layer === (overlaid.includes(root) ? root : undefined);
}

const overlaid: readonly string[] = ['locales', 'variants', 'tests'];

/** Other tools hand keys to the app under `data`, and not tables to the texts. */
function isForApp(key: string, [root]: readonly string[]): boolean {
  return key === 'data' && root === 'notification';
}

/** Deep in one part of a file, nobody means a key of another part. */
function isWithinReach(home: string, path: readonly string[]): boolean {
  return home === '' || path.length < 3 || home.split('.')[0] === path[0];
}

/** `android.sound: chime`: a section and its key in one word. */
function adviseDotted(root: YamlMap, key: string, path: readonly string[]): string | undefined {
  const steps = key.split('.');
  const name = steps.at(-1) ?? '';
  if (steps.length < 2) return undefined;
  const around = [path, []].find((from) => Object.hasOwn(propertiesAt(root, [...from, ...steps.slice(0, -1)]), name));
  if (around === undefined) return undefined;
  const written = steps.reduceRight((inner, step) => (inner === '' ? step : `${step}: { ${inner} }`), '');
  const place = path.length > 0 && around.length === 0 ? ' at the top of the file' : '';
  return `A dot does not lead into a section: write ${written.replace(name, `${name}: ...`)}${place}.`;
}

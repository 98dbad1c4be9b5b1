// A key that a schema does not know: where it belongs, what it is called here, or what is meant by it.
import { findNearest } from '../find-nearest.ts';
import { adviseForeignKey } from './foreign-keys.ts';
import { ownWordFor } from './foreign-words.ts';
import { homesOf, propertiesAt } from './schema-lookup.ts';
import { listWords } from './schema-words.ts';
import type { YamlMap } from '../yaml/is-map.ts';

export interface UnknownKey {
  readonly key: string;
  /** The path of the map that it stands in. */
  readonly path: readonly string[];
  /** The keys that this map may have. */
  readonly known: readonly string[];
  /** The keys that the map has, this one too. */
  readonly written: readonly string[];
}

interface Advice {
  /** The remedy. */
  readonly help: string;
  /** The key that is meant, where it is one of the same map. */
  readonly suggested?: string;
}

export function adviseUnknownKey(root: YamlMap, { key, path, known, written }: UnknownKey): Advice {
  const respelt = adviseCurly(key, known) ?? adviseDotted(root, key, path) ?? adviseSpelling(key, known);
  if (respelt !== undefined) return respelt;
  const homes = homesOf(root, key).filter(
    (home) => isSameLayer(home, path) && isWithinReach(home, path) && !isForApp(key, path),
  );
  // Of two keys that are equally near, the one that is not there yet.
  const nearest = findNearest(key, [...new Set(known).difference(new Set(written)), ...known]);
  const isElsewhere = homes.every((home) => home.split('.')[0] !== path[0]);
  if (nearest !== undefined && isOtherNumber(nearest, key)) return didYouMean(nearest);
  const isBeside = isElsewhere || !homes.some((home) => isAround(home, path));
  const longer = isBeside ? findLonger(key, known) : undefined;
  if (longer !== undefined) return didYouMean(longer);
  if (homes.length > 0) {
    const places = homes.map((home) => (home === '' ? 'to the top of the file' : `under ${home}`));
    return { help: `It belongs ${listWords(places)}.` };
  }
  const advice = adviseForeign(root, key, path);
  if (advice !== undefined) return { help: advice };
  if (nearest === undefined) return { help: `Known keys: ${[...known, ...namesBeside(path)].join(', ')}.` };
  return didYouMean(nearest);
}

/** A pattern takes these, and is no list. */
function namesBeside(path: readonly string[]): readonly string[] {
  return path.at(-1) === 'identifiers' ? ['custom.NAME'] : [];
}

/** A plural in place of a singular, or the other way round, is nearer than a key that ends so, or one of another part of the file. */
function isOtherNumber(nearest: string, key: string): boolean {
  return nearest === `${key}s` || key === `${nearest}s`;
}

function adviseForeign(root: YamlMap, key: string, [section = '']: readonly string[]): string | undefined {
  if (!('notification' in propertiesAt(root, []))) return adviseForeignKey('workspace', key);
  return own.has(section) ? undefined : adviseForeignKey('campaign', key);
}

/** Sections of a campaign that no other tool has: who writes in one of them means a key of it. */
const own: ReadonlySet<string> = new Set([
  'abort_if',
  'caps',
  'data',
  'every',
  'exclude',
  'fail_on',
  'retry',
  'rollout',
  'tests',
]);

/** The one key of this map that ends so: it is nearer than a key of another part of the file, as `timezone` is to `zone`. */
function findLonger(key: string, known: readonly string[]): string | undefined {
  const [longer, ...others] = known.filter((one) => key.length >= 4 && one.endsWith(key));
  return others.length === 0 ? longer : undefined;
}

function didYouMean(key: string): Advice {
  return { help: `Did you mean ${JSON.stringify(key)}?`, suggested: key };
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

/** Whether one of the two is in the other: then the key stands a level too deep, or too high. */
function isAround(home: string, path: readonly string[]): boolean {
  const steps = home === '' ? [] : home.split('.');
  return steps.slice(0, path.length).every((step, index) => step === path[index]);
}

/** Deep in one part of a file, nobody means a key of another part. */
function isWithinReach(home: string, path: readonly string[]): boolean {
  return home === '' || path.length < 3 || home.split('.')[0] === path[0];
}

/** `Locale`, `campId` and `thread_id` are the keys of this map to their writers. */
function adviseSpelling(key: string, known: readonly string[]): Advice | undefined {
  const same = known.find((one) => lettersOf(one) === lettersOf(key)) ?? ownWordFor(key, known);
  return same === undefined ? undefined : didYouMean(same);
}

function lettersOf(key: string): string {
  return key.replaceAll(/[\-_\s]/gv, '').toLowerCase();
}

function adviseCurly(key: string, known: readonly string[]): Advice | undefined {
  const straight = key.replaceAll(/[“”„‘’]/gv, '');
  if (straight === key || !known.includes(straight)) return undefined;
  return { help: `Write ${straight} without the curly quotes.`, suggested: straight };
}

/** `android.sound: chime`: a section and its key in one word. */
function adviseDotted(root: YamlMap, key: string, path: readonly string[]): Advice | undefined {
  const steps = key.split('.');
  const name = steps.at(-1) ?? '';
  if (steps.length < 2) return undefined;
  const around = [path, []].find((from) => Object.hasOwn(propertiesAt(root, [...from, ...steps.slice(0, -1)]), name));
  if (around === undefined) return undefined;
  const written = steps.reduceRight((inner, step) => (inner === '' ? step : `${step}: { ${inner} }`), '');
  const place = path.length > 0 && around.length === 0 ? ' at the top of the file' : '';
  return { help: `A dot does not lead into a section: write ${written.replace(name, `${name}: ...`)}${place}.` };
}

// Writes the help for a key that a schema does not know: where it belongs, its name in pushplan, or the key that is probably meant.
import { findNearest } from '../find-nearest.ts';
import { adviseForeignKey } from './foreign-keys.ts';
import { ownWordFor } from './foreign-words.ts';
import { homesOf, propertiesAt } from './schema-lookup.ts';
import { listWords } from './schema-words.ts';
import type { YamlMap } from '../../is-map.ts';

export interface UnknownKey {
  readonly key: string;
  /** The path of the map that contains it. */
  readonly path: readonly string[];
  /** The keys that this map may have. */
  readonly known: readonly string[];
  /** The keys that the map has, including this one. */
  readonly written: readonly string[];
}

interface Advice {
  /** What to do. */
  readonly help: string;
  /** The key that is meant, if it belongs in the same map. */
  readonly suggested?: string;
}

export function adviseUnknownKey(root: YamlMap, { key, path, known, written }: UnknownKey): Advice {
  const respelt = adviseCurly(key, known) ?? adviseDotted(root, key, path) ?? adviseSpelling(key, known);
  if (respelt !== undefined) return respelt;
  const homes = homesOf(root, key).filter(
    (home) => isSameLayer(home, path) && isWithinReach(home, path) && !isForApp(key, path),
  );
  // If two keys are equally near, the one that is not there yet wins.
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

/** Names that a pattern allows and the list of keys does not have. */
function namesBeside(path: readonly string[]): readonly string[] {
  return path.at(-1) === 'identifiers' ? ['custom.NAME'] : [];
}

/** Whether the two differ only in the plural s. Such a key is nearer than one that ends in the same way, or one of another part of the file. */
function isOtherNumber(nearest: string, key: string): boolean {
  return nearest === `${key}s` || key === `${nearest}s`;
}

function adviseForeign(root: YamlMap, key: string, [section = '']: readonly string[]): string | undefined {
  if (!('notification' in propertiesAt(root, []))) return adviseForeignKey('workspace', key);
  return own.has(section) ? undefined : adviseForeignKey('campaign', key);
}

/** Sections of a campaign that no other tool has. An author who writes there means one of their keys. */
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

/** Returns the only key of this map that ends in the same way. It is nearer than a key of another part of the file, as `timezone` is to `zone`. */
function findLonger(key: string, known: readonly string[]): string | undefined {
  const [longer, ...others] = known.filter((one) => key.length >= 4 && one.endsWith(key));
  return others.length === 0 ? longer : undefined;
}

function didYouMean(key: string): Advice {
  return { help: `Did you mean ${JSON.stringify(key)}?`, suggested: key };
}

/**
 * Whether both are in the same part of the file: locales, variants, tests or the rest. The parts have nearly the same keys, and an author means a key
 * of the part in which it is written.
 */
function isSameLayer(home: string, [root = '']: readonly string[]): boolean {
  const layer = overlaid.find((one) => new RegExp(`^${one}\\b`).test(home));
  return layer === (overlaid.includes(root) ? root : undefined);
}

const overlaid: readonly string[] = ['locales', 'variants', 'tests'];

/** Whether `data` is for the app, as in other tools, and not for tables. */
function isForApp(key: string, [root]: readonly string[]): boolean {
  return key === 'data' && root === 'notification';
}

/** Whether one of the two contains the other. The key is then a level too deep or too high. */
function isAround(home: string, path: readonly string[]): boolean {
  const steps = home === '' ? [] : home.split('.');
  return steps.slice(0, path.length).every((step, index) => step === path[index]);
}

/** Whether the key may be meant for that place. Deep in one part of a file, nobody means a key of another part. */
function isWithinReach(home: string, path: readonly string[]): boolean {
  return home === '' || path.length < 3 || home.split('.')[0] === path[0];
}

/** Corrects the spelling of a key: `Locale`, `campId` and `thread_id` are meant as keys of this map. */
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

/** Corrects `android.sound: chime`, which has a section and its key in one word. */
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

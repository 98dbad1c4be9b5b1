// Compares two versions of a campaign file and returns the values that differ, field by field, as they are written.
import type { Campaign } from '../../campaign/campaign.ts';
import { isMap } from '../../is-map.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import type { Change } from '../../generated/plan.ts';

type Scalar = Change['before'];
type Path = readonly (string | number)[];

/**
 * Keys that have no effect on what is sent, to whom or how (the two files are matched by id). Tags do have an effect: they select caps, lists and
 * quiet hours.
 */
const passedOver: ReadonlySet<string> = new Set(['version', 'id', 'owner']);

/** `before` and `after` are the data of the files. The result is in the order of the present file, with removed values at the end. */
export function compareValues(before: unknown, after: unknown, campaign: Pick<Campaign, 'file' | 'places'>): Change[] {
  const { file } = campaign;
  const [was, is] = [flatten(before), flatten(after)];
  const paths = [...is.keys(), ...[...was.keys()].filter((path) => !is.has(path))];
  return paths.flatMap((name) => {
    const [old, now] = [was.get(name), is.get(name)];
    if (old !== undefined && now !== undefined && old.value === now.value) return [];
    return [
      {
        path: (now ?? old)?.path.join('.') ?? name,
        before: old?.value ?? null,
        after: now?.value ?? null,
        recipients: null,
        cause: {
          kind: 'campaign',
          name: file,
          file,
          line: now === undefined ? null : locateIn(campaign, now.place).line,
        },
      },
    ];
  });
}

interface Leaf {
  /** The path that is shown to readers. */
  readonly path: Path;
  /** The path in the file. */
  readonly place: Path;
  readonly value: Scalar;
}

function flatten(data: unknown): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const add = (path: Path, place: Path, value: Scalar): void => {
    // Not joined with dots, because a column may have any name, and two different paths could look the same.
    leaves.set(JSON.stringify(path), { path, place, value });
  };
  const walk = (value: unknown, path: Path, place: Path): void => {
    if (isScalar(value)) add(path, place, value);
    // Readers see a list of words as one value.
    else if (Array.isArray(value) && value.every(isScalar)) add(path, place, value.join(', '));
    else if (Array.isArray(value) && path[0] === 'rollout') add(path, place, value.map(writeStep).join(', '));
    else if (Array.isArray(value)) walkList(value, path, place);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value)) {
        if (path.length > 0 || !passedOver.has(key)) walk(part, [...path, key], [...place, key]);
      }
    }
  };
  const walkList = (list: readonly unknown[], path: Path, place: Path): void => {
    const names = namesIn(list);
    if (names !== undefined) add(path, place, names.join(', '));
    for (const [index, entry] of list.entries()) {
      const rest = names === undefined || !isMap(entry) ? entry : { ...entry, name: undefined };
      walk(rest, [...path, names?.[index] ?? index], [...place, index]);
    }
  };
  walk(data, [], []);
  return leaves;
}

/** Entries with names, such as the arms of a test, are matched by name, not by position. */
function namesIn(list: readonly unknown[]): readonly string[] | undefined {
  const names = list.flatMap((entry) => (isMap(entry) && typeof entry['name'] === 'string' ? [entry['name']] : []));
  return names.length > 0 && new Set(names).size === list.length ? names : undefined;
}

/** Writes "pause 10m", so that steps and pauses read as one value. */
function writeStep(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  return Object.entries(item)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(' ');
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

// Opens the lists of a plan: those of pushplan.yaml and those that its campaigns name. Reads each list once, and tells which of them apply to a
// campaign.
import type { Campaign, ListFile, Locate } from '../../campaign/campaign.ts';
import { nameOfList } from '../../campaign/list-file.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { holdsFor } from '../../delivery/people-lists.ts';
import type { Diagnostic, Position } from '../../diagnostic.ts';
import type { ListPlan, Plan } from '../../generated/plan.ts';
import { judgeList, type JudgedList } from '../../plan/guards/guard-list.ts';
import type { History } from '../../plan/history.ts';
import type { HeldList } from '../../plan/selection/leave-out-listed.ts';
import { hasFile } from '../../workspace/has-file.ts';
import type { SuppressionList } from '../../workspace/settings.ts';
import { openForgotten } from './open-forgotten.ts';
import type { OpenBase } from '../base/open-base.ts';
import type { Prepared } from '../prepare.ts';
import { readList, type ReadList } from './read-list.ts';

interface ListSources {
  readonly here: Pick<Prepared, 'workspace' | 'campaigns'>;
  /** The base, whose pushplan.yaml decides which lists there are, and whose rows count too. */
  readonly base?: Pick<OpenBase, 'files' | 'suppress' | 'policy'> | undefined;
  /** The history that remembers lists. */
  readonly history: Pick<History, 'lists' | 'forgotten'>;
  readonly allowed: Plan['allowed'];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What to do with a list that does not exist. Refused by default. */
  readonly missing?: 'skip';
}

/** A list that was read. */
export interface OpenList extends HeldList, JudgedList {
  readonly list: ListFile;
  readonly at: Position;
  /** The digest of its bytes, in hexadecimal. */
  readonly sha256: string;
  /** The digest, with the way in which the list is read. The same version has the same entries. */
  readonly version: string;
  /** Undefined for a list that a campaign names. */
  readonly suppression: SuppressionList | undefined;
  /** The errors of the guards. */
  readonly refused: readonly Diagnostic[];
}

/** A list that is looked up, with what a plan shows of it. */
export type ShownList = HeldList & Pick<OpenList, 'name' | 'modifiedAt'>;

export interface OpenLists {
  readonly all: readonly OpenList[];
  /** All lists, after the list of people that the ledger has to forget. */
  readonly shown: readonly ShownList[];
  /** The lists of pushplan.yaml. */
  readonly suppress: readonly SuppressionList[];
  /** Warnings, and errors if a guard refuses a list. */
  readonly diagnostics: readonly Diagnostic[];
  /** In the order in which they are looked up. */
  holdingFor(campaign: Pick<Campaign, 'tags' | 'exclude'>): readonly ShownList[];
}

/** The entries of a plan about its lists. `listed` is the number of rows that each list removes, by its key. */
export function describeLists(
  lists: readonly ShownList[],
  listed: ReadonlyMap<string, number>,
  now: number,
): ListPlan[] {
  return lists.map(({ key, name, people, modifiedAt }) => ({
    name,
    entries: people.size,
    removed: listed.get(key) ?? 0,
    age: modifiedAt.kind === 'known' ? Math.max(0, Math.floor((now - modifiedAt.at) / 1000)) : null,
  }));
}

/** Throws a Refusal (exit 3) if a list does not exist or cannot be read. */
export async function openLists({ here, base, history, missing, ...judging }: ListSources): Promise<OpenLists> {
  const { workspace, campaigns } = here;
  const places = { files: workspace.files, ...(base && { base: base.files }) };
  const { suppress } = base ?? workspace;
  const { locate } = base?.policy ?? workspace;
  const remembered = new Map((await history.lists(workspace.workspaceId ?? '')).map((one) => [one.name, one]));
  const all: OpenList[] = [];
  const warnings: Diagnostic[] = [];
  for (const named of [...listSuppressed(suppress, locate), ...listExcluded(campaigns)]) {
    if (missing === 'skip' && !(await hasFile(workspace.files, named.list.file))) continue;
    const read = await readList(places, named.list, named.at);
    warnings.push(...read.warnings);
    const one = openOne(named, read);
    const refused = judgeList({ ...one, remembered: remembered.get(one.key)?.entries }, judging);
    all.push({ ...one, refused });
  }
  const forgotten = openForgotten(await history.forgotten());
  return {
    all,
    shown: [...forgotten, ...all],
    suppress,
    diagnostics: [...all.flatMap(({ refused }) => refused), ...warnings],
    holdingFor: ({ tags, exclude }) => {
      const keys = new Set(exclude.map(keyOfExcluded));
      const held = all.filter(({ suppression, key }) =>
        suppression === undefined ? keys.has(key) : holdsFor(suppression, tags),
      );
      return [...forgotten, ...held];
    },
  };
}

type NamedList = Pick<OpenList, 'key' | 'name' | 'list' | 'at' | 'suppression'>;

function listSuppressed(suppress: readonly SuppressionList[], locate: Locate): readonly NamedList[] {
  return suppress.map((suppression, index) => {
    const { name } = suppression;
    return {
      key: keyOfSuppressed(suppression),
      name,
      list: suppression,
      at: locate(['suppress', index, suppression.query === undefined ? 'file' : 'query']),
      suppression,
    };
  });
}

function listExcluded(campaigns: readonly Campaign[]): readonly NamedList[] {
  const named = campaigns.flatMap((campaign) =>
    campaign.exclude.map((list): NamedList => {
      const at = locateIn(campaign, ['exclude', list.index, list.query === undefined ? 'file' : 'query']);
      return { key: keyOfExcluded(list), name: nameOfList(list), list, at, suppression: undefined };
    }),
  );
  return named.filter(({ key }, index) => named.findIndex((one) => one.key === key) === index);
}

export function keyOfSuppressed({ name }: Pick<SuppressionList, 'name'>): string {
  return `suppress ${name}`;
}

/** Two campaigns that name a file in the same way name the same list. */
export function keyOfExcluded(list: ListFile): string {
  return ['exclude', list.file, ...readingOf(list)].join(' ');
}

/** Describes how its rows are read. Runs and ledgers store this text, so it must not change for existing kinds of lists. */
function readingOf({ match, isHashed, sheet }: ListFile): readonly string[] {
  return [match, ...(isHashed ? ['sha256'] : []), ...(sheet === undefined ? [] : [`sheet=${sheet}`])];
}

function openOne(named: NamedList, { people, sha256, modifiedAt }: ReadList): Omit<OpenList, 'refused'> {
  const { list, suppression } = named;
  return {
    ...named,
    reason: suppression === undefined ? 'excluded' : 'suppressed',
    isHashed: list.isHashed,
    people,
    modifiedAt,
    sha256,
    version: [sha256, ...readingOf(list)].join(' '),
    entries: people.size,
    maxAge: suppression?.maxAge,
  };
}

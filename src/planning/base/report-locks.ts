// Reports the locks of campaigns in a plan: rows, dates, columns and the query, with the differences from the base.
import type { Campaign } from '../../campaign/campaign.ts';
import { Refusal } from '../../errors.ts';
import type { LockReport } from '../../generated/plan.ts';
import { maxYamlBytes } from '../../campaign/yaml/parse-yaml.ts';
import { readLock, type AudienceLock } from '../../sources/lock.ts';
import { describeSource } from '../../sources/open-data.ts';
import type { Files } from '../../workspace/files.ts';
import { diffLines } from './diff-lines.ts';

/** By campaign id, for campaigns with a lock. `base` holds the files of the commit to compare with. */
export async function reportLocks(
  here: Files,
  campaigns: readonly Campaign[],
  base: Files | undefined,
): Promise<ReadonlyMap<string, LockReport>> {
  const reports = new Map<string, LockReport>();
  for (const campaign of campaigns) {
    const lock = await readLock(here, campaign);
    if (lock !== undefined) reports.set(campaign.id, await reportLock(here, lock, base));
  }
  return reports;
}

async function reportLock(here: Files, lock: AudienceLock, base: Files | undefined): Promise<LockReport> {
  const { rows, fetched_at, source } = lock;
  const was = base === undefined ? undefined : await readBaseLock(base, lock.campaign);
  const isChanged = was !== undefined && was.source.sha256 !== source.sha256;
  return {
    rows,
    fetched_at,
    source: describeSource(source),
    query: isQuery(source) ? (isChanged ? 'changed' : 'unchanged') : null,
    was: was === undefined ? null : { rows: was.rows, fetched_at: was.fetched_at },
    columns: was === undefined ? { added: [], removed: [], retyped: [] } : compareColumns(was.columns, lock.columns),
    query_diff: base !== undefined && isChanged && isQuery(source) ? await diffQueries(here, lock, base, was) : [],
  };
}

/** Other sources have no text that could be compared. */
function isQuery({ kind }: AudienceLock['source']): boolean {
  return kind === 'query' || kind === 'postgres' || kind === 'command';
}

/** A lock of the base that cannot be read says nothing about the present side. */
async function readBaseLock(base: Files, id: string): Promise<AudienceLock | undefined> {
  try {
    return await readLock(base, { id });
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function compareColumns(was: AudienceLock['columns'], is: AudienceLock['columns']): LockReport['columns'] {
  const both = Object.keys(is).filter((name) => Object.hasOwn(was, name));
  return {
    added: Object.keys(is).filter((name) => !Object.hasOwn(was, name)),
    removed: Object.keys(was).filter((name) => !Object.hasOwn(is, name)),
    retyped: both.filter((name) => was[name] !== is[name]),
  };
}

async function diffQueries(
  here: Files,
  lock: AudienceLock,
  base: Files,
  was: AudienceLock,
): Promise<LockReport['query_diff']> {
  const [before, after] = [await textOf(base, was.source.file), await textOf(here, lock.source.file)];
  return diffLines(before, after);
}

/** Empty if the file no longer exists. */
async function textOf(files: Files, path: string): Promise<string> {
  try {
    return await files.readText(path, maxYamlBytes);
  } catch (error) {
    if (error instanceof Refusal) return '';
    throw error;
  }
}

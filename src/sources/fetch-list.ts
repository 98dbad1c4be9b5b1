// Fetches a list of people, given by a query, into the data folder. Lists are never pinned: what counts is who must get nothing today.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { ListFile } from '../campaign/campaign.ts';
import { nameOfList } from '../campaign/list-file.ts';
import { errorAt, type Position } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import { countOf } from '../numbers.ts';
import type { FetchWork } from './fetch-audience.ts';
import { sourceOfQueries } from './find-source.ts';
import { blameQuery } from './source-refusal.ts';
import { placeFile, writeAll } from './place-file.ts';
import { openStaging } from './engine/staging.ts';

/** The number of rows in a list, and of identifiers in these rows. */
export interface ListSize {
  readonly rows: number;
  readonly entries: number;
}

export interface ListFetch extends FetchWork {
  /** Reads a list in the same way as a plan. Throws a Refusal if it cannot be read. */
  readonly measure: (list: ListFile, bytes: AsyncIterable<Uint8Array>) => Promise<ListSize>;
}

/**
 * Returns the number of rows. Throws a Refusal if they contain no person or are not a list, or if the query cannot be run; the former list then
 * stays. `at` is where the query is named.
 */
export async function fetchList(list: ListFile, at: Position, work: ListFetch): Promise<number> {
  const { query } = list;
  if (query === undefined) throw new Error('a list that is a file is not fetched');
  await using staging = await openStaging(work.data);
  const source = sourceOfQueries(query.source);
  const asked = { file: query.file, params: {}, paramsAt: at };
  const bytes = source.read({ ...work, staging, at, query: asked });
  const { size } = await writeAll(staging.result, bytes, work);
  const { rows, entries } = size === 0 ? noRows : await measure(list, at, work, staging.result);
  if (entries === 0) {
    const none = rows === 0 ? 'no rows' : `${countOf(rows, 'row')} without an identifier of its kind`;
    const message = `the fetch of the list ${nameOfList(list)} brought ${none}; the list before stays`;
    const help = 'Check why there are none: with an empty list, people would get what they must not get.';
    throw new Refusal(exitCodes.blocked, [errorAt(at, 'PP267', message, help)]);
  }
  await placeFile(staging.result, join(work.data, list.file));
  return rows;
}

const noRows: ListSize = { rows: 0, entries: 0 };

async function measure(list: ListFile, at: Position, work: ListFetch, path: string): Promise<ListSize> {
  try {
    return await work.measure(list, createReadStream(path));
  } catch (error) {
    throw blameQuery(nameOfList(list), at, error);
  }
}

// Fetches one list of people, which is a query, into the data folder. Lists are never pinned: what counts is who must get nothing today.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { ListFile } from '../campaign/campaign.ts';
import { nameOfList } from '../campaign/list-file.ts';
import { errorAt, type Position } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import type { FetchWork } from './fetch-audience.ts';
import { sourceOfQueries } from './find-source.ts';
import { blameQuery } from './source-refusal.ts';
import { placeFile, writeAll } from './place-file.ts';
import { openStaging } from './engine/staging.ts';
import { summariseRows } from './summarise-rows.ts';

/** Gives how many rows came. Throws a Refusal where none did, or the query cannot be run; then the list before stays. `at` is where the query is named. */
export async function fetchList(list: ListFile, at: Position, work: FetchWork): Promise<number> {
  const { query } = list;
  if (query === undefined) throw new Error('a list that is a file is not fetched');
  await using staging = await openStaging(work.data);
  const source = sourceOfQueries(query.source);
  const asked = { file: query.file, params: {}, paramsAt: at };
  const bytes = source.read({ ...work, staging, at, query: asked });
  const { size } = await writeAll(staging.result, bytes, work);
  const rows = size === 0 ? 0 : await countRows(list, at, staging.result);
  if (rows === 0) {
    const message = `the fetch of the list ${nameOfList(list)} brought no rows; the list before stays`;
    const help = 'Check why there are none: with an empty list, people would get what they must not get.';
    throw new Refusal(exitCodes.blocked, [errorAt(at, 'PP267', message, help)]);
  }
  await placeFile(staging.result, join(work.data, list.file));
  return rows;
}

async function countRows(list: ListFile, at: Position, path: string): Promise<number> {
  try {
    return (await summariseRows({ name: list.file, what: 'the list' }, createReadStream(path), {})).rows;
  } catch (error) {
    throw blameQuery(nameOfList(list), at, error);
  }
}

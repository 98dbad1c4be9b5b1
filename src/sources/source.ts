// The interface of sources, which give the rows of an audience. Each kind of source has a file of its own, listed in find-source.ts.
import type { AudienceQuery } from '../campaign/campaign.ts';
import type { Position } from '../diagnostic.ts';
import type { AudienceLock } from '../generated/lock.ts';
import type { Files } from '../workspace/files.ts';
import type { ResultColumn } from './engine/query-protocol.ts';
import type { Staging } from './engine/staging.ts';

/** Receives the progress of a fetch. */
export interface FetchProgress {
  /** More bytes have arrived. */
  bytes(count: number): void;
  /** More rows have arrived. Never called by a source that passes bytes on unread. */
  rows(count: number): void;
  /** Gives the total number of bytes. */
  expect(bytes: number): void;
}

/** What a source needs from its environment during a fetch. */
export interface SourceWorld {
  /** Environment variables, which hold addresses, keys and proxies. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Must be called with each secret that was read, so that it is never printed. */
  readonly hide: (secret: string) => void;
  readonly progress: FetchProgress;
  /** Returns milliseconds since 1970. A signature is valid for minutes, and a fetch may take an hour. */
  readonly time: () => number;
  /** Aborts the fetch if the user ends it. A source may then throw any error. */
  readonly signal?: AbortSignal;
}

/** The query that selects the rows. */
export interface AskedQuery extends AudienceQuery {
  /** The place of its params, or where they would be. */
  readonly paramsAt: Position;
}

export interface SourceWork extends SourceWorld {
  readonly files: Files;
  /** The absolute path of the data folder. */
  readonly data: string;
  readonly staging: Staging;
  /** When the fetch began, in milliseconds since 1970. */
  readonly now: number;
  /** The place in the campaign where the file, query or object is named. */
  readonly at: Position;
  /** Absent for a file or an object. */
  readonly query?: AskedQuery;
  /** The name of the fetched object in the lock, if exactly that object is wanted again. */
  readonly pinnedObject?: string;
}

export interface Source {
  /** The ending of the file that its bytes become. */
  readonly format: AudienceLock['format'];
  /** Yields bytes, and returns the columns if it knows their types. Throws a Refusal, perhaps after some bytes, which are then incomplete. */
  read(work: SourceWork): AsyncGenerator<Uint8Array, readonly ResultColumn[] | undefined>;
}

/** Throws an error if there is no query. A source of queries always gets one. */
export function queryOf({ query }: Pick<SourceWork, 'query'>): AskedQuery {
  if (query === undefined) throw new Error('a source of queries was asked for something else');
  return query;
}

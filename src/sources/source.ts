// Where the rows of an audience come from. Each kind of source is a file of its own, listed in find-source.ts.
import type { AudienceQuery } from '../campaign/campaign.ts';
import type { Position } from '../diagnostic.ts';
import type { AudienceLock } from '../generated/lock.ts';
import type { Files } from '../workspace/files.ts';
import type { ResultColumn } from './engine/query-protocol.ts';
import type { Staging } from './engine/staging.ts';

/** What is known of a fetch while it goes on. */
export interface FetchProgress {
  /** More bytes have come. */
  bytes(count: number): void;
  /** More rows have come. A source that passes bytes on does not know. */
  rows(count: number): void;
  /** How many bytes there will be in all. */
  expect(bytes: number): void;
}

/** The world around a fetch. */
export interface SourceWorld {
  /** Environment variables: they hold addresses, keys and proxies. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Is told of each secret that was read, so that it is never printed. */
  readonly hide: (secret: string) => void;
  readonly progress: FetchProgress;
  /** Wall clock, milliseconds since 1970: a signature counts for minutes, and a fetch may take an hour. */
  readonly time: () => number;
  /** Fires if somebody ends the fetch: then a source may throw any error. */
  readonly signal?: AbortSignal;
}

/** A query that rows are asked for with. */
export interface AskedQuery extends AudienceQuery {
  /** Where its params are, or would be. */
  readonly paramsAt: Position;
}

export interface SourceWork extends SourceWorld {
  readonly files: Files;
  /** The data folder, absolute. */
  readonly data: string;
  readonly staging: Staging;
  /** When the fetch began, milliseconds since 1970. */
  readonly now: number;
  /** Where the file, query or object is named. */
  readonly at: Position;
  /** Absent for a file and an object. */
  readonly query?: AskedQuery;
  /** The name of the object that a lock says was fetched, where exactly that is wanted again. */
  readonly pinnedObject?: string;
}

export interface Source {
  /** How the file ends that its bytes become. */
  readonly format: AudienceLock['format'];
  /** Yields the bytes, and returns the columns where it knows their types. Throws a Refusal, also behind bytes: then they are not all. */
  read(work: SourceWork): AsyncGenerator<Uint8Array, readonly ResultColumn[] | undefined>;
}

/** Throws an error for work without a query, which a source of queries is never given. */
export function queryOf({ query }: Pick<SourceWork, 'query'>): AskedQuery {
  if (query === undefined) throw new Error('a source of queries was asked for something else');
  return query;
}

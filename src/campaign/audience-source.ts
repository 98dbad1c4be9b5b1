// The sources that an audience can be fetched from, as pushplan.yaml defines them. They are plain data that travels with a campaign, with the names
// of secrets but no secret itself.
import type { Position } from '../diagnostic.ts';

interface AnySource {
  readonly name: string;
  /** The time limit of a query, a download or a command, in milliseconds. */
  readonly timeout: number;
  /** The position of its name in pushplan.yaml. */
  readonly at: Position;
}

export interface PostgresSource extends AnySource {
  readonly kind: 'postgres';
  /** The name of the environment variable that has the address. */
  readonly addressEnv: string;
}

export interface HttpsSource extends AnySource {
  readonly kind: 'https';
  /** The base address, which ends with a slash. */
  readonly base: string;
  /** Names of environment variables, by the names of headers. */
  readonly headerEnv: Readonly<Record<string, string>>;
  readonly maxBytes: number;
}

/** The location of a bucket. */
export interface BucketPlace {
  readonly bucket: string;
  readonly region: string;
  /** Scheme and host of a server other than Amazon's. */
  readonly endpoint?: string;
}

export interface BucketSource extends AnySource, BucketPlace {
  readonly kind: 's3';
  readonly maxBytes: number;
}

export interface CommandSource extends AnySource {
  readonly kind: 'command';
  /** The program and its arguments. */
  readonly run: readonly string[];
  /** The names of the environment variables that it gets. */
  readonly env: readonly string[];
  readonly format: 'csv' | 'ndjson';
}

export type AudienceSource = PostgresSource | HttpsSource | BucketSource | CommandSource;

/** The kind of request that a source takes. */
export type SourceTakes = 'query' | 'object';

export function takenBy({ kind }: Pick<AudienceSource, 'kind'>): SourceTakes {
  return kind === 'postgres' || kind === 'command' ? 'query' : 'object';
}

// Where an audience can be fetched from, as pushplan.yaml says it: plain data, which goes with a campaign. Secrets are named, and in none of it.
import type { Position } from '../diagnostic.ts';

interface AnySource {
  readonly name: string;
  /** How long a query, a download or a command may take, in milliseconds. */
  readonly timeout: number;
  /** Where its name stands in pushplan.yaml. */
  readonly at: Position;
}

export interface PostgresSource extends AnySource {
  readonly kind: 'postgres';
  /** The name of the variable that holds the address. */
  readonly addressEnv: string;
}

export interface HttpsSource extends AnySource {
  readonly kind: 'https';
  /** Ends with a slash. */
  readonly base: string;
  /** Names of variables by names of headers. */
  readonly headerEnv: Readonly<Record<string, string>>;
  readonly maxBytes: number;
}

/** Where a bucket is. */
export interface BucketPlace {
  readonly bucket: string;
  readonly region: string;
  /** Scheme and host of a server that is not Amazon's. */
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
  /** The names of the variables that it gets. */
  readonly env: readonly string[];
  readonly format: 'csv' | 'ndjson';
}

export type AudienceSource = PostgresSource | HttpsSource | BucketSource | CommandSource;

/** What a source is asked for. */
export type SourceTakes = 'query' | 'object';

export function takenBy({ kind }: Pick<AudienceSource, 'kind'>): SourceTakes {
  return kind === 'postgres' || kind === 'command' ? 'query' : 'object';
}

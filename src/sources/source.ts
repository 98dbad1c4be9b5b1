// Where the rows of an audience come from. Each kind of source is a file of its own, listed in find-source.ts.
import type { Campaign } from '../campaign/campaign.ts';
import type { AudienceLock } from '../generated/lock.ts';
import type { Files } from '../workspace/files.ts';
import type { ResultColumn } from './query-protocol.ts';
import type { Staging } from './staging.ts';

interface SourceWork {
  readonly files: Files;
  /** The data folder, absolute. */
  readonly data: string;
  readonly staging: Staging;
  readonly campaign: Campaign;
}

export interface Source {
  /** How the file ends that its bytes become. */
  readonly format: AudienceLock['format'];
  /** Yields the bytes, and returns the columns where it knows their types. Throws a Refusal, also behind bytes: then they are not all. */
  read(work: SourceWork): AsyncGenerator<Uint8Array, readonly ResultColumn[] | undefined>;
}

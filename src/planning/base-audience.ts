// The audiences of a base. Those that are never committed, such as a nightly export, are read from this side in their place.
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import type { Files } from '../workspace/files.ts';
import { NoFile } from '../workspace/refuse-path.ts';

export interface BaseAudience {
  readonly files: Files;
  /** What is to be said of a campaign whose audience was not in the base. */
  diagnostics(): readonly Diagnostic[];
}

/** For one campaign; `campaignFile` is where it is on this side. */
export function openBaseAudience(base: Files, here: Files, ref: string, campaignFile: string): BaseAudience {
  let borrowed: string | undefined;
  return {
    files: {
      ...base,
      async stream(path, at) {
        try {
          return await base.stream(path, at);
        } catch (error) {
          if (!(error instanceof NoFile)) throw error;
          const bytes = await here.stream(path, at);
          borrowed = path;
          return bytes;
        }
      },
    },
    diagnostics: () => {
      if (borrowed === undefined) return [];
      const message = `${borrowed} is not in ${ref}, so nobody can tell who joins and who leaves: both sides are counted over the file that is here`;
      const help =
        'Do not commit customers: put the file into the data folder, run pushplan fetch, and commit the lock. Then both sides are compared where the data is.';
      return [{ ...warningAt(undefined, 'PP163', message, help), file: campaignFile }];
    },
  };
}

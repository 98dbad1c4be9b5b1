// The audiences and tables of a base. Those that are never committed, such as a nightly export, are read from this side in their place.
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import type { Files } from '../../workspace/files.ts';
import { NoFile } from '../../workspace/refuse-path.ts';

export interface BaseAudience {
  readonly files: Files;
  /** What is to be said of a campaign whose audience, or a table of it, was not in the base. */
  diagnostics(): readonly Diagnostic[];
}

/** For one campaign, as it is on this side and as the base has it: each may name other tables. */
export function openBaseAudience(
  base: Files,
  here: Files,
  ref: string,
  campaign: Campaign,
  former: Campaign,
): BaseAudience {
  const borrowed = new Set<string>();
  const sides = [campaign, former];
  const isTable = (path: string): boolean =>
    sides.every(({ audience }) => audience.file !== path) && sides.some((side) => namesTable(side, path));
  return {
    files: borrow(here, base, (path) => void borrowed.add(path)),
    diagnostics: () =>
      Array.from(borrowed, (path) => {
        const [why, help] = isTable(path)
          ? ['both sides look into the table that is here', 'Commit the table, if its rows are to be reviewed.']
          : [
              'it is not known who joins and who leaves: both sides are counted over the file that is here',
              'Do not commit customers: put the file into the data folder, run pushplan fetch, and commit the lock. Then both sides are compared where the data is.',
            ];
        const message = `${path} is not in ${ref}, so ${why}`;
        return { ...warningAt(undefined, 'PP163', message, help), file: campaign.file };
      }),
  };
}

/** The files of a base, in which tables and samples of the campaign that are never committed are those of this side. */
export function withRowsFrom(here: Files, base: Files, campaign: Campaign): Files {
  const files = borrow(here, base);
  const isBorrowed = (path: string): boolean => namesTable(campaign, path) || campaign.audience.samples === path;
  return { ...base, stream: (path, at) => (isBorrowed(path) ? files : base).stream(path, at) };
}

/** The files of a base; those that it does not have are read from this side. */
function borrow(here: Files, base: Files, note?: (path: string) => void): Files {
  return {
    ...base,
    async stream(path, at) {
      try {
        return await base.stream(path, at);
      } catch (error) {
        if (!(error instanceof NoFile)) throw error;
        const bytes = await here.stream(path, at);
        note?.(path);
        return bytes;
      }
    },
  };
}

function namesTable({ tables = [] }: Campaign, path: string): boolean {
  return tables.some(({ file }) => file === path);
}

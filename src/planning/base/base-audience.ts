// The audiences and tables of a base. Files that are never committed, such as a nightly export, are read from the present side instead.
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import type { Files } from '../../workspace/files.ts';
import { NoFile } from '../../workspace/refuse-path.ts';

export interface BaseAudience {
  readonly files: Files;
  /** Findings about a campaign whose audience or table is not in the base. */
  diagnostics(): readonly Diagnostic[];
}

/** Opens the files for one campaign in its present form and in that of the base, because the two may name different tables. */
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

/** The files of a base, with the campaign's tables and samples from the present side if they are not committed. */
export function withRowsFrom(here: Files, base: Files, campaign: Campaign): Files {
  const files = borrow(here, base);
  const isBorrowed = (path: string): boolean => namesTable(campaign, path) || campaign.audience.samples === path;
  return { ...base, stream: (path, at) => (isBorrowed(path) ? files : base).stream(path, at) };
}

/** The files of a base. Files that it does not have are read from the present side. */
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

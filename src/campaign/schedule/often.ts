// Reads how often people may get notifications, from a campaign or pushplan.yaml.
import type { CampaignFile, Cap as WrittenCap, Exclusion } from '../../generated/campaign.ts';
import type { Campaign, Cap, ExcludedList, ExcludedSend } from '../campaign.ts';
import { parseAge } from '../limit.ts';
import { readListFile } from '../list-file.ts';

export function readCap({ tag, max, within, gap, when, except_tags: exceptTags = [] }: WrittenCap): Cap {
  return {
    ...(tag === undefined ? {} : { tag }),
    max,
    within: parseAge(within),
    ...(gap === undefined ? {} : { gap: parseAge(gap) }),
    ...(when === 'defer' ? { when } : {}),
    exceptTags,
  };
}

/** Reads whom a campaign leaves out, by lists and by recent notifications, and its caps. */
export function readOften({
  exclude = [],
  caps = [],
}: Pick<CampaignFile, 'exclude' | 'caps'>): Pick<Campaign, 'exclude' | 'excludeRecent' | 'caps'> {
  return { exclude: readExcludedLists(exclude), excludeRecent: readRecent(exclude), caps: caps.map(readCap) };
}

function readExcludedLists(exclude: readonly Exclusion[]): readonly ExcludedList[] {
  return exclude.flatMap((written, index) =>
    written.file === undefined && written.query === undefined ? [] : [{ ...readListFile(written), index }],
  );
}

function readRecent(exclude: readonly Exclusion[]): readonly ExcludedSend[] {
  return exclude.flatMap(({ sent, tag, within }, index): readonly ExcludedSend[] => {
    if (within === undefined) return [];
    if (sent !== undefined) return [{ sent, within: parseAge(within), index }];
    return tag === undefined ? [] : [{ tag, within: parseAge(within), index }];
  });
}

// Sources are policy: a change cannot bring the source from which its campaigns are fetched.
import type { Campaign } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import { factsOfSource, settingOf } from '../sources/setting-of.ts';
import type { WorkspaceSettings } from '../workspace/settings.ts';

/** `base` is undefined if it cannot be read, which is reported elsewhere. */
export function findOtherSources(
  campaigns: readonly Campaign[],
  base: Pick<WorkspaceSettings, 'sources'> | undefined,
  ref: string,
): readonly Diagnostic[] {
  return campaigns.flatMap((campaign) => {
    const here = settingOf(campaign.audience);
    if (here === undefined || base === undefined) return [];
    const there = base.sources[here.name];
    const facts = there === undefined ? undefined : JSON.stringify(factsOfSource(there));
    if (facts === JSON.stringify(factsOfSource(here))) return [];
    const how = there === undefined ? `${ref} has no such source` : `in ${ref} it is another one`;
    const message = `${campaign.id} is fetched from the source ${here.name}, and ${how}`;
    const help = 'Merge pushplan.yaml first, in a pull request of its own: sources are policy, as guards are.';
    return [errorAt(locateIn(campaign, ['audience', 'source']), 'PP291', message, help)];
  });
}

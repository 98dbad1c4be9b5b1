// Rules over several campaigns: values that two campaigns must not share, and values that must not change once the ledger knows them.
import { errorAt, type Diagnostic, type RuleCode } from '../../diagnostic.ts';
import type { Campaign } from '../campaign.ts';
import { sharedOf } from '../layers/variants.ts';
import { locateIn } from '../yaml/places.ts';
import type { Path } from '../yaml/places.ts';

/** An id in the ledger's history of sends, and the campaign file that had it at that time. */
export interface KnownCampaign {
  readonly id: string;
  readonly file: string;
}

/** Finds ids that several campaigns use. Each place gets a finding, which names the other places. */
export function checkCampaigns(campaigns: readonly Campaign[]): readonly Diagnostic[] {
  const ids = findClashes(campaigns, (campaign) => [{ value: campaign.id, path: ['id'] }], {
    code: 'PP121',
    name: 'the id',
    help: 'The ledger remembers by this id who got the campaign: give the newer campaign one of its own.',
  });
  const armIds = findClashes(campaigns, armIdsOf, {
    code: 'PP120',
    name: 'camp_id',
    help: 'Reports and the Message Center tell campaigns apart by it: give each one its own.',
  });
  return [...ids, ...armIds];
}

/**
 * Finds ids that were sent under and are gone, while their file now has an id that was never sent under. `present` are the ids of the whole
 * workspace. `campaigns` may be only some of these; a campaign may have moved to another file.
 */
export function checkRenames(
  campaigns: readonly Campaign[],
  known: readonly KnownCampaign[],
  present: ReadonlySet<string> = new Set(campaigns.map(({ id }) => id)),
): readonly Diagnostic[] {
  const sent = new Set(known.map(({ id }) => id));
  return campaigns
    .filter(({ id }) => !sent.has(id))
    .flatMap((campaign) => {
      const former = known.find(({ id, file }) => file === campaign.file && !present.has(id));
      if (former === undefined) return [];
      const message = `the id was ${JSON.stringify(former.id)} when this file was last sent, now it is ${JSON.stringify(campaign.id)}: it would be sent to everybody again`;
      const help = `Put the id ${former.id} back. If this is a new campaign, give it a file of its own with another name.`;
      return [errorAt(locateIn(campaign, ['id']), 'PP122', message, help)];
    });
}

interface Clash {
  readonly code: RuleCode;
  readonly name: string;
  readonly help: string;
}

/** A value that must be unique, and its path. */
interface Named {
  readonly value: string | number;
  readonly path: Path;
}

function findClashes(
  campaigns: readonly Campaign[],
  valuesOf: (campaign: Campaign) => readonly Named[],
  { code, name, help }: Clash,
): readonly Diagnostic[] {
  const all = campaigns.flatMap((campaign) => valuesOf(campaign).map((named) => ({ ...named, campaign })));
  return [...Map.groupBy(all, ({ value }) => value)].flatMap(([value, group]) =>
    group.flatMap(({ campaign, path }) => {
      const others = group.filter((other) => other.campaign !== campaign);
      if (others.length === 0) return [];
      const places = others
        .map((other) => locateIn(other.campaign, other.path))
        .map(({ file, line, column }) => `${file}:${line}:${column}`)
        .join(', ');
      return [errorAt(locateIn(campaign, path), code, `${name} ${value} is used again in ${places}`, help)];
    }),
  );
}

/** Returns the camp_ids that are sent. Leaves out a template: its value differs from row to row, or cannot be compared. */
function armIdsOf(campaign: Campaign): readonly Named[] {
  const arms = campaign.assignment?.arms ?? [];
  if (arms.length > 0)
    return arms.map(({ campId }, index) => ({ value: campId, path: ['variants', index, 'camp_id'] }));
  const { camp_id: campId } = sharedOf(campaign);
  return typeof campId === 'number' ? [{ value: campId, path: ['notification', 'camp_id'] }] : [];
}

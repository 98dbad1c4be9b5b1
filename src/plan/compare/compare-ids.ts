// Finds campaigns of the base that seem to be gone but only have a new id. Under another id, the same campaign would be sent to everybody again.
import type { Campaign } from '../../campaign/campaign.ts';
import { sharedOf } from '../../campaign/layers/variants.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { writeCanonical } from '../content-digest.ts';

/**
 * Reports a campaign with an id that the base does not have, if its file or its nature is that of a base campaign whose id is gone. `present` holds
 * the ids of all campaigns of the present side.
 */
export function findRenames(
  here: readonly Campaign[],
  base: readonly Campaign[],
  present: ReadonlySet<string>,
  ref: string,
): readonly Diagnostic[] {
  const known = new Set(base.map(({ id }) => id));
  const gone = base.filter(({ id }) => !present.has(id));
  return here
    .filter(({ id }) => !known.has(id))
    .flatMap((campaign) => {
      const former = gone.find(({ file }) => file === campaign.file) ?? gone.find((one) => isSame(one, campaign));
      if (former === undefined) return [];
      const message = `the id is ${JSON.stringify(former.id)} in ${ref} (${former.file}), now it is ${JSON.stringify(campaign.id)}: it would be sent to everybody again`;
      const help = `Put the id ${former.id} back. If this is a new campaign, give it a file and a camp_id of its own.`;
      return [errorAt(locateIn(campaign, ['id']), 'PP122', message, help)];
    });
}

/** Compares the recipients, the key and the camp_id, but not the texts, because a change that renames a campaign may also correct its title. */
function isSame(one: Campaign, other: Campaign): boolean {
  return natureOf(one) === natureOf(other);
}

function natureOf(campaign: Campaign): string {
  const { audience, key } = campaign;
  return writeCanonical([audience.file, audience.where, key, sharedOf(campaign).camp_id]);
}

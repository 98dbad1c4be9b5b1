// Warns of campaigns that can be applied on this machine only, because their people are pinned and only its data folder has them.
import type { Campaign } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import { listFirst } from '../numbers.ts';
import type { Workspace } from '../workspace/read-workspace.ts';

const mostNamed = 3;

/** Returns one warning for all of them. Not for `approve: content`, because there the result of a query is meant to change with its source. */
export function warnOfOneMachine(
  campaigns: readonly Campaign[],
  { dataStore }: Pick<Workspace, 'dataStore'>,
): readonly Diagnostic[] {
  const pinned = campaigns.filter(({ audience, content }) => audience.query !== undefined && content === undefined);
  const [first] = pinned;
  if (first === undefined || dataStore !== undefined) return [];
  const who = listFirst(pinned, mostNamed, ({ id }) => id);
  const message = `without data_store ${who} can be applied only on the machine with the data folder: another one cannot get the rows that the lock names once the source has changed`;
  const help =
    'Name a bucket in pushplan.yaml (data_store), let a review approve the content (approve: content), or apply where pushplan fetch ran.';
  return [warningAt(locateIn(first, ['audience', 'query']), 'PP293', message, help)];
}

// The guard against features that the policy forbids.
import { countOf } from '../../numbers.ts';
import type { Campaign, Forbidden } from '../../campaign/campaign.ts';
import { writtenAt } from '../../campaign/layers/overlay.ts';
import type { Variant } from '../../campaign/layers/variants.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { isUsual, listCardCounts, showCards, usualCards, type CardCount } from '../../campaign/rules/cards.ts';
import type { Path } from '../../campaign/yaml/places.ts';
import { originInPolicy, recipientsOf, type Facts, type Measure, type GuardPolicy } from './guard-measure.ts';

/** How a campaign uses a feature that a word of the policy names. */
interface Use {
  readonly isForbidden: boolean;
  readonly value: string;
  readonly limit: string;
  /** Continues after the campaign's id. */
  readonly said: string;
  readonly help: string;
  readonly path: Path;
}

/** Returns one measure for each forbidden feature that applies to the campaign. */
export function measureForbidden(
  campaign: Campaign,
  { counts }: Pick<Facts, 'counts'>,
  policy: GuardPolicy,
): readonly Measure[] {
  return policy.forbid.flatMap((word, index) =>
    uses[word](campaign).map(({ isForbidden, value, limit, said, help, path }) => {
      const origin = originInPolicy(policy, ['forbid', index]);
      const { file, line } = origin.at;
      const message = `${campaign.id} ${said}, which policy.forbid at ${file}:${line} does not allow`;
      return {
        guard: 'forbid',
        value,
        limit,
        passed: !isForbidden || recipientsOf(counts) === 0,
        origin,
        refusal: { code: 'PP306', message, help, at: locateIn(campaign, path) },
      } as const;
    }),
  );
}

const uses: Readonly<Record<Forbidden, (campaign: Campaign) => readonly Use[]>> = {
  at_least_once: ({ guarantee }) => [
    {
      isForbidden: guarantee === 'at_least_once',
      value: guarantee,
      limit: 'at_least_once',
      said: `has guarantee: ${guarantee}`,
      help: `Leave guarantee out, so that nobody gets it twice, or remove ${guarantee} out of policy.forbid.`,
      path: ['guarantee'],
    },
  ],
  cards: ({ variants }) =>
    uniqueByPath(variants.flatMap(countsOf)).map((count) => ({
      isForbidden: !isUsual(count),
      value: nameCount(count),
      limit: `cards outside of ${showCards(usualCards)}`,
      said: `has ${nameCount(count)}, outside of ${showCards(usualCards)} cards`,
      help: `Keep to ${showCards(usualCards)} cards, or remove cards from policy.forbid.`,
      path: count.path,
    })),
  // Reported before a row is read (forbid-public.ts), so there is no plan of a campaign with public columns.
  public_columns: () => [],
};

function countsOf({ notification, overlays }: Variant): readonly CardCount[] {
  return listCardCounts({ notification }).map((count) => ({ ...count, path: writtenAt(overlays, count.path) }));
}

/** Counts that several variants share are one. */
function uniqueByPath(counts: readonly CardCount[]): readonly CardCount[] {
  return [...new Map(counts.map((count) => [count.path.join('.'), count])).values()];
}

function nameCount({ cards, kind }: CardCount): string {
  if (kind === 'list') return countOf(cards, 'card');
  return kind === 'max' ? `max: ${cards}` : `short.below: ${cards}`;
}

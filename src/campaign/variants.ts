// What a campaign may send to one person or another. A file writes one variant, which is for everybody.
import type { CampaignNotification } from '../generated/campaign.ts';

/** Who gets a variant. */
export type VariantCondition = { readonly kind: 'always' };

export interface Variant {
  readonly when: VariantCondition;
  readonly notification: CampaignNotification;
}

/** A person gets the first one whose condition holds. */
export type Variants<V extends Pick<Variant, 'when'> = Variant> = readonly [V, ...V[]];

export function mapVariants<To extends Pick<Variant, 'when'>>(
  [first, ...others]: Variants,
  make: (variant: Variant, number: number) => To,
): Variants<To> {
  return [make(first, 0), ...others.map((variant, index) => make(variant, index + 1))];
}

/** What all variants share: the identifiers, and the id in the vendor's reports. */
export function sharedOf({
  variants: [{ notification }],
}: {
  readonly variants: Variants;
}): Pick<CampaignNotification, 'identifiers' | 'camp_id'> {
  return notification;
}

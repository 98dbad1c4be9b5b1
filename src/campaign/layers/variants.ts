// What a campaign may send to one person or another: the words of a language, those of an arm. A file without either writes one variant, which is for everybody.
import type { CampaignNotification } from '../../generated/campaign.ts';
import type { Overlay } from './overlay.ts';

/** Who gets a variant: people who get the texts of that language (its tag, null for the campaign's own) and are in that arm (by number, where there are arms). */
export type VariantCondition =
  | { readonly kind: 'always' }
  | { readonly kind: 'for'; readonly locale: string | null; readonly arm: number | undefined };

export interface Variant {
  readonly when: VariantCondition;
  /** The notification with the variant's overlays laid over it. */
  readonly notification: CampaignNotification;
  /** Lowest first; absent where nothing is laid over anything. */
  readonly overlays?: readonly Overlay[];
}

/** A person gets the first one whose condition holds. */
export type Variants<V extends Pick<Variant, 'when'> = Variant> = readonly [V, ...V[]];

export function mapVariants<To extends Pick<Variant, 'when'>>(
  [first, ...others]: Variants,
  make: (variant: Variant, number: number) => To,
): Variants<To> {
  return [make(first, 0), ...others.map((variant, index) => make(variant, index + 1))];
}

/** What all variants share: the identifiers, and, without arms, the id in the vendor's reports. With arms it is that of the first. */
export function sharedOf({
  variants: [{ notification }],
}: {
  readonly variants: Variants;
}): Pick<CampaignNotification, 'identifiers' | 'camp_id'> {
  return notification;
}

// The variants of a campaign: what it may send, by language and arm. A file with neither has one variant, which is for everybody.
import type { CampaignNotification } from '../../generated/campaign.ts';
import type { Overlay } from './overlay.ts';

/**
 * Who gets a variant: people who get the texts of `locale` (null for the campaign's own) and are in `arm` (by number; undefined if there are no
 * arms).
 */
export type VariantCondition =
  | { readonly kind: 'always' }
  | { readonly kind: 'for'; readonly locale: string | null; readonly arm: number | undefined };

export interface Variant {
  readonly when: VariantCondition;
  /** The notification with the variant's overlays laid over it. */
  readonly notification: CampaignNotification;
  /** The overlays, lowest first. Undefined if there are none. */
  readonly overlays?: readonly Overlay[];
}

/** The variants. A person gets the first whose condition holds. */
export type Variants<V extends Pick<Variant, 'when'> = Variant> = readonly [V, ...V[]];

export function mapVariants<To extends Pick<Variant, 'when'>>(
  [first, ...others]: Variants,
  make: (variant: Variant, number: number) => To,
): Variants<To> {
  return [make(first, 0), ...others.map((variant, index) => make(variant, index + 1))];
}

/**
 * Returns what all variants share: the identifiers, and, if there are no arms, the id in the vendor's reports. With arms, that id is the first
 * variant's.
 */
export function sharedOf({
  variants: [{ notification }],
}: {
  readonly variants: Variants;
}): Pick<CampaignNotification, 'identifiers' | 'camp_id'> {
  return notification;
}

// A campaign file -> its variants: the campaign's own texts, and what each of its overlays makes of them.
import type { CampaignFile } from '../../generated/campaign.ts';
import { isCampaignFile } from '../../generated/validate-campaign.ts';
import { layAll, listLayers } from './layers.ts';
import type { Variant, Variants } from './variants.ts';

/** A variant that does not fit the schema is left out: there are findings about it. */
export function readVariants(written: CampaignFile): Variants {
  const { notification } = written;
  const layers = listLayers(written);
  const made = layers.flatMap(({ locale, arm, overlays }): Variant[] => {
    const laid = { ...written, notification: layAll({ ...notification }, overlays) };
    const when = { kind: 'for', locale, arm } as const;
    return isCampaignFile(laid) ? [{ when, notification: laid.notification, overlays }] : [];
  });
  const [first, ...others] = made;
  if (layers.length > 1 && first !== undefined) return [first, ...others];
  return [{ when: { kind: 'always' }, notification }];
}

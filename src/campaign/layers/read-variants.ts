// Reads the variants of a campaign file: the campaign's own texts, and the result of each combination of overlays.
import type { CampaignFile } from '../../generated/campaign.ts';
import { isCampaignFile } from '../../generated/validate-campaign.ts';
import { layAll, listLayers } from './layers.ts';
import type { Variant, Variants } from './variants.ts';

/** Leaves out a variant that does not fit the schema, since findings report it. */
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

// Lists the overlays of a campaign file in every combination that a recipient may get: first a language, then an arm.
import { layOver, type Overlay } from './overlay.ts';
import { isMap, mapAt, valueAt, type YamlMap } from '../../is-map.ts';

/** One combination of overlays, for some of the recipients. */
export interface Layers {
  /** The tag of the language; null for the campaign's own texts. */
  readonly locale: string | null;
  /** The number of the arm in `variants`; undefined if there are none. */
  readonly arm: number | undefined;
  /** The overlays, lowest first. */
  readonly overlays: readonly Overlay[];
}

/** Lists the combinations, those of the campaign's own texts first. The file need not fit the schema: values that are not overlays are ignored. */
export function listLayers(data: unknown): readonly Layers[] {
  const languages = Object.entries(mapAt(data, 'locales')).flatMap(([tag, value]) =>
    isMap(value) ? [{ locale: tag, overlays: [{ at: ['locales', tag], value: textsOf(value) }] }] : [],
  );
  const arms = listArms(data);
  return [{ locale: null, overlays: [] }, ...languages].flatMap(({ locale, overlays }) =>
    arms.map((arm) => ({ locale, arm: arm.arm, overlays: [...overlays, ...arm.overlays] })),
  );
}

function listArms(data: unknown): readonly Omit<Layers, 'locale'>[] {
  const variants = valueAt(data, 'variants');
  const arms = (Array.isArray(variants) ? variants : []).flatMap((written: unknown, arm) => {
    if (!isMap(written)) return [];
    const { camp_id: campId, notification } = written;
    const at = ['variants', arm];
    const own = campId === undefined ? [] : [{ at, value: { camp_id: campId } }];
    const texts = isMap(notification) ? [{ at: [...at, 'notification'], value: textsOf(notification) }] : [];
    return [{ arm, overlays: [...texts, ...own] }];
  });
  return arms.length === 0 ? [{ arm: undefined, overlays: [] }] : arms;
}

/** Leaves out identifiers: who a person is does not depend on the texts. */
function textsOf({ identifiers: _identifiers, ...texts }: YamlMap): YamlMap {
  return texts;
}

/** Returns the notification with all overlays applied. */
export function layAll(notification: YamlMap, overlays: readonly Overlay[]): YamlMap {
  return overlays.reduce<YamlMap>((below, { value }) => layOver(below, value), notification);
}

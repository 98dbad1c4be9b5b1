// All that a campaign file lays over its notification, in every combination that a recipient may get: first a language, then an arm.
import { layOver, type Overlay } from './overlay.ts';
import { isMap, mapAt, valueAt, type YamlMap } from '../yaml/is-map.ts';

/** What one recipient or another gets. */
export interface Layers {
  /** The tag of the language, null for the campaign's own texts. */
  readonly locale: string | null;
  /** By its number among the variants; undefined where there are none. */
  readonly arm: number | undefined;
  /** Lowest first. */
  readonly overlays: readonly Overlay[];
}

/** From a file that need not fit the schema: what is no overlay is passed over. The campaign's own texts come first. */
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

/** Leaves out identifiers: who somebody is does not depend on what they read. */
function textsOf({ identifiers: _identifiers, ...texts }: YamlMap): YamlMap {
  return texts;
}

/** The notification with all of them over it. */
export function layAll(notification: YamlMap, overlays: readonly Overlay[]): YamlMap {
  return overlays.reduce<YamlMap>((below, { value }) => layOver(below, value), notification);
}

// Fills in the required fields of a notification that every arm of a test writes for itself, so that they need not be repeated under `notification`.
import { isMap } from '../../is-map.ts';

const fields = ['camp_id', 'title', 'message'] as const;

/** Returns the file to check against the schema. A missing field is taken from the first arm, which overlays it anyway. */
export function fillFromArms(data: unknown): unknown {
  if (!isMap(data)) return data;
  const { notification, variants } = data;
  if (!isMap(notification) || !Array.isArray(variants) || variants.length === 0) return data;
  const filled = fields.flatMap((field) => {
    const own = variants.map((variant: unknown) => valueOf(variant, field));
    return notification[field] === undefined && !own.includes(undefined) ? [[field, own[0]] as const] : [];
  });
  return filled.length === 0 ? data : { ...data, notification: { ...notification, ...Object.fromEntries(filled) } };
}

function valueOf(variant: unknown, field: (typeof fields)[number]): unknown {
  if (!isMap(variant)) return undefined;
  if (field === 'camp_id') return variant[field];
  return isMap(variant['notification']) ? variant['notification'][field] : undefined;
}

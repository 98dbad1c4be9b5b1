// Finds the fields of a notification that call a partial or look up a table, and reads their values in a rendered notification.
import type { Campaign } from '../../campaign/campaign.ts';
import { tablesCalledIn } from '../../campaign/data-table.ts';
import { sentKey } from '../../campaign/sent-form.ts';
import { isTemplate } from '../../campaign/template-text.ts';
import type { Variant } from '../../campaign/layers/variants.ts';
import { isEachItems } from '../../message/fragments/build-fragment.ts';
import { findCalledPartials } from '../../message/templates/called-partials.ts';
import type { Partials } from '../../message/compile-campaign.ts';
import { identifierName } from '../../message/identifier.ts';

/** The path from the root of the campaign file, such as ["notification", "title"]. */
export type FieldPath = readonly string[];

export interface CallingField {
  readonly path: FieldPath;
  /** The partials that it calls, directly or through other partials. */
  readonly calls: ReadonlySet<string>;
}

/** A campaign, or some of its variants. */
interface Worded {
  readonly variants: readonly Pick<Variant, 'notification'>[];
}

/** The fields that look up tables, as far as their own texts and partials show. */
export function findLookingFields(
  { variants }: Worded,
  partials: Partials,
): readonly (Pick<CallingField, 'path'> & { readonly tables: ReadonlySet<string> })[] {
  const fields = new Map<string, { path: FieldPath; tables: ReadonlySet<string> }>();
  walkTemplates(variants, (text, path) => {
    const called = [...findCalledPartials(text, partials)].map((name) => partials.get(name)?.text);
    const tables = tablesCalledIn([text, ...called]);
    const name = path.join('.');
    if (tables.size > 0) fields.set(name, { path, tables: new Set([...(fields.get(name)?.tables ?? []), ...tables]) });
  });
  return [...fields.values()];
}

/** In the order of the file. */
export function findCallingFields({ variants }: Worded, partials: Partials): readonly CallingField[] {
  const fields = new Map<string, CallingField>();
  walkTemplates(variants, (text, path) => {
    const calls = findCalledPartials(text, partials);
    const known = fields.get(path.join('.'))?.calls ?? [];
    if (calls.size > 0) fields.set(path.join('.'), { path, calls: new Set([...known, ...calls]) });
  });
  return [...fields.values()];
}

function walkTemplates(variants: Worded['variants'], look: (text: string, path: FieldPath) => void): void {
  const walk = (value: unknown, path: FieldPath): void => {
    if (typeof value === 'string' && isTemplate(value)) look(value, path);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value)) walk(part, [...path, key]);
    }
  };
  for (const { notification } of variants) walk(notification, ['notification']);
}

/** All partials that a campaign calls. */
export function findCalled(campaign: Campaign, partials: Partials): ReadonlySet<string> {
  const { key = '', languages, linkParams = {} } = campaign;
  const apart = [key, languages?.locale ?? '', ...Object.values(linkParams)];
  const called = apart.flatMap((text) => [...findCalledPartials(text, partials)]);
  return new Set([...called, ...findCallingFields(campaign, partials).flatMap(({ calls }) => [...calls])]);
}

/** Returns the rendered value of a field: one value, or one for each card. */
export function readField(campaign: Campaign, notification: unknown, [, ...steps]: FieldPath): readonly unknown[] {
  const hasEach = campaign.variants.some(({ notification }) =>
    isEachItems(notification.advanced_push_payload?.advanced_push_items),
  );
  let found: readonly unknown[] = [notification];
  for (const [index, step] of steps.entries()) {
    const above = steps[index - 1];
    if (above === 'advanced_push_items' && hasEach) {
      found = found.flatMap((value: unknown) => (Array.isArray(value) ? value : []));
      continue;
    }
    const name = above === 'identifiers' ? identifierName(step) : sentKey(above, step);
    found = found.map((value) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined));
  }
  return found;
}

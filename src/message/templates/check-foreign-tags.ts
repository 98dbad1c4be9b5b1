// Checks that no text of a notification contains placeholders of another tool. They would be sent unchanged.
import type { Campaign } from '../../campaign/campaign.ts';
import { writtenAt } from '../../campaign/layers/overlay.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { listForeignTags, type ForeignTag } from '../../campaign/rules/foreign-tags.ts';
import { linkKindOf } from '../../campaign/rules/link-fault.ts';
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { ValuePath } from '../fragments/build-fragment.ts';
import type { Columns } from '../columns/columns.ts';

export function checkForeignTags(campaign: Campaign, columns: Columns): readonly Diagnostic[] {
  const texts = campaign.variants.flatMap(({ notification, overlays }) =>
    listTexts(notification, ['notification']).map(({ path, text }) => ({ path: writtenAt(overlays, path), text })),
  );
  return texts.flatMap(({ path, text }) => {
    const isJson = linkKindOf(path) === 'json';
    return listForeignTags(hideExpressions(text))
      .filter(({ isSure }) => isSure || !isJson)
      .map((tag) => explain(tag, path, campaign, columns));
  });
}

function explain(tag: ForeignTag, path: ValuePath, campaign: Campaign, columns: Columns): Diagnostic {
  const at = locateIn(campaign, path, tag.offset);
  const field = String(path.at(-1));
  const isColumn = tag.name !== undefined && columns.names.includes(tag.name);
  const message = `${field} holds ${tag.text}: pushplan does not fill that in, so it would be sent unchanged`;
  if (isColumn) return errorAt(at, 'PP245', message, `Write {{${tag.name}}}.`);
  if (tag.isSure) return errorAt(at, 'PP245', message, 'Write {{column}}; a condition is {{#if column}}...{{/if}}.');
  return warningAt(at, 'PP245', message, 'If it stands for a column of the audience, write {{column}}.');
}

/** Replaces pushplan's own expressions with spaces. */
function hideExpressions(text: string): string {
  return text.replaceAll(/\{\{[^]*?\}\}/g, (expression) => ' '.repeat(expression.length));
}

interface TextAt {
  readonly path: ValuePath;
  readonly text: string;
}

function listTexts(value: unknown, path: ValuePath): readonly TextAt[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    listTexts(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

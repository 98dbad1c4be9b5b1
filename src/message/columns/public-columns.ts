// Checks the columns that the campaign declares public. They are shown unchanged, so they must not identify anybody.
import type { Campaign } from '../../campaign/campaign.ts';
import { sharedOf } from '../../campaign/layers/variants.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { isTemplate } from '../../campaign/template-text.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import type { Columns } from './columns.ts';
import { createRendering } from '../rendering.ts';
import { createTemplateCompiler, type PartialFile } from '../templates/template-compiler.ts';
import { rowNames } from '../templates/template-names.ts';

/** Returns the columns that identifiers are made of. */
export function findIdentifying(
  campaign: Campaign,
  columns: Columns,
  partials: ReadonlyMap<string, PartialFile>,
): ReadonlySet<string> {
  // A separate compiler records only what identifiers read, including in partials.
  const compiler = createTemplateCompiler(columns, partials, campaign, createRendering());
  for (const [key, text] of Object.entries(sharedOf(campaign).identifiers)) {
    const path = ['notification', 'identifiers', key];
    if (text !== undefined && isTemplate(text)) compiler.compile(text, path, rowNames);
  }
  return compiler.usedColumns();
}

/** Returns PP239 for each public column that an identifier is made of. */
export function checkPublicColumns(campaign: Campaign, identifying: ReadonlySet<string>): readonly Diagnostic[] {
  return campaign.audience.publicColumns.flatMap((name, index) => {
    if (!identifying.has(name)) return [];
    const message = `the column ${name} is public, and an identifier is made of it`;
    const help = `Take ${name} from audience.public: it would show who people are.`;
    return [errorAt(locateIn(campaign, ['audience', 'public', index]), 'PP239', message, help)];
  });
}

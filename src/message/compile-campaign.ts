// Compiles a campaign into a renderer: does everything that can be checked or prepared before a row is read.
import type { Campaign } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { readShort } from '../campaign/rules/cards.ts';
import { writtenAt } from '../campaign/layers/overlay.ts';
import { mapVariants, sharedOf, type Variant } from '../campaign/layers/variants.ts';
import { errorAt, hasErrors, type Diagnostic } from '../diagnostic.ts';
import type { CampaignNotification } from '../generated/campaign.ts';
import { createLinkAdders } from './fragments/add-to-links.ts';
import { buildFragment, isEachItems, type FragmentBuilder } from './fragments/build-fragment.ts';
import { checkForeignTags } from './templates/check-foreign-tags.ts';
import { checkTemplateKeys } from './templates/check-keys.ts';
import { checkSkeleton } from './templates/check-skeleton.ts';
import { checkAskedOfTables } from './templates/asked-of-tables.ts';
import { checkAudienceColumns } from './columns/check-columns.ts';
import { createLocaleChooser } from './choose-locale.ts';
import { resolveLocale } from './helpers/locale.ts';
import { knowColumns, type Columns } from './columns/columns.ts';
import { createRenderer, type Carousel, type Member, type RendererParts } from './create-renderer.ts';
import { buildIdentifier } from './identifier.ts';
import { mergeTexts } from './fragments/fragment.ts';
import { FigureFinder } from './templates/find-figures.ts';
import { findKeyColumns } from './key-columns.ts';
import { columnsOfList } from './columns/made-lists.ts';
import { createPrint, type Print } from './fragments/leaf.ts';
import { checkPublicColumns, findIdentifying } from './columns/public-columns.ts';
import { suggestName } from './templates/suggest-name.ts';
import { createIdentifierReader } from './read-identifiers.ts';
import type { Renderer } from './renderer.ts';
import { createRendering } from './rendering.ts';
import { approvesWords, describeWordless } from './templates/own-words.ts';
import { isTemplate } from '../campaign/template-text.ts';
import { createTemplateCompiler, type PartialFile } from './templates/template-compiler.ts';
import { rowNames } from './templates/template-names.ts';
import { createRowTyper } from './columns/type-row.ts';
import { checkUnusedTables, unreadTables, type Tables } from './tables.ts';
import { checkWhereDates } from './templates/check-where.ts';
import { createWhere } from './columns/where.ts';

/** Partials by name: {{> footer}} prints the one named `footer`. `file` is relative to the workspace. */
export type Partials = ReadonlyMap<string, PartialFile>;

export interface CompilationResult {
  /** Set only if there are no errors. */
  readonly renderer?: Renderer;
  /** The columns that templates read. A list that is made of columns counts as those columns. */
  readonly used: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * `columns` are those of the audience file's header, or of its first records. Without `tables`, nothing that is looked up in a table can be rendered.
 */
export function compileCampaign(
  campaign: Campaign,
  columns: readonly string[],
  partials: Partials,
  tables: Tables = unreadTables(campaign),
): CompilationResult {
  const known = knowColumns(campaign, columns);
  const rendering = createRendering(tables);
  const compiler = createTemplateCompiler(known, partials, campaign, rendering);
  const identifying = findIdentifying(campaign, known, partials);
  const figures = new FigureFinder(known, identifying, campaign.audience.publicColumns);
  const wordless = approvesWords(campaign, tables) ? [] : undefined;
  const builder: FragmentBuilder = {
    compiler,
    rendering,
    figures,
    wordless,
    writtenAt: (path) => path,
  };

  // The key comes first: then the rows that are only looked up in the ledger have no more columns typed than the key needs.
  const ownKey = buildOwnKey(campaign, builder);
  const beforeIdentifiers = compiler.usedColumns();
  const shared = sharedOf(campaign);
  const identifiers = Object.entries(shared.identifiers).flatMap(([key, text]) =>
    text === undefined ? [] : buildIdentifier(key, text, builder),
  );
  const withIdentifiers = compiler.usedColumns();
  const locale = buildLocale(campaign, builder);
  const adders = createLinkAdders(campaign, compiler, rendering);
  const variants = mapVariants(campaign.variants, (variant, number) => {
    const { when, notification } = variant;
    const links = adders?.ofArm(when.kind === 'for' ? when.arm : undefined);
    const own = { ...builder, links, writtenAt: originsOf(variant), language: languageOfTexts(campaign, variant) };
    const carousel = findCarousel(notification);
    return { when, number, members: buildMembers(notification, own), carousel, writtenAt: own.writtenAt };
  });

  const diagnostics = [
    ...checkAudienceColumns(campaign, known),
    ...variants.flatMap((variant) => checkCarousel(campaign, variant, known)),
    ...checkPublicColumns(campaign, identifying),
    ...checkTemplateKeys(campaign),
    ...checkWhereDates(campaign, known),
    ...checkForeignTags(campaign, known),
    ...(adders?.finish() ?? []),
    ...compiler.finish(),
    ...checkUnusedTables(campaign, compiler.usedTables()),
    ...checkAskedOfTables(campaign, tables, compiler.askedOfTables()),
    ...checkSkeleton(campaign),
    ...describeWordless(campaign, wordless),
  ];
  const read = compiler.usedColumns();
  const used = [...new Set(Array.from(read).flatMap((name) => sourcesOf(name, known)))];
  if (hasErrors(diagnostics)) return { used, diagnostics };
  const asked = [...compiler.askedColumns()].filter(([name]) => known.declared(name) === undefined);
  const renderer = createRenderer({
    asked: new Map(asked),
    matches: createWhere(campaign.audience),
    publicColumns: campaign.audience.publicColumns,
    figures: figures.list(),
    identifiers,
    readIdentifiers: createIdentifierReader(identifiers, known),
    ownKey,
    locale,
    keyColumns: findKeyColumns(shared.identifiers, beforeIdentifiers),
    variants,
    rendering,
    typeForKey: createRowTyper(known, ownKey === undefined ? withIdentifiers : beforeIdentifiers),
    typeForIdentifiers: createRowTyper(known, withIdentifiers),
    typeAll: createRowTyper(known, new Set([...read, ...known.typed])),
  });
  return { renderer, used, diagnostics };
}

function sourcesOf(name: string, columns: Columns): readonly string[] {
  const list = columns.made(name);
  return list?.kind === 'numbered' ? columnsOfList(list) : [name];
}

/** Compiles the campaign's `key`. One without a template is the same for every recipient. */
function buildOwnKey({ key }: Campaign, { compiler, rendering }: FragmentBuilder): Print | undefined {
  if (key === undefined) return undefined;
  const template = isTemplate(key) ? compiler.compile(key, ['key'], rowNames) : () => key;
  return template === undefined ? undefined : createPrint(template, 'key', rendering);
}

/** Compiles how the language of a row is found. Undefined if the campaign has no languages. */
function buildLocale({ languages }: Campaign, { compiler, rendering }: FragmentBuilder): RendererParts['locale'] {
  if (languages === undefined) return undefined;
  const { locale = '' } = languages;
  const template = isTemplate(locale) ? compiler.compile(locale, ['locale'], rowNames) : () => locale;
  const choose = createLocaleChooser(languages);
  return template && { print: createPrint(template, 'locale', rendering), choose };
}

function originsOf({ overlays }: Variant): FragmentBuilder['writtenAt'] {
  return (path) => writtenAt(overlays, path);
}

function languageOfTexts({ languages }: Campaign, { when }: Variant): string | undefined {
  const tag = (when.kind === 'for' ? when.locale : null) ?? languages?.own;
  return tag === undefined ? undefined : resolveLocale(tag);
}

function buildMembers(notification: CampaignNotification, builder: FragmentBuilder): readonly Member[] {
  return Object.entries(notification).map(([name, value]): Member => {
    if (name === 'identifiers') return { kind: 'identifiers' };
    const place = { inFile: ['notification', name], inNotification: [name] };
    const fragment = mergeTexts([`${JSON.stringify(name)}:`, ...buildFragment(value, place, builder)]);
    return { kind: 'fragment', name, isNested: typeof value === 'object', fragment };
  });
}

function findCarousel(notification: CampaignNotification): Carousel | undefined {
  const items = notification.advanced_push_payload?.advanced_push_items;
  return isEachItems(items) ? { column: items.each, short: readShort(items.short) } : undefined;
}

function checkCarousel(
  campaign: Campaign,
  { carousel, writtenAt }: { readonly carousel: Carousel | undefined } & Pick<FragmentBuilder, 'writtenAt'>,
  columns: Columns,
): readonly Diagnostic[] {
  if (carousel === undefined) return [];
  const { column } = carousel;
  const at = locateIn(campaign, writtenAt(['notification', 'advanced_push_payload', 'advanced_push_items', 'each']));
  if (!columns.has(column)) {
    return [errorAt(at, 'PP110', `unknown column ${column}`, suggestName(column, columns.names, 'Columns'))];
  }
  if (columns.hasParts(column)) return [];
  const help = `Declare ${column}: json in audience.columns.`;
  return [errorAt(at, 'PP117', `each looks into the column ${column}, which is not json`, help)];
}

// What is known of an audience's columns before a row is read: their names, and which of them may hold lists and objects.
import type { Campaign, ColumnType } from '../campaign/campaign.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import { suggestName } from './templates/suggest-name.ts';
import { isTimeZone, suggestTimeZone } from './helpers/time-zone.ts';

export interface Columns {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Undefined for a column that is not declared: text in csv and tsv, its JSON type in ndjson and json. */
  declared(name: string): ColumnType | undefined;
  /** The zone in which times of the column are written, where it is declared. */
  zone(name: string): string | undefined;
  /** Whether values of the column have parts that a template can name. */
  hasParts(name: string): boolean;
}

/** `found` are the columns of the header, or of the first records. */
export function knowColumns(campaign: Campaign, found: readonly string[]): Columns {
  const { dates } = campaign.audience;
  const zones = new Map(
    Object.entries(dates).flatMap(([name, { zone }]) =>
      // An unknown zone is a finding of its own.
      zone === undefined || !isTimeZone(zone) ? [] : [[name, zone] as const],
    ),
  );
  const types = new Map(Object.entries(campaign.audience.columns));
  const typed = isTypedFormat(campaign.audience.file);
  // A header names all columns there are; records may each have others, and a declared one is known without being seen.
  const names = typed ? [...new Set([...found, ...types.keys()])] : found;
  const known = new Set(names);
  return {
    names,
    // Without any record there is nothing to hold a name against.
    has: (name) => known.has(name) || (typed && found.length === 0),
    declared: (name) => types.get(name),
    zone: (name) => zones.get(name),
    hasParts: (name) => (types.has(name) ? types.get(name) === 'json' : typed),
  };
}

/** ndjson and json give values of JSON's types, csv and tsv text alone. */
function isTypedFormat(file: string): boolean {
  return !/\.(?:csv|tsv)(?:\.(?:gz|zst))?$/i.test(file);
}

/** PP110 for columns of `audience.columns`, `where` and `public` that the file does not have, PP101 for unknown time zones. */
export function checkAudienceColumns(campaign: Campaign, columns: Columns): readonly Diagnostic[] {
  const { columns: declared, where, publicColumns } = campaign.audience;
  const named = [
    ...Object.keys(declared).map((name) => ({ name, path: ['columns', name] })),
    ...Object.keys(where).map((name) => ({ name, path: ['where', name] })),
    ...publicColumns.map((name, index) => ({ name, path: ['public', index] })),
  ];
  const unknown = named
    .filter(({ name }) => !columns.has(name))
    .map(({ name, path }) => {
      const at = locateIn(campaign, ['audience', ...path]);
      return errorAt(at, 'PP110', `unknown column ${name}`, suggestName(name, columns.names, 'Columns'));
    });
  return [...unknown, ...checkZones(campaign)];
}

function checkZones(campaign: Campaign): readonly Diagnostic[] {
  return Object.entries(campaign.audience.dates).flatMap(([name, { zone }]) => {
    if (zone === undefined || isTimeZone(zone)) return [];
    const message = `audience.columns.${name}.zone: expected a time zone such as Europe/Istanbul, got ${JSON.stringify(zone)}`;
    return [
      errorAt(locateIn(campaign, ['audience', 'columns', name, 'zone']), 'PP101', message, suggestTimeZone(zone)),
    ];
  });
}

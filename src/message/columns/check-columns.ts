// Checks the columns that `audience` names against those of the file.
import type { Campaign, CampaignAudience } from '../../campaign/campaign.ts';
import { locateIn } from '../../campaign/yaml/places.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { readColumnPattern } from '../../campaign/numbered-columns.ts';
import { suggestList } from './suggest-list.ts';
import { matchColumns, type Columns } from './columns.ts';
import { readDateFormat } from './date-format.ts';
import { isTimeZone, suggestTimeZone } from '../helpers/time-zone.ts';
import { suggestName } from '../templates/suggest-name.ts';

/** Returns PP110 for columns of `audience` that the file does not have, and PP101 for unknown time zones and date formats. */
export function checkAudienceColumns(campaign: Campaign, columns: Columns): readonly Diagnostic[] {
  const { columns: declared, where, publicColumns, group } = campaign.audience;
  const named = [
    ...Object.keys(declared).map((name) => ({ name, path: ['columns', name] })),
    ...Object.keys(where).map((name) => ({ name, path: ['where', name] })),
    ...publicColumns.map((name, index) => ({ name, path: ['public', index] })),
    ...(group === undefined ? [] : [{ name: group.by, path: ['group', 'by'] }]),
  ];
  const unknown = named
    .filter(({ name, path }) => !isKnown(name, path[0], columns))
    .map(({ name, path }) => {
      const at = locateIn(campaign, ['audience', ...path]);
      return errorAt(at, 'PP110', `unknown column ${name}`, suggestName(name, columns.names, 'Columns'));
    });
  return [
    ...unknown,
    ...checkZones(campaign, columns),
    ...checkMade(campaign, columns),
    ...checkDates(campaign, campaign.audience.dates, ['audience']),
  ];
}

/** Checks the column with the time zones of people. */
function checkZones(campaign: Campaign, columns: Columns): readonly Diagnostic[] {
  const column = campaign.schedule?.column;
  if (column === undefined || columns.isInFile(column)) return [];
  const at = locateIn(campaign, ['schedule', 'timezone', 'column']);
  return [errorAt(at, 'PP110', `unknown column ${column}`, suggestName(column, columns.names, 'Columns'))];
}

function isKnown(name: string, key: string | number | undefined, columns: Columns): boolean {
  return columns.has(name) || (key === 'columns' && matchColumns(name, columns.names).length > 0);
}

/** Checks the lists that `audience` makes: their columns must exist, and `where`, `columns` and `group` cannot name such a list. */
function checkMade(campaign: Campaign, columns: Columns): readonly Diagnostic[] {
  const { lists = {}, where, columns: declared, group } = campaign.audience;
  const wrong = Object.entries(lists).flatMap(([name, pattern]) => {
    const list = columns.made(name);
    const at = locateIn(campaign, ['audience', 'lists', name]);
    if (columns.isInFile(name)) {
      return [
        errorAt(
          at,
          'PP202',
          `the file has a column ${name}, and audience.lists makes a list of that name`,
          'Give the list another name.',
        ),
      ];
    }
    // A pattern that cannot be read is reported elsewhere.
    if (list?.kind !== 'numbered' || list.entries.length > 0 || readColumnPattern(pattern) === undefined) return [];
    const inFile = columns.names.filter((one) => columns.isInFile(one));
    const help = suggestList(name, inFile) ?? suggestName('', inFile, 'Columns');
    return [errorAt(at, 'PP110', `no column has a name such as ${pattern}`, help)];
  });
  const misplaced = [
    ...Object.keys(where).map((name) => ({ name, path: ['where', name], why: 'where looks at the rows of the file' })),
    ...Object.keys(declared).map((name) => ({
      name,
      path: ['columns', name],
      why: 'its entries have the types of their columns',
    })),
    ...(group === undefined
      ? []
      : [{ name: group.by, path: ['group', 'by'], why: 'rows are grouped by a column of the file' }]),
  ].flatMap(({ name, path, why }) => {
    if (columns.made(name) === undefined) return [];
    const message = `${name} is a list that audience makes, and ${why}`;
    return [errorAt(locateIn(campaign, ['audience', ...path]), 'PP110', message, 'Name a column of the file.')];
  });
  return [...wrong, ...misplaced];
}

/** Checks the time zones and date formats in `columns` below the path. */
export function checkDates(
  campaign: Campaign,
  dates: CampaignAudience['dates'],
  path: readonly string[],
): readonly Diagnostic[] {
  return Object.entries(dates).flatMap(([name, { zone, format }]) => {
    const found: Diagnostic[] = [];
    const at = (key: string) => locateIn(campaign, [...path, 'columns', name, key]);
    if (zone !== undefined && !isTimeZone(zone)) {
      const message = `${path.join('.')}.columns.${name}.zone: expected a time zone such as Europe/Istanbul, got ${JSON.stringify(zone)}`;
      found.push(errorAt(at('zone'), 'PP101', message, suggestTimeZone(zone)));
    }
    const reading = format === undefined ? undefined : readDateFormat(format);
    if (reading?.kind === 'fault') {
      const message = `${path.join('.')}.columns.${name}.format: ${JSON.stringify(format)} ${reading.problem}`;
      found.push(errorAt(at('format'), 'PP101', message, reading.help));
    }
    return found;
  });
}

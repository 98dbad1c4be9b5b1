// Reads the tables of a campaign into memory, before its texts are compiled.
import { createHash } from 'node:crypto';
import { openAudience } from '../audience/open-audience.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { DataTable } from '../campaign/data-table.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { errorAt, hasErrors, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import { checkDates } from '../message/columns/check-columns.ts';
import { knowColumns, type Columns } from '../message/columns/columns.ts';
import type { OpenTable, Tables } from '../message/tables.ts';
import { suggestName } from '../message/templates/suggest-name.ts';
import type { Files } from '../workspace/files.ts';
import { findDataFile } from '../workspace/find-data-file.ts';
import { TableRows } from './table-rows.ts';
import { tapped } from './tapped.ts';

interface OpenedTables {
  /** A table with an error is included as undefined. */
  readonly tables: Tables;
  readonly diagnostics: readonly Diagnostic[];
}

export async function openTables(files: Files, campaign: Campaign): Promise<OpenedTables> {
  const tables = new Map<string, OpenTable | undefined>();
  const diagnostics: Diagnostic[] = [];
  for (const table of campaign.tables ?? []) {
    try {
      tables.set(table.name, await readTable(files, campaign, table));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      tables.set(table.name, undefined);
      diagnostics.push(...error.diagnostics);
    }
  }
  return { tables, diagnostics };
}

/** Throws a Refusal (exit 3) if the table cannot be read or is wrong. */
async function readTable(files: Files, campaign: Campaign, table: DataTable): Promise<OpenTable> {
  const { name, file, key } = table;
  const at = locateIn(campaign, ['data', name, 'file']);
  const sum = createHash('sha256');
  const bytes = tapped(await files.stream(file, at), (chunk) => sum.update(chunk));
  await using audience = await openAudience(
    { name: file, what: `the table ${name}`, key: `data.${name}` },
    bytes,
    table,
  );
  const { columns } = audience;
  const known = columnsOf(table, columns);
  const wrong = checkTable(campaign, table, known);
  if (hasErrors(wrong)) throw new Refusal(exitCodes.invalidInput, wrong);
  const rows = new TableRows(table, known, at);
  for await (const block of audience.blocks) rows.add(block);
  return {
    name,
    file,
    key,
    columns,
    nested: columns.filter((column) => known.hasParts(column)),
    ...rows.finish(),
    isPublic: await isInWorkspace(files, file),
    sha256: sum.digest('hex'),
  };
}

function columnsOf({ file, csv, columns, dates }: DataTable, found: readonly string[]): Columns {
  const audience = { file, ...(csv && { csv }), columns, dates, where: {}, publicColumns: [] };
  return knowColumns({ audience }, found);
}

function checkTable(campaign: Campaign, table: DataTable, known: Columns): readonly Diagnostic[] {
  const { name, key, columns, dates } = table;
  const named = [
    { column: key, path: ['key'] },
    ...Object.keys(columns).map((column) => ({ column, path: ['columns', column] })),
  ];
  const unknown = named
    .filter(({ column }) => !known.isInFile(column))
    .map(({ column, path }) => {
      const inFile = known.names.filter((one) => known.isInFile(one));
      const message = `unknown column ${column} of the table ${name}`;
      const at = locateIn(campaign, ['data', name, ...path]);
      return errorAt(at, 'PP110', message, suggestName(column, inFile, 'Columns'));
    });
  return [...unknown, ...checkDates(campaign, dates, ['data', name])];
}

/** A table that is only in the data folder is not public. */
async function isInWorkspace({ root, data }: Files, file: string): Promise<boolean> {
  if (data?.kind !== 'folder') return true;
  const found = await findDataFile(root, data.path, file);
  return found.kind !== 'found' || found.where === 'workspace';
}

// The rows of lists. A new list is written beside the one it replaces, and takes its place as a whole when it is complete.
import type { KeptList } from '../../delivery/people-lists.ts';
import type { RememberedList } from '../../plan/history.ts';
import { integer, integerOrNull, text } from '../row.ts';
import { sortedRowsOf, type Sql } from '../sql.ts';
import { readListTerms, writeListTerms } from './list-terms-text.ts';

export async function rememberedLists(sql: Sql, workspaceId: string): Promise<readonly RememberedList[]> {
  const rows = await sql.all(
    'SELECT name, version, entries, at FROM list WHERE workspace = $1 AND whole ORDER BY number',
    workspaceId,
  );
  return rows.map((row) => ({
    name: text(row, 'name'),
    version: text(row, 'version'),
    entries: integer(row, 'entries'),
    at: integer(row, 'at'),
  }));
}

/** Returns the number of the list to write people for, or undefined if the ledger already has them. */
export async function beginList(sql: Sql, list: KeptList, at: number): Promise<number | undefined> {
  const { workspaceId, name, version, entries, terms } = list;
  const known = await sql.run(
    'UPDATE list SET terms = $1, at = $2, entries = $3 WHERE workspace = $4 AND name = $5 AND version = $6 AND whole',
    writeListTerms(terms),
    at,
    entries,
    workspaceId,
    name,
    version,
  );
  if (known > 0) return undefined;
  const made = await sql.one(
    'INSERT INTO list (workspace, name, version, entries, at, terms) VALUES ($1, $2, $3, $4, $5, $6) RETURNING number',
    workspaceId,
    name,
    version,
    entries,
    at,
    writeListTerms(terms),
  );
  return integer(made, 'number');
}

export async function addListed(sql: Sql, list: number, hashes: readonly string[]): Promise<void> {
  await sql.run(
    'INSERT INTO list_person (list, person) SELECT mine.list, mine.person FROM rows($1) AS mine WHERE true ON CONFLICT DO NOTHING',
    sortedRowsOf(
      { list: 'integer', person: 'hash' },
      hashes.map((hash) => [list, hash]),
    ),
  );
}

/** Makes the list valid, in place of the one it replaces. */
export async function showList(sql: Sql, list: number): Promise<void> {
  await sql.run(
    `UPDATE list SET whole = (number = $1)
     WHERE workspace = (SELECT workspace FROM list WHERE number = $1) AND name = (SELECT name FROM list WHERE number = $1)`,
    list,
  );
}

/** Makes the workspace's lists of suppressed people invalid, except those named in `others`. */
export async function hideLists(sql: Sql, workspaceId: string, others: readonly string[]): Promise<void> {
  const rows = await sql.all('SELECT number, name, terms FROM list WHERE workspace = $1 AND whole', workspaceId);
  for (const row of rows) {
    if (readListTerms(text(row, 'terms')).reason !== 'suppressed' || others.includes(text(row, 'name'))) continue;
    await sql.run('UPDATE list SET whole = false WHERE number = $1', integer(row, 'number'));
  }
}

/** Erases some rows of lists that are not visible: they were replaced, or left by a process that died. Returns false if nothing is left. */
export async function eraseHidden(sql: Sql, most: number): Promise<boolean> {
  const row = await sql.one('SELECT min(number) AS number FROM list WHERE NOT whole');
  const list = integerOrNull(row, 'number');
  if (list === null) return false;
  const erased = await sql.run(
    'DELETE FROM list_person WHERE list = $1 AND person IN (SELECT person FROM list_person WHERE list = $1 LIMIT $2)',
    list,
    most,
  );
  if (erased < most) await sql.run('DELETE FROM list WHERE number = $1', list);
  return true;
}

// The roles may change exactly the columns that the statements change.
import { expect, test } from 'vitest';
import { columnsInPostgres } from '../../../src/ledger/postgres/postgres-schema.ts';
import { writeRoles } from '../../../src/ledger/postgres/roles.ts';
import { listRepositoryFiles, readRepositoryFile } from '../../support/repository.ts';

const granted = new Map(
  [
    ...writeRoles({ schema: 'push', plan: 'p', apply: 'a' }).matchAll(/GRANT UPDATE \((.+?)\) ON push\.(\w+) TO a;/gv),
  ].map(([, columns = '', table = '']) => [table, columns.split(', ')]),
);

/** Files whose statements run as the owner: they migrate, import or close a ledger, or anonymise its history. */
const owners = /\/(?:move-\w+|migrat[\w\-]*|\w+-to-version-\d+|sign-chunks|forget-history)\.ts$/v;

/** Files whose statements run on SQLite only. */
const ofFiles = /^src\/ledger\/sqlite\//v;

function readUpdates(): readonly { readonly table: string; readonly columns: readonly string[] }[] {
  const files = listRepositoryFiles().filter(
    (file) => /^src\/ledger\/.*\.ts$/v.test(file) && !owners.test(file) && !ofFiles.test(file),
  );
  return files.flatMap((file) => {
    // Subqueries that only count change nothing.
    const source = readRepositoryFile(file).replaceAll(/\(SELECT count\(\*\) FROM \w+\)/gv, '0');
    const updates = [...source.matchAll(/UPDATE (\w+) SET (.*?)(?:WHERE|FROM |RETURNING|`|['"](?:,|;|\);))/gsv)].map(
      ([, table = '', sets = '']) => ({ table, sets }),
    );
    const upserts = [
      ...source.matchAll(/INSERT INTO (\w+)(?:(?!INSERT INTO).)*?DO UPDATE SET (.*?)(?:`|\n *\))/gsv),
    ].map(([, table = '', sets = '']) => ({ table, sets }));
    return [...updates, ...upserts].map(({ table, sets }) => ({
      table,
      columns: [...sets.matchAll(/(?:^|,)\s*(\w+) = /gv)].map(([, column = '']) => column),
    }));
  });
}

test('every column that a statement changes is granted, and no other column', () => {
  const changed = new Map<string, Set<string>>();
  for (const { table, columns } of readUpdates()) {
    const known = changed.get(table) ?? new Set();
    for (const column of columns) known.add(column);
    changed.set(table, known);
  }
  const found = Object.fromEntries([...changed].map(([table, columns]) => [table, [...columns].toSorted()]));
  const given = Object.fromEntries([...granted].map(([table, columns]) => [table, columns.toSorted()]));
  expect(given).toEqual(found);
});

test('the columns are read from the tables', () => {
  expect(columnsInPostgres('sent')).toEqual(['campaign', 'key', 'generation', 'req', 'digest']);
  expect(columnsInPostgres('chunk')).toContain('mac');
  expect(columnsInPostgres('meta')).toContain('secret');
});

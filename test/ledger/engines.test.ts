// The database of an address, and its place in the sources: only the list of databases imports from their folders.
import { join, posix, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { engineAt } from '../../src/ledger/engines.ts';
import { listRepositoryFiles, readRepositoryFile } from '../support/repository.ts';

const given = { root: resolve('/workspace'), env: {}, variable: 'LEDGER' };

test.each([
  ['postgres://ada@localhost/push', 'postgres://ada@localhost:5432/push'],
  ['postgresql://ada@localhost/push', 'postgres://ada@localhost:5432/push'],
  ['sqlite:state/push.db', join(given.root, 'state', 'push.db')],
  ['postgres:ada', undefined],
  ['mysql://ada@localhost/push', undefined],
])('%s is resolved to %s', (address, shown) => {
  expect(engineAt(address, given)?.shown).toBe(shown);
});

test('passwords are reported as secrets, from the address and from where the driver finds them', () => {
  const env = { PGPASSWORD: 'secret' };
  expect(engineAt('postgres://ada@localhost/push', { ...given, env })?.secrets).toEqual(['secret']);
  expect(engineAt('postgres://ada:geheim@localhost/push', given)?.secrets).toEqual(['geheim']);
});

test('only the list of databases imports from the folder of a database, and no database from that of another', () => {
  const sources = listRepositoryFiles().filter((file) => /^src\/.*\.tsx?$/v.test(file));
  const folders = sources.flatMap((file) => /^src\/ledger\/(\w+)\/\1-engine\.ts$/v.exec(file)?.[1] ?? []);
  expect(folders.toSorted()).toEqual(['postgres', 'sqlite']);
  const importing = sources.flatMap((file) => {
    const imported = readRepositoryFile(file).matchAll(/(?:from|import\() ?'([^']+)'/gv);
    const used = new Set([...imported].map(([, path = '']) => posix.join(posix.dirname(file), path)));
    return folders.flatMap((folder) => {
      const inside = `src/ledger/${folder}/`;
      return file.startsWith(inside) ? [] : [...used].filter((path) => path.startsWith(inside)).map(() => file);
    });
  });
  expect(importing).toEqual(['src/ledger/engines.ts', 'src/ledger/engines.ts']);
});

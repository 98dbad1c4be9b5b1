// Which database an address is of.
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { engineAt } from '../../src/ledger/engines.ts';

const given = { root: resolve('/workspace'), env: {}, variable: 'LEDGER' };

test.each([
  ['postgres://ada@localhost/push', 'postgres://ada@localhost:5432/push'],
  ['postgresql://ada@localhost/push', 'postgres://ada@localhost:5432/push'],
  ['sqlite:state/push.db', join(given.root, 'state', 'push.db')],
  ['postgres:ada', undefined],
  ['mysql://ada@localhost/push', undefined],
])('%s is the ledger %s', (address, shown) => {
  expect(engineAt(address, given)?.shown).toBe(shown);
});

test('passwords are told, whether they stand in the address or where the driver finds them', () => {
  const env = { PGPASSWORD: 'secret' };
  expect(engineAt('postgres://ada@localhost/push', { ...given, env })?.secrets).toEqual(['secret']);
  expect(engineAt('postgres://ada:geheim@localhost/push', given)?.secrets).toEqual(['geheim']);
});

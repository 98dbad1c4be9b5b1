import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ListedHashes, listedHash } from '../../../src/ledger/lists/listed-hashes.ts';
import '../../support/property-seed.ts';

const hash = fc.stringMatching(/^[0-9a-f]{32}$/);

test('each hash comes once, in order, and every block but the last is full', () => {
  fc.assert(
    fc.property(fc.array(hash), fc.integer({ min: 1, max: 5 }), (hashes, most) => {
      const listed = new ListedHashes();
      for (const one of [...hashes, ...hashes]) listed.add(one);
      const blocks = [...listed.inOrder(most)];
      expect(blocks.flat()).toEqual([...new Set(hashes.map(listedHash))].toSorted());
      expect(blocks.slice(0, -1).every((block) => block.length === most)).toBe(true);
      expect(blocks.at(-1)?.length ?? most).toBeGreaterThan(0);
    }),
  );
});

test('holds more hashes than it has room for at first', () => {
  const listed = new ListedHashes();
  for (let index = 0; index < 3_000; index += 1) listed.add(index.toString(16).padStart(16, '0').padEnd(32, 'f'));
  expect([...listed.inOrder(5_000)].flat()).toHaveLength(3_000);
});

import fs from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prove, simulate, simulationFolder } from './simulation.ts';

/** `npm run prove -- simulation` runs more. */
const seeds = 40;

let folder: string;
beforeAll(async () => {
  folder = await simulationFolder();
});
afterAll(() => fs.rm(folder, { recursive: true }));

test(
  'sends to nobody twice, loses nobody, accepts nobody falsely, and never exceeds the limit',
  { timeout: 600_000 },
  async () => {
    const logged: string[] = [];
    const { trials, violations, notes } = await prove({ count: seeds, seed: 1, log: (line) => logged.push(line) });
    expect({ violations, logged: logged.filter((line) => line.startsWith('seed')) }).toEqual({
      violations: 0,
      logged: [],
    });
    expect(trials).toBeGreaterThanOrEqual(seeds);
    expect(notes['deaths']).toBeGreaterThan(seeds / 2);
  },
);

test.each([1, 2, 3, 4, 5, 6, 7, 8])('seed %i gives the same trace twice, byte for byte', async (seed) => {
  const first = await simulate(seed, folder);
  const second = await simulate(seed, folder);
  expect(second.trace).toBe(first.trace);
  expect(first.trace).not.toBe((await simulate(seed + 100, folder)).trace);
});

test.each([
  [2, 'false_accepted', /is accepted, but did not get it/],
  [2, 'copies', /got copies, 0 are accounted for/],
  [2, 'bursts', /requests within/],
  [7, 'unruled', /outside of its hours/],
  [15, 'unruled', /over a cap/],
] as const)('the judge finds the flaw of world %i: %s', async (seed, flaw, finding) => {
  const { violations } = await simulate(seed, folder, flaw);
  expect(violations.join('\n')).toMatch(finding);
});

test('leaves no files behind', async () => {
  await simulate(1, folder);
  await expect(fs.readdir(folder)).resolves.toEqual([]);
});

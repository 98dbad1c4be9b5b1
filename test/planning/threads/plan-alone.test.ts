// Threads start only if it is faster to hand rows over to them, and the plan is the same.
import { expect, test } from 'vitest';
import type { ThreadOrder } from '../../../src/planning/threads/thread-task.ts';
import { aCampaign } from '../../support/a-campaign.ts';
import { MemoryThread } from '../../support/memory-thread.ts';
import { compileIn, filesInMemory, tellOfOneThread, tellOfThreads } from '../../support/walked-audience.ts';

test.each([
  { what: 'everybody', every: 1, threads: 2 },
  { what: 'a fourth', every: 4, threads: 2 },
  { what: 'a sixth', every: 6, threads: 0 },
  { what: 'nobody', every: undefined, threads: 0 },
])('if $what gets a notification, $threads threads are started', async ({ every, threads }) => {
  const rows = Array.from({ length: 300 }, (_, row) => `${row},${every && row % every === 0 ? 'tr' : 'en'}\n`);
  const notification = { identifiers: { uuid: '{{id}}' } };
  const campaign = aCampaign({ notification, file: 'people.csv', where: { lang: ['tr'] } });
  const files = filesInMemory({ 'people.csv': ['id,lang\n', ...rows].join('') }, 300);
  const compiled = await compileIn(files, campaign);
  if (compiled === undefined) throw new Error('not compiled');
  let started = 0;
  const start = (order: ThreadOrder): MemoryThread => {
    started += 1;
    return new MemoryThread(order, () => 0);
  };
  const [audience, means] = [
    { compiled, files },
    { size: { bytes: 300, records: 5 }, start },
  ];
  const told = await tellOfThreads(audience, { threads: 2, startAfter: 10 }, means);
  expect(told).toEqual(await tellOfOneThread(audience));
  expect(started).toBe(threads);
});

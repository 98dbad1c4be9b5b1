// Whatever the API answers and whatever breaks, every notification has one of the five outcomes, and nobody gets two.
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { FaultKind } from '../../src/sandbox/fault-kinds.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { environment, expectHarmless, makeBadWorkspace, startCounter, workspaceFile } from '../support/bad-input.ts';
import { pushplan } from '../support/cli.ts';
import { startFastClock } from '../support/fast-clock.ts';
import { http, startRawServer } from '../support/raw-server.ts';
import { people } from '../support/workspace.ts';

const sandbox = await startCounter();
afterAll(() => sandbox.close());

const buckets = ['accepted', 'refused', 'rejected', 'in_doubt', 'not_sent'] as const;
type Totals = Readonly<Record<(typeof buckets)[number] | 'planned', number>>;

function expectSum({ planned, ...rest }: Totals, expected: number): void {
  expect(buckets.map((bucket) => rest[bucket]).reduce((sum, count) => sum + count, 0)).toBe(planned);
  expect(planned).toBe(expected);
}

test('the five outcomes add up, whatever the API answers', async () => {
  const entry = fc.oneof(
    fc.constantFrom({ 'INSIDER.email': 'person1@example.com' }, { 'INSIDER.email': null }, {}),
    fc.jsonValue(),
  );
  const report = fc.record({
    successes: fc.oneof(fc.array(entry, { maxLength: 4 }), fc.jsonValue()),
    errors: fc.oneof(fc.dictionary(fc.constantFrom('NoUserFound', 'OptOut', 'Odd'), fc.array(entry)), fc.jsonValue()),
  });
  const body = fc.oneof(
    fc.json(),
    report.map((value) => JSON.stringify(value)),
    fc.string(),
    fc.constant('{"error":"invalid_payload"}'),
  );
  // A 429 waits for seconds, which other tests cover.
  const status = fc
    .oneof(fc.constantFrom(200, 200, 200, 202, 400, 401, 403, 404, 413, 500), fc.integer({ min: 200, max: 599 }))
    .filter((code) => code !== 429);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(status, body), { minLength: 1, maxLength: 4 }), async (answers) => {
      // With more people, three answers that prove nothing would open the breaker, which waits for half a minute.
      await using server = await startRawServer({
        onRequest: (socket, number) => {
          const [code, text] = answers[(number - 1) % answers.length] ?? [500, ''];
          socket.write(http(code, text));
        },
      });
      await using other = await makeBadWorkspace(sandbox, {
        files: { 'pushplan.yaml': workspaceFile(server.url, '    message_center: off\n'), 'people.csv': people(3) },
      });
      const result = await pushplan(['apply', '--yes', '--json'], { cwd: other.root, env: environment });
      expectHarmless(result);
      expect([0, 7, 8, 10]).toContain(result.exitCode);
      expectSum((result.json() as { totals: Totals }).totals, 3);
    }),
    { numRuns: 25 },
  );
});

test('the five outcomes add up and nobody gets two, whatever breaks and when', async () => {
  const kinds: readonly FaultKind[] = [
    'reset-in-upload',
    'reset-before',
    'close-before',
    '400-payload',
    '400-unknown',
    '413',
    '422',
    '500',
    '502-html',
    '503',
    '204',
    '500-after-send',
    '504-after-send',
    '520-html',
    'reset-after',
    'close-after',
    'cut-headers',
    'cut-body',
    'cut-chunked',
    'not-http',
    'bad-header',
    'huge-headers',
    'bad-encoding',
    'junk-after',
    'empty-body',
    'malformed-body',
    'wrong-shape',
    'missing-notification',
    'unknown-reason',
    'unrelated-identity',
    'both-lists',
  ];
  const fault = fc.record({ kind: fc.constantFrom(...kinds), share: fc.double({ min: 0, max: 0.4, noNaN: true }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fault, { minLength: 1, maxLength: 4 }),
      fc.nat({ max: 1_000_000 }),
      async (faults, seed) => {
        const latency = { sent: 0, none: 0, jitter: 0 };
        await using breaking = await startSandbox({ faults, seed, latency, limit: 1_000_000 });
        const settings = workspaceFile(breaking.url, '    message_center: { after: 0s }\n');
        const files = { 'pushplan.yaml': settings, 'people.csv': people(90) };
        await using other = await makeBadWorkspace(breaking, { files });
        // Three in a row open the breaker, which pauses for half a minute and gives up after a quarter of an hour.
        const { sender: clock } = startFastClock(100);
        const result = await pushplan(['apply', '--yes', '--json'], { cwd: other.root, env: environment, clock });
        expectHarmless(result);
        expect([0, 7, 8, 10]).toContain(result.exitCode);
        const { totals } = result.json() as { totals: Totals };
        expectSum(totals, 90);
        const { deliveries, duplicates } = breaking.stats();
        expect(duplicates).toBe(0);
        expect(deliveries).toBeGreaterThanOrEqual(totals.accepted);
        expect(deliveries).toBeLessThanOrEqual(totals.accepted + totals.in_doubt);
      },
    ),
    { numRuns: 15 },
  );
});

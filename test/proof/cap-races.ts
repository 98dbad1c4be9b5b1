// Proof: four workers send one run whose campaigns claim the same people at the same time, and one worker is killed now and then.
// The first claim gets the room under the cap. The plan did not know the cap, so only claims can keep it.
import { setTimeout as delay } from 'node:timers/promises';
import { planEnvelope } from '../../src/delivery/envelope.ts';
import { insider } from '../../src/insider/insider.ts';
import { openPostgres } from '../../src/ledger/postgres/open-postgres.ts';
import { newRun, runCampaign } from '../contract/world.ts';
import { readRun } from '../support/documents.ts';
import { makeFleetTrial, type FleetTrial } from '../support/fleet-trial.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { realClock } from '../support/real-clock.ts';
import { Dice } from './dice.ts';
import type { Proof, ProofOptions } from './proof.ts';

const workers = 4;
const people = 200;
const inChunk = 40;
const requestsPerMinute = 6_000;
/** Milliseconds after which a round counts as hanging. */
const patience = 120_000;

/** Campaigns identify people by one identifier or by both. */
const campaigns = [
  { id: 'race-mail', campId: 201, by: ['email'] },
  { id: 'race-both', campId: 202, by: ['email', 'uuid'] },
  { id: 'race-uuid', campId: 203, by: ['uuid'] },
  { id: 'race-again', campId: 204, by: ['uuid', 'email'] },
] as const;

const identifierNames = { email: 'INSIDER.email', uuid: 'INSIDER.uuid' } as const;

/** Each trial is a run of four campaigns over the same people. */
export async function prove({ count, seed, log }: ProofOptions): Promise<Proof> {
  const problems: string[] = [];
  const figures = { sent: 0, capped: 0, in_doubt: 0, kills: 0 };
  await using server = await startPostgres({ durable: true });
  for (let round = 1; round <= count; round += 1) {
    const dice = new Dice(seed, 'cap-races', round);
    await using trial = await makeFleetTrial(server, {
      recipients: 1,
      requestsPerMinute,
      sandbox: {
        seed: seed * 1_000 + round,
        latency: { sent: 20, none: 5, jitter: 20 },
        shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
      },
    });
    const max = dice.next() < 0.7 ? 1 : 2;
    const isHarmed = dice.next() < 0.5;
    const run = await spool(trial, max);
    const totals = await race(trial, run, isHarmed ? dice : undefined);
    figures.sent += totals.accepted;
    figures.capped += totals.not_sent;
    figures.in_doubt += totals.in_doubt;
    if (isHarmed) figures.kills += 1;
    const wrong = await judge(trial, { max, hasDoubt: totals.in_doubt > 0 });
    problems.push(...wrong.map((problem) => `round ${round}: ${problem}`));
    log(`${round} rounds, ${problems.length} problems`);
  }
  return {
    goal: 'Four workers claim for the same people at the same time, over kills: nobody is over a cap, and nobody is left out below it',
    trials: count,
    violations: problems.length,
    notes: { ...figures, ...(problems.length === 0 ? {} : { first: problems.slice(0, 3).join('; ') }) },
  };
}

async function spool({ address }: FleetTrial, max: number): Promise<string> {
  await using ledger = await openPostgres({
    address,
    environment: 'local',
    endpoint: 'loopback',
    create: 'allow',
    requestsPerMinute,
    requestTimeout: 120_000,
    clock: realClock,
    random: (length) => crypto.getRandomValues(Buffer.alloc(length)),
    host: 'runner-1',
    pid: process.pid,
  });
  const often = { caps: [{ tag: 'promo', max, within: 86_400_000, exceptTags: [] }], recent: [] };
  const settings = campaigns.map(({ id }) => runCampaign(id, { tags: ['promo'], often, failOn: {} }));
  const { id: run } = await ledger.startRun({ ...newRun(...settings), environment: 'local' });
  for (const [index, { id, campId, by }] of campaigns.entries()) {
    for (let from = 0; from < people; from += inChunk) {
      const rows = Array.from({ length: inChunk }, (_, row) => from + row).map((row) => {
        const values = { email: `p${row}@example.com`, uuid: `id-${row}` };
        const identifiers = Object.fromEntries(by.map((name) => [identifierNames[name], values[name]]));
        const payload = JSON.stringify({ identifiers, camp_id: campId, camp_name: id, title: 'Hi', message: 'Hi' });
        const envelope = planEnvelope(Buffer.from(payload), insider);
        return { ...envelope, key: `p${row}`, digest: 'ab'.repeat(16), generation: 0, row: row + 1 };
      });
      await ledger.append(run, index, rows);
      await ledger.flush(run);
    }
  }
  await ledger.share(run, `pp1:${'0'.repeat(64)}`, 'detached');
  return run;
}

type Totals = ReturnType<typeof readRun>['totals'];

/** With `dice`, one of the workers is killed on the way, and another one replaces it. */
async function race(trial: FleetTrial, run: string, dice: Dice | undefined): Promise<Totals> {
  const crew = Array.from({ length: workers }, () => trial.start('worker'));
  try {
    if (dice !== undefined) {
      while (trial.sandbox.stats().requests < 2) await delay(5);
      await delay(dice.next() * 300);
      crew[Math.floor(dice.next() * workers)]?.kill('SIGKILL');
      crew.push(trial.start('worker'));
    }
    const begunAt = performance.now();
    for (;;) {
      const { state, totals } = readRun(await trial.run('status', run, '--json'));
      if (state === 'finished') return totals;
      if (performance.now() - begunAt > patience) throw new Error(`${run} is ${state}: ${JSON.stringify(totals)}`);
      await delay(200);
    }
  } finally {
    for (const worker of crew) worker.kill('SIGKILL');
    await Promise.all(crew.map(({ ended }) => ended));
  }
}

async function judge(
  trial: FleetTrial,
  { max, hasDoubt }: { readonly max: number; readonly hasDoubt: boolean },
): Promise<readonly string[]> {
  const got = new Map<string, Set<number>>();
  for (const { notification, outcome } of await trial.arrivals()) {
    if (outcome !== 'sent') continue;
    const { identifiers, camp_id: campId } = notification;
    for (const identifier of Object.values(identifiers as Readonly<Record<string, string>>)) {
      got.set(identifier, (got.get(identifier) ?? new Set()).add(Number(campId)));
    }
  }
  const over = [...got]
    .filter(([, sends]) => sends.size > max)
    .map(([who, { size }]) => `${who} got ${size} of ${max}`);
  if (hasDoubt) return over;
  const below = campaigns.flatMap(({ id, campId, by }) =>
    Array.from({ length: people }, (_, row) => row).flatMap((row) => {
      const values = { email: `p${row}@example.com`, uuid: `id-${row}` };
      const sends = by.reduce((all, name) => all.union(got.get(values[name]) ?? new Set()), new Set<number>());
      return sends.has(campId) || sends.size >= max ? [] : [`${id} left out p${row}, who got ${sends.size} of ${max}`];
    }),
  );
  return [...over, ...below];
}

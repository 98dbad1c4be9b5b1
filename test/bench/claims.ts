// What it costs to record the people of a request: processor time of claims and of the spool, with and without people, in one run.
import { readFileSync } from 'node:fs';
import type { ClaimResult, Settlement } from '../../src/delivery/ledger.ts';
import type { Planned, Spooled } from '../../src/delivery/spool.ts';
import { accepted, newRun, openAll, planned, type LedgerWorld, type WholeLedger } from '../contract/world.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { postgresWorld } from '../support/postgres-world.ts';
import { sqliteWorld } from '../support/sqlite-world.ts';
import type { BenchCase } from './bench-case.ts';
import { formatClaims } from './format-claims.ts';
import { listServer } from './server-memory.ts';
import { median } from './median.ts';

/** Microseconds of processor time, with people and without. */
interface Costs {
  readonly having: number;
  readonly without: number;
}

/** The medians of the rounds. */
export interface PeopleCost extends Costs {
  readonly what: string;
  /** The median of the ratios of the rounds. */
  readonly ratio: number;
  readonly target?: number;
}

/** Returns the microseconds of processor time so far. */
type Meter = () => number;

interface Bench {
  readonly name: string;
  readonly world: LedgerWorld;
  readonly startMeter: () => Meter;
}

const perRequest = 20;
const requests = 200;
const groups = [1, 8];

export const benchClaims: BenchCase = async ({ rounds = 15 }) => {
  const result = await measureClaims(rounds);
  return { text: formatClaims(result), result };
};

async function measureClaims(rounds: number): Promise<readonly PeopleCost[]> {
  await using sqlite = await sqliteWorld();
  const costs = await measure({ name: 'SQLite', world: sqlite, startMeter: () => own }, rounds);
  await using server = await startPostgres({ durable: true });
  await using postgres = await postgresWorld(server);
  const processes = await listServer(server.url());
  const startMeter = (): Meter => {
    const pids = processes().map(({ pid }) => pid);
    return () => own() + pids.reduce((sum, pid) => sum + processorOf(pid), 0);
  };
  return [...costs, ...(await measure({ name: 'PostgreSQL and its server', world: postgres, startMeter }, rounds))];
}

function own(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Only Linux reports it exactly. On other systems, the server's processes count as 0. */
function processorOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ', 1)[0]) / 1_000;
  } catch {
    return 0;
  }
}

async function measure({ name, world, startMeter }: Bench, rounds: number): Promise<readonly PeopleCost[]> {
  await using ledger = await world.open({ requestsPerMinute: 60_000 });
  const found = new Map<string, Costs[]>();
  // The first round is dropped, because code is compiled in it.
  for (let round = 0; round <= rounds; round += 1) {
    if (round === 1) found.clear();
    for (const group of groups) {
      const costs = await measureRound(world, ledger, startMeter(), { group, prefix: `${round}-${group}` });
      for (const [what, { having, without }] of Object.entries(costs)) {
        const of = found.get(what) ?? [];
        found.set(what, [...of, { having, without }]);
      }
    }
  }
  return [...found].map(([what, costs]) => ({
    what: `${name}: ${what}`,
    without: median(costs.map(({ without }) => without)),
    having: median(costs.map(({ having }) => having)),
    ratio: median(costs.map(({ having, without }) => having / without)),
    // Both store people as bytes in the request's row. PostgreSQL also finds each identifier by a row of an unordered index, from
    // the claim on. SQLite writes these rows when the run has ended, which is not part of this measurement (`apply` measures it).
    ...(what.startsWith('a claim,') ? { target: name === 'SQLite' ? 1.2 : 1.5 } : {}),
  }));
}

/** Spools notifications with and without people into a run each, and claims their requests in turns. */
async function measureRound(
  world: LedgerWorld,
  ledger: WholeLedger,
  meter: Meter,
  { group, prefix }: { readonly group: number; readonly prefix: string },
): Promise<Readonly<Record<string, Costs>>> {
  const [spooled, claims, outcomes] = [noCosts(), noCosts(), noCosts()];
  const run = await ledger.startRun(newRun());
  for (const which of ['having', 'without'] as const) {
    const people = Array.from({ length: requests * perRequest }, (_, index) => someone(`${prefix}-${index}`, which));
    spooled[which] += await spend(meter, async () => {
      await ledger.append(run.id, 0, people);
      await ledger.flush(run.id);
    });
  }
  await ledger.setState(run.id, 'running', { seal: 'seal-1' });
  const all = await openAll(ledger, run.id);
  for (let at = 0; at < requests; at += group) {
    for (const which of at % (2 * group) === 0 ? (['having', 'without'] as const) : (['without', 'having'] as const)) {
      const first = at + (which === 'having' ? 0 : requests);
      const batches = Array.from({ length: group }, (_, index) => batchOf(all, first + index, which));
      // After that, as many slots are free as are claimed.
      world.clock.pass(1_000);
      const settlements: Settlement[] = [];
      claims[which] += await spend(meter, async () => {
        const results = await ledger.claimAll(
          batches.map((notifications) => ({ run: run.id, chunk: 0, campaign: 0, notifications })),
        );
        settlements.push(...results.map(settlementOf));
      });
      outcomes[which] += await spend(meter, () => ledger.settle(settlements));
    }
  }
  await ledger.setState(run.id, 'finished', {});
  const both = { having: claims.having + outcomes.having, without: claims.without + outcomes.without };
  return {
    'a notification spooled': divide(spooled, requests * perRequest),
    [`a claim, ${group} in a transaction`]: divide(claims, requests),
    [`a claim and its outcome, ${group} in a transaction`]: divide(both, requests),
  };
}

async function spend(meter: Meter, work: () => Promise<void>): Promise<number> {
  const before = meter();
  await work();
  return meter() - before;
}

function noCosts(): { having: number; without: number } {
  return { having: 0, without: 0 };
}

function divide({ having, without }: Costs, by: number): Costs {
  return { having: having / by, without: without / by };
}

function settlementOf(result: ClaimResult): Settlement {
  if (result.kind !== 'claimed') throw new Error(`The claim is ${result.kind}.`);
  return { attempt: result.attempt, outcomes: result.taken.map(() => accepted), status: 200, error: null };
}

/** A person with an id and an e-mail address. */
function someone(name: string, which: keyof Costs): Planned {
  const identities = [`uuid=${name}-${which}`, `email=${name}-${which}@example.com`];
  const payload = Buffer.from(JSON.stringify({ identities, title: 'Sale', message: 'x'.repeat(200) }));
  return planned(`${name}-${which}`, { identities, person: which === 'having' ? identities : [], payload });
}

function batchOf(all: readonly Spooled[], index: number, which: keyof Costs): readonly Spooled[] {
  return all
    .slice(index * perRequest, (index + 1) * perRequest)
    .map(({ key, digest, generation, row, payload, person }) => ({
      key,
      digest,
      generation,
      row,
      payload,
      ...(which === 'having' && person !== undefined ? { person } : {}),
    }));
}

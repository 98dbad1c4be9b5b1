// The clock of the slots never runs ahead of the true time, whatever other clocks do.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../../src/ledger/sqlite/database.ts';
import { coarsenessOf, openRingClock, type RingClock } from '../../../src/ledger/sqlite/ring-clock.ts';
import { emptyLedger } from '../../support/simulate-ring.ts';
import { tries } from '../../support/property-tries.ts';

/** A machine whose clocks the test moves. */
class Machine {
  readonly host: string;
  uptime: number;
  #monotonic = 77.5;

  constructor(host: string, uptime: number) {
    this.host = host;
    this.uptime = uptime;
  }

  pass(milliseconds: number): void {
    this.#monotonic += milliseconds;
    this.uptime += milliseconds;
  }

  sleep(milliseconds: number): void {
    this.uptime += milliseconds;
  }

  restart(after: number): void {
    this.uptime = after;
  }

  open(database: Database): Promise<RingClock> {
    // The monotonic clock of a process starts at any value.
    this.#monotonic = 1_000 * Math.sin(this.uptime);
    const source = { monotonic: () => this.#monotonic, uptime: () => this.uptime, coarseness: 20, host: this.host };
    return database.read((sql) => openRingClock(sql, source));
  }
}

describe('ring clock', () => {
  test('runs with the monotonic clock, and stands still while the machine sleeps', async () => {
    using database = emptyLedger();
    const machine = new Machine('a', 5_000);
    const clock = await machine.open(database);
    const begin = clock.now();
    machine.pass(1_500);
    expect(clock.now() - begin).toBe(1_500);
    machine.sleep(600_000);
    expect(clock.now() - begin).toBe(1_500);
  });

  test.each<[string, (machine: Machine) => void, number]>([
    ['the time since then counts', (machine) => machine.pass(30_000), 29_980],
    ['time that the machine slept in between counts', (machine) => machine.sleep(30_000), 29_980],
    ['after a restart of the machine, its uptime counts', (machine) => machine.restart(4_000), 3_980],
    ['a time that is too short to measure does not count', (machine) => machine.pass(15), 0],
  ])('continues in the next process: %s', async (_, passing, expected) => {
    using database = emptyLedger();
    const machine = new Machine('a', 90_000);
    const before = await machine.open(database);
    machine.pass(10_000);
    await database.write((sql) => before.keep(sql));
    const left = before.now();
    passing(machine);
    expect((await machine.open(database)).now() - left).toBe(expected);
  });

  test('continues on another machine where it stopped', async () => {
    using database = emptyLedger();
    const clock = await new Machine('a', 90_000).open(database);
    await database.write((sql) => clock.keep(sql));
    expect((await new Machine('b', 900_000).open(database)).now()).toBe(clock.now());
  });

  test('knows how inexact the uptime of each system is', () => {
    expect(coarsenessOf('linux')).toBe(20);
    expect(coarsenessOf('darwin')).toBe(1_000);
  });

  test('is never ahead of the true time, over any processes, sleeps, machines and restarts', async () => {
    const step = fc.record({
      what: fc.constantFrom('pass', 'sleep', 'open', 'restart', 'move', 'keep'),
      milliseconds: fc.integer({ min: 0, max: 300_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        using database = emptyLedger();
        const machines = [new Machine('a', 1_000), new Machine('b', 5_000_000)] as const;
        let machine: Machine = machines[0];
        let clock = await machine.open(database);
        /** The clock and the true time, each time the clock was stored. */
        const kept: { said: number; truly: number }[] = [];
        let truly = 0;
        const go = (milliseconds: number, how: 'pass' | 'sleep'): void => {
          truly += milliseconds;
          for (const each of machines) each[how](milliseconds);
        };
        for (const { what, milliseconds } of steps) {
          if (what === 'pass' || what === 'sleep') go(milliseconds, what);
          if (what === 'keep') {
            await database.write((sql) => clock.keep(sql));
            kept.push({ said: clock.now(), truly });
          }
          if (what === 'restart') {
            go(milliseconds, 'sleep');
            machine.restart(Math.min(milliseconds, machine.uptime));
          }
          if (what === 'move') machine = machine === machines[0] ? machines[1] : machines[0];
          if (what === 'restart' || what === 'move' || what === 'open') clock = await machine.open(database);
          for (const { said, truly: then } of kept) expect(clock.now() - said).toBeLessThanOrEqual(truly - then + 1);
        }
      }),
      { numRuns: tries(300) },
    );
  });
});

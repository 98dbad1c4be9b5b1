// What happens to a simulated world: the weather of the vendor's API, the fates of its processes, and their errands.
import type { Errand } from './sim-errand.ts';
import type { Fate, Machine } from './sim-process.ts';
import type { Chance } from './sim-random.ts';
import type { Weather } from './sim-world.ts';

export const calm: Weather = {
  served: 1,
  unsent: 0,
  throttled: 0,
  shut_out: 0,
  foreign: 0,
  unclear_before: 0,
  unclear_after: 0,
  silent_before: 0,
  silent_after: 0,
  lost_on_the_way: 0,
  half_told: 0,
};

const rough: Weather = {
  served: 70,
  unsent: 5,
  throttled: 4,
  shut_out: 0.2,
  foreign: 0.5,
  unclear_before: 4,
  unclear_after: 4,
  silent_before: 1,
  silent_after: 1,
  lost_on_the_way: 1,
  half_told: 5,
};

const outage: Weather = { ...rough, served: 10, unsent: 30, unclear_before: 30, unclear_after: 10, silent_before: 10 };

const busy: Weather = { ...calm, served: 60, throttled: 40 };

const hour = 3_600_000;

export function drawWeather(chance: Chance): Weather {
  return chance.pick(calm, rough, rough, rough, outage, busy);
}

export function drawFate(chance: Chance): Fate {
  const end = chance.weigh({ lives: 40, dies_at_step: 45, dies_in_time: 15 });
  const within = (): number => chance.spread(1, 5 * 60_000);
  return {
    slowness: chance.pick(0, 0, 0.02, 0.1),
    ...(end === 'dies_at_step' ? { dieAtStep: Math.floor(chance.spread(1, 1_500)) } : {}),
    ...(end === 'dies_in_time' ? { dieAt: within() } : {}),
    ...(chance.hits(0.1) ? { freeze: { at: within(), milliseconds: chance.spread(100, hour) } } : {}),
    ...(chance.hits(0.06) ? { suspend: { at: within(), milliseconds: chance.spread(100, 12 * hour) } } : {}),
    ...(chance.hits(0.1) ? { jump: { at: within(), milliseconds: drawJump(chance) } } : {}),
  };
}

/** Changes the machine between two processes: another host, a restart, or a change of its wall clock. */
export function befall(machine: Machine, from: number, until: number, chance: Chance): void {
  if (chance.hits(0.1)) machine.host = machine.host === 'runner-1' ? 'runner-2' : 'runner-1';
  if (chance.hits(0.05)) machine.startedAt[machine.host] = from + chance.next() * (until - from);
  if (chance.hits(0.05)) machine.wall += drawJump(chance);
}

/** Seconds to a day, forwards or back. */
function drawJump(chance: Chance): number {
  return chance.pick(1, -1) * chance.spread(1_000, 24 * hour);
}

export function drawErrand(chance: Chance): Errand {
  const softStopAt = chance.spread(1, 3 * 60_000);
  const isStopped = chance.hits(0.2);
  return {
    kind: chance.weigh({ apply: 60, resume: 30, resolve: 10 }),
    isDeclined: chance.hits(0.05),
    concurrency: chance.pick(1, 2, 8, 8, 16),
    ...(chance.hits(0.2) ? { maxSends: chance.whole(1, 100) } : {}),
    ...(chance.hits(0.1) ? { deadline: chance.spread(1, 3 * 60_000) } : {}),
    ...(isStopped ? { softStopAt } : {}),
    ...(isStopped && chance.hits(0.3) ? { hardStopAt: softStopAt + chance.spread(1, 8_000) } : {}),
  };
}

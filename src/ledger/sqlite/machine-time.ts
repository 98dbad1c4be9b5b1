// The time on this machine, for the clock of the slots.
import os from 'node:os';
import type { Clock } from '../../delivery/clock.ts';
import { coarsenessOf, type TimeSource } from './ring-clock.ts';

/** `uptime` is by default that of the system. */
export function machineTime(
  clock: Pick<Clock, 'monotonic'>,
  host: string,
  uptime = (): number => os.uptime() * 1_000,
): TimeSource {
  return { monotonic: () => clock.monotonic(), uptime, coarseness: coarsenessOf(process.platform), host };
}

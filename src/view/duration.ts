// Formats a duration in at most two units.
import { countOf } from '../numbers.ts';

/** Formats 124 as "2 min 4 s". Omits seconds from one hour on. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return join(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(whole / 60);
  if (minutes < 1440) return join(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  return join(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function join(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** Formats a duration in words, in one unit if that is enough: "42 minutes", "1 hour 5 minutes". */
export function spellDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 90) return countOf(whole, 'second');
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return countOf(minutes, 'minute');
  if (minutes < 1440) return spellTwo(Math.floor(minutes / 60), 'hour', minutes % 60, 'minute');
  const hours = Math.round(minutes / 60);
  return spellTwo(Math.floor(hours / 24), 'day', hours % 24, 'hour');
}

function spellTwo(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? countOf(large, largeUnit) : `${countOf(large, largeUnit)} ${countOf(small, smallUnit)}`;
}

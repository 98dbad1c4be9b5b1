// Clocks that differ: certificates, waits and stamps rest on them.
import { countOf } from '../../numbers.ts';
import { good, warn, type CheckLine } from './check.ts';

/** A Date header has whole seconds, and an answer takes a while. Milliseconds. */
const mostSkew = 30_000;

/** `theirs` was told between our `asked` and `heard`, milliseconds since 1970. */
export function checkSkew(whose: string, theirs: number, asked: number, heard: number): readonly CheckLine[] {
  const skew = theirs < asked ? asked - theirs : Math.max(0, theirs - heard);
  if (skew <= mostSkew) return [good('clock', `this clock and that of ${whose} agree`)];
  const way = theirs < asked ? 'ahead of' : 'behind';
  const message = `this clock is ${countOf(Math.round(skew / 1000), 'second')} ${way} that of ${whose}`;
  return [warn('clock', message, 'Synchronise the clock of this machine (NTP): waits and certificates depend on it.')];
}

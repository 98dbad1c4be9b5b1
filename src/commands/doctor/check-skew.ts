// Compares two clocks, since certificates, waits and timestamps depend on them.
import { countOf } from '../../numbers.ts';
import { good, warn, type CheckLine } from './check.ts';

/** Milliseconds. A Date header has whole seconds, and an answer takes a while. */
const mostSkew = 30_000;

/** `theirs` was read on the other side between our `asked` and `heard`. All are milliseconds since 1970. */
export function checkSkew(whose: string, theirs: number, asked: number, heard: number): readonly CheckLine[] {
  const skew = theirs < asked ? asked - theirs : Math.max(0, theirs - heard);
  if (skew <= mostSkew) return [good('clock', `this clock and that of ${whose} agree`)];
  const way = theirs < asked ? 'ahead of' : 'behind';
  const message = `this clock is ${countOf(Math.round(skew / 1000), 'second')} ${way} that of ${whose}`;
  return [warn('clock', message, 'Synchronise the clock of this machine (NTP): waits and certificates depend on it.')];
}

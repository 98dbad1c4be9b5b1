// For options that do not go with --watch. A file of its own, since commands that do not watch load it too.
import { exitCodes, refuse, type Refusal } from '../../errors.ts';

/** `what` is the other option, which is for scripts. */
export function refuseWatch(what: string): Refusal {
  const help = 'It prints text, round after round. For a script, run the command without --watch.';
  return refuse(exitCodes.invalidInput, 'PP502', `--watch does not go with ${what}`, help);
}

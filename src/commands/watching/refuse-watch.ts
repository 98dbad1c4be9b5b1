// Refuses options that do not go with --watch. A file of its own, since commands that do not watch load it too.
import { exitCodes, refuse, type Refusal } from '../../errors.ts';

/** `what` is the other option, which is for scripts or for files. */
export function refuseWatch(what: string, help = forText): Refusal {
  return refuse(exitCodes.invalidInput, 'PP502', `--watch does not go with ${what}`, help);
}

const forText = 'It prints text, round after round. For a script, run the command without --watch.';

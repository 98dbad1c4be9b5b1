// The loop of --watch: a round at each save, until Ctrl-C.
import { exitCodes, type ExitCode } from '../../errors.ts';
import { findScopes } from '../../workspace/find-scopes.ts';
import type { Context } from '../../opening/context.ts';
import { safeTerminal } from '../../view/safe.ts';
import { layoutOf } from '../../opening/layout.ts';
import { listFirst } from '../../numbers.ts';
import { showPath } from '../../opening/show-path.ts';
import { WatchedFolders } from './watch-folders.ts';

/** Time for a save to settle: editors write several times for one save, or empty a file before they fill it. */
const settleMilliseconds = 40;

/** Returns 0 after a signal, or when nobody reads any more. A signal during a round takes effect after it. */
export async function watchRounds(
  context: Context,
  paths: readonly string[],
  round: () => Promise<void>,
): Promise<ExitCode> {
  const { clock, stdout, stderr } = context;
  const { root } = await findScopes(context.cwd, paths);
  using interrupts = context.interrupts.take();
  using folders = new WatchedFolders(root);
  const { soft } = interrupts;
  for (let isFirst = true; ; isFirst = false) {
    await folders.refresh();
    await round();
    if (isFirst) stderr.write(`Watching ${showPath(context.cwd, root)}: again at each save, until Ctrl-C.\n`);
    if (!stdout.isOpen) return exitCodes.done;
    await folders.changed(soft);
    await clock.sleep(settleMilliseconds, soft);
    if (soft.aborted) break;
  }
  // After the ^C that a terminal shows.
  if (stderr.isTerminal) stderr.write('\n');
  return exitCodes.done;
}

const mostNames = 3;

/** The heading of a round: the files that changed, and on a terminal the time. */
export function headRound(context: Context, files: readonly string[]): string {
  const { stdout, clock } = context;
  const names = listFirst(files, mostNames, safeTerminal);
  if (!stdout.isTerminal) return names;
  const { style } = layoutOf(context, stdout);
  return `${style.dim(new Date(clock.now()).toLocaleTimeString('en-GB'))} ${style.bold(names)}`;
}

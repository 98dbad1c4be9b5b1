// Keeps what is typed off the screen: the terminal would show it below the frame, and Enter would move the frame away from under the next one.
import { spawnSync } from 'node:child_process';
import process from 'node:process';

/** Milliseconds. Neither of the two programs takes longer by itself. */
const longest = 1_000;

/** Of the terminal, until disposed of or the end of the process. Keys that make signals still do. Without effect where it cannot be done. */
export function silenceKeys(terminal: object): Disposable {
  const fd = 'fd' in terminal && typeof terminal.fd === 'number' ? terminal.fd : undefined;
  const saved = fd === undefined ? '' : stty(fd, '-g');
  if (fd === undefined || saved === '') return { [Symbol.dispose]: () => {} };
  // What Ctrl-Z and fg have done in between is the shell's.
  const silence = (): void => {
    stty(fd, '-echo');
  };
  const restore = (): void => {
    stty(fd, saved);
  };
  silence();
  process.on('SIGCONT', silence);
  // Somebody pressed Ctrl-C twice.
  process.on('exit', restore);
  return {
    [Symbol.dispose]: () => {
      process.off('SIGCONT', silence);
      process.off('exit', restore);
      restore();
    },
  };
}

/** What it prints; nothing where it did not run. A process in the background that sets the terminal would be stopped for it. */
function stty(fd: number, what: string): string {
  if (!isInForeground()) return '';
  const { stdout } = spawnSync('stty', [what], { stdio: [fd, 'pipe', 'ignore'], encoding: 'utf8', timeout: longest });
  return stdout?.trim() ?? '';
}

function isInForeground(): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(process.pid)], {
    encoding: 'utf8',
    timeout: longest,
  });
  return stdout?.includes('+') ?? false;
}

// The process between fetch and the program of a command source. It starts the program, and ends it if fetch is gone: a killed fetch can end nothing,
// and a program that writes nothing does not notice. Only the parent of a process may end it by its id, which otherwise may be another one's by then.
import { spawn } from 'node:child_process';
import process from 'node:process';

export interface CommandOrder {
  readonly program: string;
  readonly words: readonly string[];
  /** All variables that the program gets. */
  readonly variables: NodeJS.ProcessEnv;
}

export type CommandEnding =
  | { readonly kind: 'not_started'; readonly why: string }
  | { readonly kind: 'ended'; readonly code: number | null; readonly signal: NodeJS.Signals | null };

// Ctrl-C reaches fetch and the program too. This process ends after both.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

process.once('message', ({ program, words, variables }: CommandOrder) => {
  const child = spawn(program, words, { env: variables, stdio: 'inherit', windowsHide: true });
  const end = (): void => void child.kill('SIGKILL');
  process.once('message', end);
  process.once('disconnect', end);
  child.once('error', (error) => {
    report({ kind: 'not_started', why: 'code' in error ? String(error.code) : error.name });
  });
  child.once('exit', (code, signal) => {
    report({ kind: 'ended', code, signal });
  });
});

function report(ending: CommandEnding): void {
  if (process.connected) process.send?.(ending, () => process.disconnect());
}

// Opens an address of this machine in the browser of the person who uses it.
import { spawn } from 'node:child_process';
import { platform } from 'node:process';
import { codeOf, saySystemError } from '../errors.ts';

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** `tell` is called with a line for people if no browser was opened. */
export function openAddress(url: string, env: NodeJS.ProcessEnv, tell: (line: string) => void): void {
  const [program, ...words] = openers[platform] ?? ['xdg-open'];
  const opened = spawn(program, [...words, url], { stdio: 'ignore', detached: true, env });
  const giveUp = (why: string): void => {
    tell(`No browser was opened: ${program} ${why}. Open ${url} yourself.`);
  };
  opened.on('error', (error) => {
    giveUp(codeOf(error) === 'ENOENT' ? 'is not installed' : `cannot be started: ${saySystemError(error)}`);
  });
  // The program exists but fails, for example because it finds no browser.
  opened.on('exit', (code, signal) => {
    if (code !== 0) giveUp(code === null ? `was ended by ${signal}` : `failed with exit code ${code}`);
  });
  opened.unref();
}

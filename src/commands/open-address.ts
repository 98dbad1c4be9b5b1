// An address of this machine in the browser of the person who sits at it.
import { spawn } from 'node:child_process';
import { platform } from 'node:process';

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Does nothing where there is no browser to be had: the address is shown as well. */
export function openAddress(url: string): void {
  const [program, ...words] = openers[platform] ?? ['xdg-open'];
  const opened = spawn(program, [...words, url], { stdio: 'ignore', detached: true });
  opened.on('error', () => undefined);
  opened.unref();
}

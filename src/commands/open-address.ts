// An address of this machine in the browser of the person who sits at it.
import { spawn } from 'node:child_process';
import { platform } from 'node:process';

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** `missing` is called where no browser can be opened: the address is shown as well. */
export function openAddress(url: string, env: NodeJS.ProcessEnv, missing: () => void): void {
  const [program, ...words] = openers[platform] ?? ['xdg-open'];
  const opened = spawn(program, [...words, url], { stdio: 'ignore', detached: true, env });
  opened.on('error', missing);
  // A program that is there, and finds no browser.
  opened.on('exit', (code) => {
    if (code !== 0) missing();
  });
  opened.unref();
}

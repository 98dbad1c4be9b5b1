// Finds a port of 127.0.0.1 that nobody listens on: for commands that take a number, and for servers that must not be found.
import { createServer } from 'node:net';
import { codeOf } from '../../src/errors.ts';
import { listen } from './listen.ts';

/** Below the ports that operating systems assign by themselves, so that nobody else gets the port before it is used. */
const first = 20_000;
const last = 32_000;

export async function freePort(): Promise<number> {
  for (;;) {
    const port = first + Math.floor(Math.random() * (last - first));
    try {
      await using listening = await listen(createServer(), port);
      return listening.port;
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw error;
    }
  }
}

// Finds a free port of 127.0.0.1, for commands that take a number.
import { createServer } from 'node:net';
import { listen } from './listen.ts';

export async function freePort(): Promise<number> {
  await using listening = await listen(createServer());
  return listening.port;
}

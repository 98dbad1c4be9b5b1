// Waits until a server has received so many requests, or fails with the output of the senders that ended.
import { setTimeout as delay } from 'node:timers/promises';

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @throws Error with their output if all senders end before so many requests have arrived. */
export async function untilRequests(
  server: { stats(): { readonly requests: number } },
  wanted: number,
  senders: readonly Promise<Ended>[],
): Promise<void> {
  const left = Promise.all(senders);
  while (server.stats().requests < wanted) {
    const ends = await Promise.race([left, delay(5)]);
    if (ends === undefined || server.stats().requests >= wanted) continue;
    const told = ends.map(({ exitCode, stdout, stderr }) => `exit ${exitCode}\n${stderr}${stdout}`);
    throw new Error(`only ${server.stats().requests} of ${wanted} requests came\n${told.join('\n')}`);
  }
}

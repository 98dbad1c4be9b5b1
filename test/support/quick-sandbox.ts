// A sandbox that accepts everybody, with a limit that no test reaches.
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';

export const everybody = { noUserFound: 0, optOut: 0, unregistered: 0 };

export function quickSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({ limit: 1_000_000, latency: { sent: 1, none: 1, jitter: 0 }, shares: everybody, ...options });
}

// A workspace whose environment is a sandbox of the test's own, so that the test can look at what the sandbox received.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxOptions } from '../../src/sandbox/options.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { pushplan, type CliResult } from './cli.ts';
import { virtualClock } from './virtual-clock.ts';
import { makeWorkspace, type TestWorkspace } from './workspace.ts';

/** A line of the sandbox's log: one notification as it was received. */
interface Arrival {
  /** RFC 3339. */
  readonly at: string;
  readonly request: number;
  readonly outcome: string;
  readonly notification: Readonly<Record<string, unknown>>;
}

export interface SendingWorkspace extends TestWorkspace {
  readonly sandbox: Sandbox;
  /** Runs pushplan in the workspace, with the key of the environment. */
  run(...argv: readonly string[]): Promise<CliResult>;
  arrivals(): Promise<readonly Arrival[]>;
  /** Returns the e-mail addresses of the arrivals, sorted, with one entry per arrival. */
  reached(): Promise<readonly string[]>;
}

export interface SendingOptions extends SandboxOptions {
  /** Keys of the environment, as a YAML flow map. By default `message_center: off`, so that no command waits for it. */
  readonly environment?: string;
  /** Lines of pushplan.yaml at the top level. */
  readonly more?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command at a moment in UTC, such as 2026-12-01T12:00. */
export function runAt({ root }: SendingWorkspace, moment: string, ...argv: readonly string[]): Promise<CliResult> {
  return pushplan(argv, { cwd: root, env: { KEY: localKey }, clock: virtualClock(Date.parse(`${moment}Z`)) });
}

export const localKey = 'key-of-the-local-environment';

/** By default everybody exists, nobody opts out, and the sandbox answers at once. */
export async function makeSendingWorkspace(
  files: Readonly<Record<string, string | Uint8Array>>,
  { environment = 'message_center: off', more = '', env = {}, ...sandboxOptions }: SendingOptions = {},
): Promise<SendingWorkspace> {
  const workspace = await makeWorkspace(files);
  const log = join(workspace.root, 'arrivals.log');
  const sandbox = await startSandbox({
    log,
    limit: 6_000,
    latency: { sent: 0, none: 0, jitter: 0 },
    shares: { noUserFound: 0, optOut: 0, unregistered: 0 },
    ...sandboxOptions,
  });
  const keys = [`endpoint: ${sandbox.url}`, 'api_key_env: KEY', 'requests_per_minute: 6000', environment];
  const flow = keys.join(', ');
  await workspace.write('pushplan.yaml', `version: 1\nenvironments:\n  local: { ${flow} }\n${more}\n`);
  const arrivals = async (): Promise<readonly Arrival[]> => {
    const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
    return lines.map((line): Arrival => JSON.parse(line));
  };
  return {
    ...workspace,
    sandbox,
    run: (...argv) => pushplan(argv, { cwd: workspace.root, env: { KEY: localKey, ...env } }),
    arrivals,
    reached: async () => (await arrivals()).map(({ notification }) => emailOf(notification)).toSorted(),
    [Symbol.asyncDispose]: async () => {
      await sandbox.close();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

function emailOf({ identifiers }: Readonly<Record<string, unknown>>): string {
  const named = identifiers as Readonly<Record<string, string>>;
  return named['INSIDER.email'] ?? '';
}

// Opens the other side of an environment: the vendor's API, or the sandbox, started for as long as the command runs.
import { exitCodes, refuse } from '../errors.ts';
import { openClient } from '../insider/client.ts';
import { openMessageCenter } from '../insider/message-center.ts';
import type { Sender } from '../delivery/sender.ts';
import type { DeliveryLog } from '../delivery/doubt/delivery-log.ts';
import { startSandbox } from '../sandbox/server.ts';
import { apiKeyOf, type Environment } from '../workspace/read-workspace.ts';
import type { Context } from './context.ts';

export interface Target extends AsyncDisposable {
  readonly sender: Sender;
  readonly deliveryLog: DeliveryLog;
}

// A lookup may be repeated at any time, so short timeouts are enough.
const lookupTimeouts = { headers: 30_000, total: 40_000 };

// Fast enough not to bore anybody, slow enough that requests overlap as they do with the real API.
const sandboxLatency = { sent: 60, none: 15, jitter: 30 };

/** Throws a Refusal (exit 10) if the key is missing, before anything is locked or sent. */
export async function openTarget(context: Context, environment: Environment): Promise<Target> {
  const apiKey = context.secrets.note(apiKeyOf(environment, context.env));
  const { endpoint } = environment;
  const sandbox =
    endpoint.kind === 'sandbox'
      ? await startSandbox({ limit: environment.requestsPerMinute, latency: sandboxLatency })
      : undefined;
  const origin = endpoint.kind === 'url' ? endpoint.url : sandbox?.url;
  if (origin === undefined)
    throw refuse(
      exitCodes.unexpected,
      'PP901',
      'the sandbox did not start',
      'This is a fault of pushplan: please report it.',
    );
  const { clock, env, version } = context;
  const common = { endpoint: origin, apiKey, userAgent: `pushplan/${version}`, env, clock };
  const sender = openClient(common);
  const deliveryLog = openMessageCenter({ ...common, timeouts: lookupTimeouts });
  return {
    sender,
    deliveryLog,
    [Symbol.asyncDispose]: async () => {
      await sender[Symbol.asyncDispose]();
      await deliveryLog[Symbol.asyncDispose]();
      await sandbox?.close();
    },
  };
}

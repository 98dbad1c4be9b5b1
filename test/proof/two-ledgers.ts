// Two workspaces, each with a ledger of its own, that send with one key. Each keeps the pace only for itself.
import { judge } from './oracle.ts';
import { makeTrial } from './trial.ts';

/** The server's limit in a short window: less than one of the two uses alone. */
const vendor = { limit: 8, windowMs: 1_000, retryAfter: 'always' } as const;

export interface LedgersFindings {
  /** The most requests that the server counted in one of its windows. */
  readonly highest: number;
  /** How often it answered that requests are too fast. */
  readonly throttled: number;
  readonly problems: readonly string[];
}

/**
 * What holds: nobody gets two and nobody is lost, whatever the server answers. What does not hold: the limit, which is
 * kept per ledger, so that the server may throttle both together, and both slow down. Workspaces that share a key have to share a
 * ledger or divide requests_per_minute.
 */
export async function runTwoLedgers(): Promise<LedgersFindings> {
  const environment = 'message_center: off';
  const sandbox = { ...vendor, latency: { sent: 5, none: 5, jitter: 0 } };
  await using first = await makeTrial({ audiences: [130], environment, sandbox });
  await using other = await makeTrial({ audiences: [130], environment, sandbox: {}, from: 1 });
  const second = { ...other, arrivals: () => first.arrivals() };
  await second.write('pushplan.yaml', first.settings);
  const ends = await Promise.all([first, second].map((trial) => trial.start(['apply', '--yes']).ended));
  const { window, statuses } = first.sandbox.stats();
  const problems = [
    ...ends.flatMap(({ exitCode, stderr }) => (exitCode === 0 ? [] : [`an apply ended with ${exitCode}: ${stderr}`])),
    ...(await judge(first)).problems,
    ...(await judge(second)).problems,
  ];
  return { highest: window.highest, throttled: statuses['429'] ?? 0, problems };
}

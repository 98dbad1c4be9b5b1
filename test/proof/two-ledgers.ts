// Two workspaces, each with a ledger of its own, that send with one key: each keeps the pace for itself alone.
import { judge } from './oracle.ts';
import { makeTrial } from './trial.ts';

/** Of the server, in a short window: less than one of the two would take by itself. */
const vendor = { limit: 8, windowMs: 1_000, retryAfter: 'always' } as const;

export interface LedgersFindings {
  /** Most requests that the server counted in one of its windows. */
  readonly highest: number;
  /** How often it said "too fast". */
  readonly throttled: number;
  readonly problems: readonly string[];
}

/**
 * What holds: nobody twice, nobody lost, whatever the server says. What does not: the limit is kept for each ledger, so both
 * together may be told to slow down, which both do. Anybody who shares a key shares a ledger, or divides requests_per_minute.
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

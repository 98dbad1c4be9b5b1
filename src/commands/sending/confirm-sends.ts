// Asks before anything is sent, or cancelled in other runs: a person has to type the number.
import type { Totals } from '../../generated/plan.ts';
import type { Run } from '../../generated/run.ts';
import { countOf, formatCount, listFirst } from '../../numbers.ts';
import { countSentNow } from '../../plan/planned-counts.ts';
import { classifyEndpoint, reachesPeople } from '../../workspace/endpoint-class.ts';
import type { Environment } from '../../workspace/read-workspace.ts';
import type { Context } from '../../opening/context.ts';
import { requireAnswer } from '../ask-person.ts';

interface Asking {
  readonly yes: boolean;
  readonly waits: boolean;
  /** The notifications that wait in other runs and will be cancelled. */
  readonly cancelled: NonNullable<Run['cancelled']>;
}

/** Asks nothing if there is nothing to send or to cancel. @throws Refusal (exit 3) unless the number is typed. */
export async function confirmSends(
  context: Context,
  environment: Environment,
  totals: Pick<Totals, 'send' | 'resend' | 'retry' | 'deferred'>,
  { yes, waits, cancelled }: Asking,
): Promise<void> {
  // Recipients who wait in the run are counted now, since nobody is asked again when they are due.
  const later = waits ? totals.deferred : 0;
  const sends = countSentNow(totals) + later;
  const repeated = totals.resend + totals.retry;
  const gone = cancelled.reduce((sum, { count }) => sum + count, 0);
  if (yes || sends + gone === 0) return;
  const waitingElsewhere = `${countOf(gone, 'notification')} of ${listFirst(cancelled, mostNamed, ({ campaign }) => campaign)}, which ${gone === 1 ? 'waits in another run' : 'wait in other runs'} while the campaign is gone or a draft`;
  if (sends === 0) {
    const question = [
      `Nothing to send to ${environment.name}. Cancel ${waitingElsewhere}?`,
      `Type ${gone} to cancel, anything else to leave:`,
    ];
    return requireAnswer(context, { question, expected: gone, undone: 'cancelled' });
  }
  const again = repeated === 0 ? '' : `, ${formatCount(repeated)} of them again`;
  const waiting = later === 0 ? '' : `, ${formatCount(later)} of them when they are due`;
  const question = [
    `Send ${countOf(sends, 'notification')} to ${environment.name} (${describeEndpoint(environment)})${again}${waiting}?`,
    ...(gone === 0 ? [] : [`It also cancels ${waitingElsewhere}.`]),
    `Type ${sends} to send, anything else to leave:`,
  ];
  await requireAnswer(context, { question, expected: sends, undone: 'sent' });
}

const mostNamed = 5;

export function describeEndpoint({ endpoint }: Environment): string {
  const kind = classifyEndpoint(endpoint);
  return reachesPeople(kind) ? kind : `${kind}: reaches no real people`;
}

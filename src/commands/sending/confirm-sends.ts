// The question before anything is sent: a person types the number of recipients.
import type { Totals } from '../../generated/plan.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { countSentNow } from '../../view/plan/planned-counts.ts';
import { classifyEndpoint, reachesPeople } from '../../workspace/endpoint-class.ts';
import type { Environment } from '../../workspace/read-workspace.ts';
import type { Context } from '../../opening/context.ts';
import { requireAnswer } from '../ask-person.ts';

/** Asks nothing where there is nothing to send. @throws Refusal, exit 3, unless the number is typed. */
export async function confirmSends(
  context: Context,
  environment: Environment,
  totals: Pick<Totals, 'send' | 'resend' | 'retry' | 'deferred'>,
  { yes, waits }: { readonly yes: boolean; readonly waits: boolean },
): Promise<void> {
  // Nobody is asked again about those who wait.
  const later = waits ? totals.deferred : 0;
  const sends = countSentNow(totals) + later;
  const repeated = totals.resend + totals.retry;
  if (yes || sends === 0) return;
  const again = repeated === 0 ? '' : `, ${formatCount(repeated)} of them again`;
  const waiting = later === 0 ? '' : `, ${formatCount(later)} of them when they are due`;
  const question = [
    `Send ${countOf(sends, 'notification')} to ${environment.name} (${describeEndpoint(environment)})${again}${waiting}?`,
    `Type ${sends} to send, anything else to leave:`,
  ];
  await requireAnswer(context, { question, expected: sends, undone: 'sent' });
}

export function describeEndpoint({ endpoint }: Environment): string {
  const kind = classifyEndpoint(endpoint);
  return reachesPeople(kind) ? kind : `${kind}: reaches no real people`;
}

// The terms on which a process sends, by itself or among others: the vendor's side, the clock, and how doubt is settled.
import type { Ledger } from '../../delivery/ledger.ts';
import { widthAt } from '../../delivery/ramp.ts';
import type { Listen } from '../../delivery/run-event.ts';
import { settleInRun } from '../../delivery/doubt/settle-in-run.ts';
import type { Spool } from '../../delivery/spool.ts';
import type { Work } from '../../delivery/jobs/work.ts';
import type { Context } from '../../opening/context.ts';
import type { Target } from '../../opening/open-target.ts';
import { vendor } from '../../opening/vendor.ts';
import type { Environment } from '../../workspace/read-workspace.ts';

export interface SenderParties {
  readonly ledger: Pick<Ledger, 'resolve'> & Pick<Spool, 'inDoubt'>;
  readonly target: Target;
  readonly listen: Listen;
  /** The same as in ShiftTerms. */
  readonly abort: AbortSignal;
}

type SenderTerms = Pick<
  Work,
  'environment' | 'vendor' | 'sender' | 'clock' | 'random' | 'abort' | 'listen' | 'concurrency' | 'settleDoubts'
>;

export function senderTerms(
  { clock, random }: Pick<Context, 'clock' | 'random'>,
  { name, messageCenter, requestsPerMinute }: Pick<Environment, 'name' | 'messageCenter' | 'requestsPerMinute'>,
  { ledger, target: { sender, deliveryLog }, listen, abort }: SenderParties,
): SenderTerms {
  const terms = messageCenter === 'off' ? undefined : { ...messageCenter, vendor, deliveryLog };
  return {
    environment: name,
    vendor,
    sender,
    clock,
    random: () => random.fraction(),
    abort,
    listen,
    concurrency: widthAt(requestsPerMinute),
    settleDoubts: terms && ((doubtful) => settleInRun({ ...doubtful, ledger, spool: ledger, terms, clock, listen })),
  };
}

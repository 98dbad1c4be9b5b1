// How a command lets doubt be settled while its run is under way, as message_center in pushplan.yaml says.
import { KnownAccepted } from '../../delivery/doubt/known-accepted.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import type { Listen } from '../../delivery/run-event.ts';
import { settleInRun } from '../../delivery/doubt/settle-in-run.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { MessageCenter } from '../../workspace/settings.ts';
import type { Context } from '../../opening/context.ts';
import type { OpenLedger } from '../../opening/lock-ledger.ts';
import type { Target } from '../../opening/open-target.ts';
import { vendor } from '../../opening/vendor.ts';

export interface DoubtSettling {
  /** For the delivery; empty where the Message Center is off. */
  readonly parts: Pick<Delivery, 'knownAccepted' | 'settleDoubts'>;
  /** What went wrong with the Message Center the last time that it was asked. */
  findings(): readonly Diagnostic[];
}

export function settleInCommand(
  { clock }: Pick<Context, 'clock'>,
  terms: MessageCenter,
  {
    ledger,
    target,
    run,
    listen,
  }: {
    readonly ledger: OpenLedger;
    readonly target: Pick<Target, 'deliveryLog'>;
    readonly run: string;
    readonly listen: Listen;
  },
): DoubtSettling {
  if (terms === 'off') return { parts: {}, findings: () => [] };
  const knownAccepted = new KnownAccepted();
  let found: readonly Diagnostic[] = [];
  return {
    parts: {
      knownAccepted,
      settleDoubts: async (signal) => {
        const asked = { ...terms, vendor, deliveryLog: target.deliveryLog };
        const settled = await settleInRun({
          run,
          ledger,
          spool: ledger,
          terms: asked,
          knownAccepted,
          clock,
          signal,
          listen,
        });
        found = settled.findings;
        return settled.notSent;
      },
    },
    findings: () => found,
  };
}

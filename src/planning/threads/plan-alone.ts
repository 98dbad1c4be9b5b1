// Plans the part of an audience that this thread plans before others are started: all of it if few of its rows are sent anything.
import type { CampaignFolds } from '../../plan/campaign-folds.ts';
import { planHere, type RowsHere } from '../../plan/plan-campaign.ts';
import type { OpenBlock } from '../../plan/walk-blocks.ts';
import { batchOf, sealedBatch, type SendBatch } from './packed-sends.ts';

/**
 * The smallest share of rows to be sent for which threads pay. Transferring a row costs as much as finding out that nothing is sent to it. Below this
 * share, two threads take twice the processor time of one and are not faster.
 */
const leastShare = 0.2;

/** Whether the rows so far reach this share, and at least `startAfter` notifications were planned. */
export function paysToHandOver({ counts }: CampaignFolds, startAfter: number): boolean {
  const { rows, send, resend, retry, deferred } = counts;
  const planned = send + resend + retry + deferred;
  return planned >= startAfter && planned >= leastShare * rows;
}

export async function* planAlone(rows: RowsHere, folds: CampaignFolds): AsyncGenerator<OpenBlock<SendBatch>> {
  for await (const block of planHere(rows, folds)) {
    const finish: OpenBlock<SendBatch>['finish'] = async (answers) => {
      const { sends, ...finished } = await block.finish(answers);
      const { digests, toSend, put, deferred } = sends;
      const isSealed = rows.keeps === 'nothing';
      return { ...finished, sends: isSealed ? sealedBatch(digests, put) : batchOf(toSend, put, deferred) };
    };
    yield { ...block, finish };
  }
}

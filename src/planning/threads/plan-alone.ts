// The part of an audience that this thread plans before others are started: all of it, where few of its rows are sent anything.
import type { CampaignFolds } from '../../plan/campaign-folds.ts';
import { planHere, type RowsHere } from '../../plan/plan-campaign.ts';
import type { OpenBlock } from '../../plan/walk-blocks.ts';
import { batchOf, sealedBatch, type SendBatch } from './packed-sends.ts';

/**
 * The share of rows that are sent something from which on threads pay. To hand a row over costs as much as to see that nothing is sent
 * to it: with fewer, two threads take twice the processor time of one, and no less time.
 */
const leastShare = 0.2;

/** Whether that is seen in the rows so far, and so many notifications were planned. */
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

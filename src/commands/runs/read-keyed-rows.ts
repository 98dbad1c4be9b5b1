// Reads the rows of an audience with what a ledger knows of them, for questions about a run afterwards.
import type { SeenLedger } from '../../ledger/ledger-engine.ts';
import type { Recipient } from '../../message/recipient.ts';
import type { NotificationKey } from '../../message/renderer.ts';
import type { Known } from '../../plan/history.ts';
import { KeySet } from '../../plan/key-set.ts';
import { lookUpBoth } from '../../plan/two-keys.ts';
import { openAudienceOf, type CompiledCampaign } from '../../planning/compile-campaigns.ts';
import type { Files } from '../../workspace/files.ts';

interface KeyedRow extends NotificationKey {
  readonly recipient: Recipient;
}

interface KnownRows {
  readonly rows: readonly KeyedRow[];
  /** One for each row, in the same order. */
  readonly known: readonly Known[];
}

/** Reads a block at a time. Skips rows that the campaign is not for, and rows that have the key of an earlier row. */
export async function* readKeyedRows(
  files: Files,
  { campaign, renderer }: CompiledCampaign,
  ledger: Pick<SeenLedger, 'keyHashing' | 'lookupInWalk'>,
): AsyncGenerator<KnownRows> {
  await using audience = await openAudienceOf(files, campaign);
  const seen = new KeySet();
  const hashing = ledger.keyHashing(campaign.id);
  const lookup = ledger.lookupInWalk(campaign.id);
  for await (const block of audience.blocks) {
    const rows = block.flatMap((recipient): KeyedRow[] => {
      const result = renderer.matches(recipient) ? renderer.key(recipient) : undefined;
      if (result?.kind !== 'key' || seen.has(result.key)) return [];
      seen.add(result.key);
      return [{ ...result, recipient }];
    });
    yield { rows, known: await lookUpBoth(lookup, hashing.hash(rows)) };
  }
}

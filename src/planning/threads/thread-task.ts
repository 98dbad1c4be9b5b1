// What the main thread and those that plan say to each other. One answer to each task, in the order of the tasks.
import type { AudienceChunk } from '../../audience/cut-into-chunks.ts';
import type { RowNotes } from '../../audience/row-notes.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { ExitCode } from '../../errors.ts';
import type { Partials } from '../../message/compile-campaign.ts';
import type { Tables } from '../../message/tables.ts';
import type { FoldsState } from '../../plan/campaign-folds.ts';
import type { CopyPolicy } from '../../plan/copy/copy-audit.ts';
import type { KeyHashes, KeyTerms } from '../../plan/key-hashes.ts';
import type { RowMoments } from '../../plan/often/block-caps.ts';
import type { PeopleAnswers } from '../../plan/often/people-gate.ts';
import type { Keeps } from '../../plan/plan-block.ts';
import type { RowTerms } from '../../plan/schedule/row-terms.ts';
import type { HeldList } from '../../plan/selection/leave-out-listed.ts';
import type { ListedTable } from '../../plan/selection/listed-people.ts';
import type { RowPolicy } from '../select-rows.ts';
import type { PackedKnown } from './packed-known.ts';
import type { PackedSends } from './packed-sends.ts';

type SharedList = Omit<HeldList, 'people'> & { readonly people: ListedTable };

/** What a thread plans: plain data, of which it compiles the campaign for itself. */
export interface ThreadOrder {
  readonly campaign: Campaign;
  readonly partials: Partials;
  readonly tables: Tables;
  /** The columns that the campaign was compiled for. */
  readonly compiledFor: readonly string[];
  /** The columns that the file has now. */
  readonly columns: readonly string[];
  /** Without what tells its places: findings are told where all blocks come together. */
  readonly policy: Omit<CopyPolicy & RowPolicy, 'locate'> & { readonly locate: undefined };
  /** The lists that hold for the campaign, in memory that is shared. */
  readonly lists: readonly SharedList[];
  readonly terms: RowTerms;
  /** What the history hashes keys with. */
  readonly keyTerms: KeyTerms;
  /** Whether envelopes are asked for, and not digests alone. */
  readonly keeps: Keeps;
  /** Whether it is asked who people are. */
  readonly asksPeople: boolean;
}

export type ThreadTask =
  | { readonly kind: 'begin'; readonly block: number; readonly chunk: AudienceChunk }
  /** `known` is undefined where nobody is known. */
  | {
      readonly kind: 'finish';
      readonly block: number;
      readonly known: PackedKnown | undefined;
      readonly places: Uint8Array;
      readonly people: PeopleAnswers | undefined;
    };

interface BegunBlock {
  readonly kind: 'begun';
  readonly notes: RowNotes;
  readonly keys: KeyHashes;
  /** None where it is not asked. */
  readonly people: readonly (readonly string[])[];
}

interface EndedBlock {
  readonly kind: 'ended';
  readonly took: Uint8Array;
  readonly moments: RowMoments;
  readonly sends: PackedSends;
  readonly folded: FoldsState;
}

export type ThreadAnswer =
  | BegunBlock
  | EndedBlock
  | { readonly kind: 'refused'; readonly exitCode: ExitCode; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'failed'; readonly error: Error };

// The messages between the main thread and planning threads. Each task gets one answer, in the order of the tasks.
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

/** Everything that a thread needs to plan, as plain data. The thread compiles the campaign itself. */
export interface ThreadOrder {
  readonly campaign: Campaign;
  readonly partials: Partials;
  readonly tables: Tables;
  /** The columns that the campaign was compiled for. */
  readonly compiledFor: readonly string[];
  /** The present columns of the file. */
  readonly columns: readonly string[];
  /** The policy without the function that locates its settings, because findings are reported in the main thread. */
  readonly policy: Omit<CopyPolicy & RowPolicy, 'locate'> & { readonly locate: undefined };
  /** The lists that apply to the campaign, in shared memory. */
  readonly lists: readonly SharedList[];
  readonly terms: RowTerms;
  /** The terms by which the history hashes keys. */
  readonly keyTerms: KeyTerms;
  /** Which envelopes are needed besides the digests. */
  readonly keeps: Keeps;
  /** Whether the identities of people are needed. */
  readonly asksPeople: boolean;
}

export type ThreadTask =
  | { readonly kind: 'begin'; readonly block: number; readonly chunk: AudienceChunk }
  /** `known` is undefined if nobody is known. */
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
  /** Empty if they are not needed. */
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

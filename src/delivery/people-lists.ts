// The port of people lists: people who must not be sent to. They are stored with the ledger, so that a claim needs no files.
import type { Identity } from './envelope.ts';

/** The campaigns that a list applies to, and the reason with which it leaves people out. */
export interface ListTerms {
  readonly reason: 'suppressed' | 'excluded';
  /** The list applies to campaigns with one of these tags, or to all if absent. An `excluded` list applies if the campaign names it. */
  readonly tags?: readonly string[];
  /** The list does not apply to campaigns with one of these tags. */
  readonly exceptTags: readonly string[];
}

export interface KeptList {
  /** `workspace_id`, or "". The list applies only to campaigns of that workspace. */
  readonly workspaceId: string;
  /** Unique within a workspace. */
  readonly name: string;
  /** Lists with the same version contain the same people. */
  readonly version: string;
  readonly entries: number;
  readonly terms: ListTerms;
}

export interface ListKeeper {
  /**
   * Replaces the list of that name in one transaction. `people` is read only if the ledger has another version. Each person is one
   * identity in comparable form.
   */
  keepList(list: KeptList, people: () => AsyncIterable<readonly Identity[]>): Promise<void>;
  /** Deletes the workspace's `suppressed` lists, except for these names. */
  dropLists(workspaceId: string, others: readonly string[]): Promise<void>;
}

export function holdsFor({ tags: only, exceptTags }: Omit<ListTerms, 'reason'>, tags: readonly string[]): boolean {
  return (
    (only === undefined || only.some((tag) => tags.includes(tag))) && !exceptTags.some((tag) => tags.includes(tag))
  );
}

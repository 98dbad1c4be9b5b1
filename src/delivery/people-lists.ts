// The port of lists of people who must not get anything: kept with the ledger, so that a claim needs no files.
import type { Identity } from './envelope.ts';

/** Which campaigns a list holds for, and why somebody in it is left out. */
export interface ListTerms {
  readonly reason: 'suppressed' | 'excluded';
  /** With one of these tags; with any when absent. A list that leaves out as excluded holds where the campaign names it. */
  readonly tags?: readonly string[];
  /** Not with one of these. */
  readonly exceptTags: readonly string[];
}

export interface KeptList {
  /** `workspace_id`, or "": it holds for campaigns of that workspace alone. */
  readonly workspaceId: string;
  /** No two of a workspace have the same. */
  readonly name: string;
  /** The same version has the same people. */
  readonly version: string;
  readonly entries: number;
  readonly terms: ListTerms;
}

export interface ListKeeper {
  /**
   * Takes the place of the list of that name, all of it at once. `people` is read only where the ledger has another version; each is
   * one identity in its comparable form.
   */
  keepList(list: KeptList, people: () => AsyncIterable<readonly Identity[]>): Promise<void>;
  /** Forgets the workspace's lists that leave out as suppressed, but for these names. */
  dropLists(workspaceId: string, others: readonly string[]): Promise<void>;
}

export function holdsFor({ tags: only, exceptTags }: Omit<ListTerms, 'reason'>, tags: readonly string[]): boolean {
  return (
    (only === undefined || only.some((tag) => tags.includes(tag))) && !exceptTags.some((tag) => tags.includes(tag))
  );
}

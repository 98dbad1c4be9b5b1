// Writes lists into the ledger, so that a claim needs no files, and computes the hashes by which a notification is found in a list of hashes.
import { createHash } from 'node:crypto';
import type { Identity } from '../../delivery/envelope.ts';
import type { ListKeeper, ListTerms } from '../../delivery/people-lists.ts';
import type { Vendor } from '../../delivery/vendor.ts';
import { asWarning, errorAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { hashedText, sumOf } from '../../plan/selection/leave-out-listed.ts';
import type { History } from '../../plan/history.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';
import { ListEntries } from './list-entries.ts';
import type { Prepared } from '../prepare.ts';
import { keyOfSuppressed, openLists, type OpenList, type OpenLists } from './open-lists.ts';
import { tapped } from '../tapped.ts';

/** Throws a Refusal (exit 5) if a file differs from the one that the plan has read. */
export async function keepLists(
  all: OpenLists['all'],
  { files, workspaceId = '', suppress }: Pick<Workspace, 'files' | 'workspaceId' | 'suppress'>,
  ledger: ListKeeper,
  { comparable }: Pick<Vendor, 'comparable'>,
): Promise<void> {
  // The walk no longer needs the people, and writing takes as much memory again.
  for (const { people } of all) people.forget();
  for (const list of all) {
    const { key: name, version, entries } = list;
    const kept = { workspaceId, name, version, entries, terms: termsOf(list) };
    await ledger.keepList(kept, () => readAgain(list, files, comparable));
  }
  await ledger.dropLists(workspaceId, suppress.map(keyOfSuppressed));
}

/** Writes the present lists of pushplan.yaml and of these campaigns. A list that a guard refuses stays in the ledger as it is, and is reported. */
export async function takeLists(
  here: Pick<Prepared, 'workspace' | 'campaigns'>,
  ledger: ListKeeper & Pick<History, 'lists' | 'forgotten'>,
  vendor: Pick<Vendor, 'comparable'>,
  now: number,
): Promise<OpenLists> {
  const lists = await openLists({ here, history: ledger, allowed: [], now });
  const taken = lists.all.filter(({ refused }) => refused.length === 0);
  await keepLists(taken, here.workspace, ledger, vendor);
  return lists;
}

/**
 * For a run that continues: takes over the present lists of pushplan.yaml. A list that is missing here (resume needs no checkout) or that a guard
 * refuses stays in the ledger as it is. Returns the findings as warnings.
 */
export async function renewLists(
  workspace: Workspace,
  ledger: ListKeeper & Pick<History, 'lists' | 'forgotten'>,
  vendor: Pick<Vendor, 'comparable'>,
  now: number,
): Promise<readonly Diagnostic[]> {
  const here = { workspace, campaigns: [] };
  const { all, diagnostics } = await openLists({ here, history: ledger, allowed: [], now, missing: 'skip' });
  const taken = all.filter(({ refused }) => refused.length === 0);
  await keepLists(taken, workspace, ledger, vendor);
  return diagnostics.map(asWarning);
}

function termsOf({ reason, suppression }: OpenList): ListTerms {
  const { tags, exceptTags = [] } = suppression ?? {};
  return { reason, exceptTags, ...(tags === undefined ? {} : { tags }) };
}

/** Reads the list again, because the first reading kept hashes of another kind. */
async function* readAgain(
  { list, at, sha256 }: OpenList,
  workspace: Workspace['files'],
  comparable: Vendor['comparable'],
): AsyncGenerator<readonly Identity[]> {
  const sum = createHash('sha256');
  const bytes = tapped(await workspace.stream(list.file, at), (chunk) => sum.update(chunk));
  for await (const block of new ListEntries(list).read(bytes)) yield block.map(comparable);
  if (sum.digest('hex') === sha256) return;
  const message = `the list ${list.file} has changed since the plan has read it`;
  throw new Refusal(exitCodes.stale, [errorAt(at, 'PP303', message, 'Nothing was sent. Run it again.')]);
}

/** The hashes of a notification's identities, as lists of hashes contain them. */
export function sumsOf(identities: readonly Identity[], { keyedText }: Pick<Vendor, 'keyedText'>): readonly Identity[] {
  return identities.map((identity) => hashedText(sumOf(keyedText(identity))));
}

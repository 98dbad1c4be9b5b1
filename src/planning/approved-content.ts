// Compares the present content of campaigns with the approved content, from the saved plan or from the last approval in the ledger.
import type { ContentApproval, ApprovalKeeper } from '../delivery/approvals.ts';
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import type { ContentPlan, Plan } from '../generated/plan.ts';
import { compareContent } from '../plan/content-digest.ts';
import { listCopyFound } from '../plan/guards/guard-content.ts';
import { askGit } from '../workspace/git.ts';
import { countPlanned } from '../plan/planned-counts.ts';
import type { Contents } from './content-of.ts';
import type { Prepared } from './prepare.ts';
import { planAgain } from './saved/saved-place.ts';
import type { SavedPlan } from './saved/saved-plan.ts';

/** The approved content of one campaign. */
interface ApprovedContent {
  readonly content: string;
  readonly parts: ContentApproval['parts'];
  /** The findings of the copy audit at that time. */
  readonly copy: readonly string[];
  /** How many people of the approved plan were not sent to yet, if nobody knows who they are. */
  readonly waiting: number;
}

/** By the campaign's id. */
export type ApprovedContents = ReadonlyMap<string, ApprovedContent>;

/** Stands for a campaign whose people are approved, not its content. */
const none: Pick<ContentPlan, 'sha256' | 'parts'> = { sha256: '', parts: [] };

/** Throws a Refusal (exit 5) if the plan approved other content for a campaign, or if only one side approves by content instead of by people. */
export function contentsOfPlan(saved: SavedPlan, { campaigns }: Prepared, contents: Contents): ApprovedContents {
  const approved = new Map<string, ApprovedContent>();
  const stale: Diagnostic[] = [];
  for (const { id, file } of campaigns) {
    const { content: before = none, audit = [] } = saved.campaigns.find((campaign) => campaign.id === id) ?? {};
    const now = contents.get(id) ?? none;
    if (before.sha256 !== now.sha256) {
      const parts = compareContent(before.parts, now.parts);
      stale.push(refuseContent(file, `the content of ${id} is not what the saved plan approves`, parts));
    }
    const { sha256: content, parts } = before;
    if (before !== none) approved.set(id, { content, parts, copy: listCopyFound(audit), waiting: 0 });
  }
  if (stale.length > 0) throw new Refusal(exitCodes.stale, stale);
  return approved;
}

/** Uses the newest approval of each campaign. Throws a Refusal (exit 5) if a campaign has none, or has changed since. */
export async function contentsOfLedger(
  ledger: Pick<ApprovalKeeper, 'approvalOf'>,
  { campaigns }: Prepared,
  contents: Contents,
): Promise<ApprovedContents> {
  const approved = new Map<string, ApprovedContent>();
  const stale: Diagnostic[] = [];
  for (const { id, file } of campaigns) {
    const now = contents.get(id);
    const known = await ledger.approvalOf(id);
    if (known === undefined) {
      stale.push(refuseContent(file, `the content of ${id} was never approved: no saved plan of it was applied`, []));
    } else if (known.content === now?.sha256) approved.set(id, known);
    else {
      const when = new Date(known.at).toISOString().slice(0, 10);
      const commit = known.commit === null ? '' : ` in commit ${known.commit.slice(0, 12)}`;
      const message = `the content of ${id} is not what was approved on ${when}${commit}`;
      stale.push(refuseContent(file, message, compareContent(known.parts, now?.parts ?? [])));
    }
  }
  if (stale.length > 0) throw new Refusal(exitCodes.stale, stale);
  return approved;
}

function refuseContent(file: string, message: string, parts: readonly string[]): Diagnostic {
  const differs = parts.length === 0 ? '' : `; it differs in: ${parts.join(', ')}`;
  return errorAt({ file, line: 1, column: 1 }, 'PP363', `${message}${differs}`, planAgain);
}

/** The approvals that a plan gives if it is applied as it was reviewed. */
export function approvalsOf({ seal, campaigns }: Plan, commit: string | null): readonly ContentApproval[] {
  return campaigns.flatMap(({ id, content, counts, audit }) => {
    if (content === undefined) return [];
    const { sha256, parts } = content;
    const copy = listCopyFound(audit);
    return [{ campaign: id, content: sha256, parts, commit, plan: seal, planned: countPlanned(counts), copy }];
  });
}

/**
 * Returns the commit of a later approval of the campaign, which this one must not replace, because the job of an older merge may run again at any
 * time. Undefined if there is none, or if git does not know which one came first.
 */
export async function findLaterApproval(
  root: string,
  ledger: Pick<ApprovalKeeper, 'approvalOf'>,
  { campaign, commit }: ContentApproval,
): Promise<string | undefined> {
  const { commit: known = null } = (await ledger.approvalOf(campaign)) ?? {};
  if (commit === null || known === null || known === commit) return undefined;
  const answer = await askGit(root, ['merge-base', '--is-ancestor', commit, known]);
  return answer.kind === 'done' ? known : undefined;
}

/** The id of the commit that is checked out. Null outside of a repository. */
export async function findCommit(root: string): Promise<string | null> {
  const answer = await askGit(root, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  return answer.kind === 'done' ? answer.stdout.toString('utf8').trim() : null;
}

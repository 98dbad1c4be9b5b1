// Handles campaigns whose data is not on this machine: separates them from the others, checks them as far as their locks allow, and puts them into
// the plan without counts.
import type { Campaign } from '../campaign/campaign.ts';
import { sharedOf } from '../campaign/layers/variants.ts';
import { hasErrors, type Diagnostic } from '../diagnostic.ts';
import type { LockReport, Plan, UnseenCampaign } from '../generated/plan.ts';
import { compileCampaign } from '../message/compile-campaign.ts';
import { readLock } from '../sources/lock.ts';
import { openData } from '../sources/open-data.ts';
import { NoData } from '../sources/pinned-file.ts';
import type { Files } from '../workspace/files.ts';
import type { LoadedCampaigns } from '../workspace/load-campaigns.ts';
import { compileCampaigns, type CompiledCampaign } from './compile-campaigns.ts';
import { warnOfOneMachine } from './one-machine.ts';
import type { Prepared } from './prepare.ts';
import { openTables } from './open-tables.ts';

export interface CompiledSight {
  readonly compiled: readonly CompiledCampaign[];
  /** Campaigns whose data is not here. */
  readonly unseen: readonly Campaign[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Like compileCampaigns(), but with `withoutData`, campaigns without data here are checked against their locks. Throws a Refusal (exit 5) if a lock
 * belongs to something else.
 */
export async function compileSeen(
  { workspace, campaigns, partials }: Prepared,
  withoutData: boolean,
): Promise<CompiledSight> {
  const { files } = workspace;
  const { seen, unseen } = withoutData ? await divideBySight(files, campaigns) : { seen: campaigns, unseen: [] };
  const { compiled, diagnostics } = await compileCampaigns(files, seen, partials);
  const found = [...diagnostics, ...(await checkUnseen(files, unseen, partials))];
  // Errors come first. This advice can wait until they are fixed.
  const advice = hasErrors(found) ? [] : warnOfOneMachine(campaigns, workspace);
  return { compiled, unseen, diagnostics: [...found, ...advice] };
}

interface BySight {
  readonly seen: readonly Campaign[];
  readonly unseen: readonly Campaign[];
}

async function divideBySight(files: Files, campaigns: readonly Campaign[]): Promise<BySight> {
  const [seen, unseen]: [Campaign[], Campaign[]] = [[], []];
  for (const campaign of campaigns) {
    const isHere = (await readLock(files, campaign)) === undefined || (await hasData(files, campaign));
    (isHere ? seen : unseen).push(campaign);
  }
  return { seen, unseen };
}

async function hasData(files: Files, campaign: Campaign): Promise<boolean> {
  try {
    // Opened only to see whether it exists, and closed again.
    for await (const _ of await openData(files, campaign)) break;
    return true;
  } catch (error) {
    if (error instanceof NoData) return false;
    throw error;
  }
}

/** Checks templates and columns against the columns of the locks. */
export async function checkUnseen(
  files: Files,
  unseen: readonly Campaign[],
  partials: LoadedCampaigns['partials'],
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const campaign of unseen) {
    const lock = await readLock(files, campaign);
    const { tables, diagnostics } = await openTables(files, campaign);
    const columns = Object.keys(lock?.columns ?? {});
    found.push(...diagnostics, ...compileCampaign(campaign, columns, partials, tables).diagnostics);
  }
  return found;
}

/** `locks` are by campaign id. */
export function addLocks(plan: Plan, locks: ReadonlyMap<string, LockReport>, unseen: readonly Campaign[]): Plan {
  const campaigns = plan.campaigns.map((campaign) => {
    const lock = locks.get(campaign.id);
    return lock === undefined ? campaign : { ...campaign, lock };
  });
  const listed = unseen.flatMap((campaign): UnseenCampaign[] => {
    const { id, file } = campaign;
    const lock = locks.get(id);
    const campId = sharedOf(campaign).camp_id;
    const known = { id, camp_id: typeof campId === 'number' ? campId : null, file, counts: null };
    return lock === undefined ? [] : [{ ...known, lock, diagnostics: [] }];
  });
  return { ...plan, campaigns, ...(listed.length > 0 && { unseen: listed }) };
}

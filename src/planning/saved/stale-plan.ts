// Finds sends that are not in the saved plan: newcomers and changes. Leavers are no problem and not looked for.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Campaign } from '../../campaign/campaign.ts';
import { errorAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import type { CampaignPlan } from '../../generated/plan.ts';
import { readSet } from '../../plan/saved-set.ts';
import { countOf, formatCount } from '../../numbers.ts';
import { countPlanned } from '../../plan/planned-counts.ts';
import { planAgain, tellVersions } from './saved-place.ts';
import { fileDigests, type SavedPlan } from './saved-plan.ts';
import type { WalkResult } from '../walk-campaigns.ts';

/** The present files that a plan is made from. */
interface Ground {
  readonly campaigns: readonly Campaign[];
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * The set of a saved plan contains digests over key and payload together, so an unplanned send may be a newcomer or a person whose payload changed. A
 * second set over the keys alone would tell them apart. But then anybody with the plan file could test whether an address is in the audience, and
 * plan files are posted for review. With the present set, a test needs the whole payload, so it is protected as far as the rest of the row cannot be
 * guessed. The counts give bounds instead and reveal nothing: a change replaces a planned notification, so there are at most as many changes as
 * planned ones that are gone.
 */
export class UnplannedSends {
  readonly #saved: SavedPlan;
  readonly #isPlanned: (digest: string) => boolean;
  readonly #isLater: (digest: string) => boolean;
  readonly #versions: string;
  readonly #byCampaign = new Map<number, number>();
  #later = 0;

  /** `version` is the version of this pushplan. */
  constructor(saved: SavedPlan, version: string) {
    this.#saved = saved;
    this.#versions = tellVersions(saved.saved, version);
    this.#isPlanned = readSet(saved.saved);
    this.#isLater = readSet({ salt: saved.saved.salt, set: saved.saved.later });
  }

  /** Returns the sends that are in the plan. `deferred` are the digests of notifications that are not due yet. */
  look<Send extends { readonly digest: string }>(
    campaign: number,
    notifications: readonly Send[],
    deferred: readonly string[],
  ): readonly Send[] {
    const planned = notifications.filter(({ digest }) => this.#isPlanned(digest));
    const later = notifications.filter(({ digest }) => !this.#isPlanned(digest) && this.#isLater(digest)).length;
    const newcomers = deferred.filter((digest) => !this.#isPlanned(digest) && !this.#isLater(digest)).length;
    const unplanned = notifications.length - planned.length - later + newcomers;
    this.#later += later;
    if (unplanned > 0) this.#byCampaign.set(campaign, (this.#byCampaign.get(campaign) ?? 0) + unplanned);
    return planned;
  }

  /** Whether the plan contains exactly this notification. */
  isPlanned(digest: string): boolean {
    return this.#isPlanned(digest);
  }

  /** The number of people whom only the time left out of the plan, and who could be sent to by now. A later plan sends to them. */
  get later(): number {
    return this.#later;
  }

  /** Returns one finding for each campaign with unplanned sends, with the names of the files that have changed. */
  list(result: WalkResult, { campaigns, sources }: Ground): Diagnostic[] {
    const changed = this.#changedFiles(fileDigests(result, sources));
    return [...this.#byCampaign].flatMap(([index, unplanned]) => {
      const campaign = result.plan.campaigns[index];
      if (campaign === undefined) return [];
      const before = this.#saved.campaigns.find(({ id }) => id === campaign.id);
      const files = changed.filter((file) => !isOfAnother(file, campaign.id, campaigns));
      const because = files.length === 0 ? '' : `; files changed since: ${files.join(', ')}`;
      return errorAt(
        { file: campaign.file, line: 1, column: 1 },
        'PP303',
        `${describeUnplanned(unplanned, campaign, before)}${because}${describeKept(campaign, before)}${this.#versions}`,
        planAgain,
      );
    });
  }

  /** Returns one finding for each campaign whose rollout steps differ from the reviewed ones. */
  listSteps({ plan }: Pick<WalkResult, 'plan'>): Diagnostic[] {
    return plan.campaigns.flatMap((campaign) => {
      const before = this.#saved.campaigns.find(({ id }) => id === campaign.id);
      const [was, is] = [showSteps(before), showSteps(campaign)];
      if (before === undefined || was === is) return [];
      const message = `the rollout of ${campaign.id} is ${is}, and the plan was saved with ${was}${this.#versions}`;
      return errorAt({ file: campaign.file, line: 1, column: 1 }, 'PP303', message, planAgain);
    });
  }

  #changedFiles(now: ReadonlyMap<string, string>): readonly string[] {
    const before = new Map(this.#saved.saved.files.map(({ path, sha256 }) => [path, sha256]));
    return [...new Set([...before.keys(), ...now.keys()])]
      .filter((file) => before.get(file) !== now.get(file))
      .toSorted();
  }
}

/** "1%, pause 10m, 100%". */
function showSteps({ rollout = [] }: Pick<CampaignPlan, 'rollout'> = {}): string {
  const items = rollout.flatMap(({ share, pause }) => [`${share}%`, ...(pause === null ? [] : [`pause ${pause}`])]);
  return items.length === 0 ? 'none' : items.join(', ');
}

/** If a campaign was moved or deleted, it is not known who left. Throws a Refusal (exit 5). */
export async function refuseGone(saved: SavedPlan, root: string, version: string): Promise<void> {
  const gone: Diagnostic[] = [];
  for (const { id, file } of saved.campaigns) {
    const isThere = await access(join(root, file)).then(
      () => true,
      () => false,
    );
    if (isThere) continue;
    const message = `the file of ${id} when the plan was saved no longer exists`;
    const versions = tellVersions(saved.saved, version);
    gone.push({ ...errorAt(undefined, 'PP303', `${message}${versions}`, planAgain), file });
  }
  if (gone.length > 0) throw new Refusal(exitCodes.stale, gone);
}

function describeUnplanned(unplanned: number, campaign: CampaignPlan, before: CampaignPlan | undefined): string {
  const planned = before === undefined ? 0 : sendsOf(before);
  const now = sendsOf(campaign);
  const gone = planned - (now - unplanned);
  const newcomers = unplanned - gone;
  const figures = `(it has ${formatCount(planned)}, now there are ${formatCount(now)})`;
  const whole = `${countOf(unplanned, 'notification')} of ${campaign.id} ${unplanned === 1 ? 'is' : 'are'} new`;
  if (gone === 0) return `${whole} since the plan was saved ${figures}`;
  const atLeast = newcomers > 0 ? `, at least ${formatCount(newcomers)} of them new,` : '';
  return `${whole} or changed${atLeast} since the plan was saved ${figures}`;
}

/** People stay in the arm that they were sent before. A plan without the ledger has drawn them differently. */
function describeKept(campaign: CampaignPlan, before: CampaignPlan | undefined): string {
  const kept = keptIn(campaign) - keptIn(before);
  if (kept <= 0) return '';
  const people = countOf(kept, 'person stays', 'people stay');
  return `; ${people} in the arm that the ledger has for them, and would be drawn into another`;
}

function keptIn({ arms = [] }: Pick<CampaignPlan, 'arms'> = {}): number {
  return arms.reduce((sum, { kept = 0 }) => sum + kept, 0);
}

function sendsOf({ counts }: CampaignPlan): number {
  return countPlanned(counts);
}

/** Partials and pushplan.yaml belong to all campaigns. */
function isOfAnother(path: string, id: string, campaigns: readonly Campaign[]): boolean {
  const owners = campaigns.filter(({ file, audience, tables = [] }) =>
    [file, audience.file, ...tables.map((table) => table.file)].includes(path),
  );
  return owners.length > 0 && owners.every((campaign) => campaign.id !== id);
}

// Saved plans: writing one, reading one back, and what has changed since it was made.
import { readFile, writeFile } from 'node:fs/promises';
import { hash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { errorAt, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, refuse, type Refusal } from '../errors.ts';
import type { Plan } from '../generated/plan.ts';
import { isPlan, validatePlan } from '../generated/validate.ts';
import { readSet, saveSet } from '../plan/saved-set.ts';
import { isSeal } from '../plan/seal.ts';
import { formatPlanJson } from '../view/plan-json.ts';
import type { WalkResult } from './walk-campaigns.ts';
import { countOf } from '../view/numbers.ts';

export type SavedPlan = Plan & { readonly saved: NonNullable<Plan['saved']> };

const saltBytes = 16;

export interface PlanOrigin {
  /** Campaign files and partials as they were read, by path. */
  readonly sources: ReadonlyMap<string, string>;
  /** The ledger that was looked at, if any. */
  readonly ledger: { readonly id: string; readonly serial: number } | null;
}

/** Writes the plan with what apply needs to tell leavers from newcomers. No personal data is in it. */
export async function savePlan(path: string, result: WalkResult, origin: PlanOrigin, salt: Buffer): Promise<void> {
  const files = [
    ...result.audiences,
    ...[...origin.sources].map(([file, text]): [string, string] => [file, hash('sha256', text, 'hex')]),
  ].map(([file, sha256]) => ({ path: file, sha256 }));
  const saved = {
    version: 1 as const,
    ...saveSet(result.digests, salt.toString('hex')),
    ledger: origin.ledger === null ? null : { ...origin.ledger },
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
  try {
    await writeFile(path, formatPlanJson({ ...result.plan, saved }));
  } catch (error) {
    throw refuse(
      exitCodes.invalidInput,
      'PP505',
      `the plan cannot be written to ${path}: ${codeOf(error)}`,
      'Choose a file in a folder that you can write to.',
    );
  }
}

export function makeSalt(random: { bytes(count: number): Buffer }): Buffer {
  return random.bytes(saltBytes);
}

/** The operand as a saved plan: a file whose JSON holds a seal. Undefined for everything else, which is then a path. */
export async function readSavedPlan(cwd: string, operand: string): Promise<SavedPlan | undefined> {
  const text = await readFile(resolve(cwd, operand), 'utf8').catch(() => undefined);
  if (text === undefined || !text.trimStart().startsWith('{')) return undefined;
  const data = parseJson(text);
  if (!holdsSeal(data)) {
    // Cut or edited: to be told that it is no campaign would lead nobody to what is wrong.
    if (text.includes('"seal"'))
      throw spoiled(operand, data === undefined ? 'it is cut, or not JSON' : '/seal is none');
    return undefined;
  }
  const faults = validatePlan(data);
  if (faults.length > 0 || !isPlan(data) || !isSaved(data)) {
    const where =
      faults[0] === undefined ? 'saved is missing' : `${faults[0].instancePath || '/'} ${faults[0].message ?? ''}`;
    throw spoiled(operand, where);
  }
  return data;
}

function spoiled(operand: string, where: string): Refusal {
  return refuse(
    exitCodes.invalidInput,
    'PP101',
    `${operand} is not a saved plan of this version: ${where}`,
    'Make it anew with pushplan plan --out FILE.',
  );
}

function holdsSeal(data: unknown): boolean {
  return (
    typeof data === 'object' && data !== null && 'seal' in data && typeof data.seal === 'string' && isSeal(data.seal)
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSaved(plan: Plan): plan is SavedPlan {
  return plan.saved !== undefined;
}

/** Counts what is about to be sent and was not in the saved plan. Leavers pass: they are not asked about. */
export class Strangers {
  readonly #isPlanned: (digest: string) => boolean;
  readonly #byCampaign = new Map<number, number>();

  constructor(saved: SavedPlan) {
    this.#isPlanned = readSet(saved.saved);
  }

  look(campaign: number, notifications: readonly { readonly digest: string }[]): void {
    const strangers = notifications.filter(({ digest }) => !this.#isPlanned(digest)).length;
    if (strangers > 0) this.#byCampaign.set(campaign, (this.#byCampaign.get(campaign) ?? 0) + strangers);
  }

  /** One finding per campaign that has newcomers or changes, naming the files that are not what they were. */
  list(saved: SavedPlan, result: WalkResult, sources: ReadonlyMap<string, string>): Diagnostic[] {
    const changed = changedFiles(saved, result, sources);
    return [...this.#byCampaign].map(([index, count]) => {
      const campaign = result.plan.campaigns[index];
      const because = changed.length === 0 ? '' : `; changed since: ${changed.join(', ')}`;
      return errorAt(
        campaign === undefined ? undefined : { file: campaign.file, line: 1, column: 1 },
        'PP303',
        `${countOf(count, 'notification')} of ${campaign?.id ?? 'a campaign'} ${count === 1 ? 'is' : 'are'} new or changed since the plan was saved${because}`,
        'Nothing was sent. Make a new plan, have it reviewed, and apply that.',
      );
    });
  }
}

function changedFiles(saved: SavedPlan, result: WalkResult, sources: ReadonlyMap<string, string>): string[] {
  const now = new Map([
    ...result.audiences,
    ...[...sources].map(([file, text]): [string, string] => [file, hash('sha256', text, 'hex')]),
  ]);
  return saved.saved.files.filter(({ path, sha256 }) => now.get(path) !== sha256).map(({ path }) => path);
}

/** The campaign files of a saved plan, as paths that a workspace at `root` is asked for. */
export function campaignPaths(saved: SavedPlan, root: string): string[] {
  return saved.campaigns.map((campaign) => join(root, campaign.file));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

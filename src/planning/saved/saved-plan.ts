// Saved plans: writing one, and reading one back as it was written.
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { codeOf, exitCodes, refuse, type Refusal } from '../../errors.ts';
import type { CampaignPlan, Plan, PublishedPlan } from '../../generated/plan.ts';
import { isPublishedPlan, validatePlan } from '../../generated/validate-plan.ts';
import { formatCount } from '../../numbers.ts';
import { writeOutput } from '../../opening/open-output.ts';
import { saveSet } from '../../plan/saved-set.ts';
import { listFindings } from '../../view/plan/plan-findings.ts';
import { formatPlanJson } from '../../view/plan/plan-json.ts';
import type { Policy } from '../../workspace/settings.ts';
import { planAgain } from './saved-place.ts';
import { savePolicy } from './saved-policy.ts';
import type { WalkResult } from '../walk-campaigns.ts';
import { tryParseJson } from '../../try-parse-json.ts';

export type SavedPlan = Plan & { readonly saved: NonNullable<Plan['saved']> };

const formatVersion: Plan['format_version'] = '1.0';

const saltBytes = 16;

export interface PlanOrigin {
  /** Campaign files and partials as they were read, by path. */
  readonly sources: ReadonlyMap<string, string>;
  /** The ledger that was looked at, if any. */
  readonly ledger: { readonly id: string; readonly serial: number } | null;
  /** Milliseconds since 1970. */
  readonly plannedAt: number;
  /** The version of pushplan that plans. */
  readonly version: string;
  /** Where the plan is made. */
  readonly place: Pick<SavedPlan['saved'], 'endpoint' | 'workspace_id'>;
  /** Whose guards the plan has kept. */
  readonly policy: Policy;
}

/**
 * Writes the plan with what apply needs to tell leavers from newcomers. No personal data is in it. Throws a Refusal (exit 3) where the
 * file cannot be written, or is one of `inputs`.
 */
export async function savePlan(
  { cwd, path, inputs }: { readonly cwd: string; readonly path: string; readonly inputs: readonly string[] },
  result: WalkResult,
  origin: PlanOrigin,
  salt: Buffer,
): Promise<void> {
  const files = [...fileDigests(result, origin.sources)].map(([file, sha256]) => ({ path: file, sha256 }));
  const saved = {
    version: 3 as const,
    pushplan: origin.version,
    ...origin.place,
    policy: savePolicy(origin.policy),
    ...saveSet(result.digests, salt.toString('hex')),
    later: saveSet(result.later, salt.toString('hex')).set,
    planned_at: new Date(origin.plannedAt).toISOString(),
    ledger: origin.ledger === null ? null : { ...origin.ledger },
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    sha256: '',
  };
  const plan = { ...result.plan, saved };
  const text = formatPlanJson({ ...plan, saved: { ...saved, sha256: sumOf(plan) } });
  const help = 'Choose a file in a folder that you can write to.';
  await writeOutput(cwd, path, text, { what: 'the plan', isPrivate: false, inputs, help });
}

export function makeSalt(random: { bytes(count: number): Buffer }): Buffer {
  return random.bytes(saltBytes);
}

/** SHA-256 of every file that a plan is made from, by path. */
export function fileDigests(
  { audiences }: Pick<WalkResult, 'audiences'>,
  sources: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map([
    ...audiences,
    ...[...sources].map(([file, text]): [string, string] => [file, hash('sha256', text, 'hex')]),
  ]);
}

/**
 * Over every value of the document and their order, but not over white space and the way characters are escaped: a checkout
 * that changes line ends, or a later Unicode, spoils no plan. It tells what was cut or edited by mistake; somebody who edits on
 * purpose can compute it again, so a plan is worth as much trust as the place that it comes from.
 */
function sumOf(plan: SavedPlan): string {
  return hash('sha256', JSON.stringify({ ...plan, saved: { ...plan.saved, sha256: '' } }), 'hex');
}

/** The operand as a saved plan; undefined for everything else, which is then a path. Throws a Refusal (exit 3) for a plan that is not as it was saved. */
export async function readSavedPlan(cwd: string, operand: string): Promise<SavedPlan | undefined> {
  const text = await readFile(resolve(cwd, operand), 'utf8').catch((error: unknown) => refuseMissing(operand, error));
  if (text === undefined || !isMeantAsPlan(operand, text)) return undefined;
  const data = tryParseJson(text);
  if (data === undefined) throw spoiled(operand, 'is not a saved plan: it is cut, or not JSON');
  checkVersion(operand, data);
  const [fault] = validatePlan(data);
  if (fault !== undefined || !isPublishedPlan(data))
    throw spoiled(operand, `is not a saved plan: ${fault?.instancePath || '/'} ${fault?.message ?? 'does not fit'}`);
  return requireSaved(operand, data);
}

/** Nothing else that apply takes has such a name. What cannot be read for another reason is a path, of which that is said. */
function refuseMissing(operand: string, error: unknown): undefined {
  if (!operand.endsWith('.json') || codeOf(error) !== 'ENOENT') return undefined;
  const help = `Save it first, or get the one that was reviewed: pushplan plan --out ${operand}`;
  throw refuse(exitCodes.invalidInput, 'PP150', `the saved plan ${operand} is not there`, help);
}

function requireSaved(operand: string, plan: PublishedPlan): SavedPlan {
  if (plan.seal === null)
    throw spoiled(operand, 'was made without data, so it has no seal and its recipients are not known');
  if (!isSaved(plan)) throw spoiled(operand, 'is a plan that was only printed: saved is missing');
  if (plan.saved.sha256 !== sumOf(plan)) throw spoiled(operand, 'was edited or damaged since it was saved');
  return plan;
}

/**
 * Throws a Refusal (exit 4) for a plan that a guard refused when it was made: the guard may be that of the base, which apply
 * does not read. A merge does not approve what a guard refused.
 */
export function refuseBlocked(operand: string, saved: SavedPlan): void {
  const [first, ...others] = listFindings(saved, 'error').map(({ finding }) => finding);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${formatCount(others.length)} more)`;
  const message = `${operand} was blocked when it was made: ${first.code} ${first.message}${more}`;
  const help = 'Nothing was sent. Fix that, or allow it, and make the plan again with pushplan plan --out FILE.';
  throw refuse(exitCodes.blocked, 'PP318', message, help);
}

/** Keys of every plan. Two of these keys in quotes mean a plan, not a campaign. */
const marks = ['"format_version"', '"seal"', '"totals"', '"saved"'];

// To be told of a damaged plan that it is no campaign would lead nobody to what is wrong. No other operand is JSON.
function isMeantAsPlan(operand: string, text: string): boolean {
  return operand.endsWith('.json') || marks.filter((mark) => text.includes(mark)).length >= 2;
}

function checkVersion(operand: string, data: unknown): void {
  if (typeof data !== 'object' || data === null || !('format_version' in data))
    throw spoiled(operand, 'is not a saved plan: it is another JSON document');
  if ('saved' in data) refuseFormer(operand, data.saved);
  const { format_version: version } = data;
  if (typeof version !== 'string' || version === formatVersion) return;
  throw refuse(
    exitCodes.invalidInput,
    'PP101',
    `${operand} is a plan of format ${JSON.stringify(version)}, and this version of pushplan reads ${formatVersion}`,
    'Apply it with the version of pushplan that made it, or make it again with pushplan plan --out FILE.',
  );
}

/** What former versions saved says too little of what was reviewed: no policy, endpoint or workspace; who is deferred, or left out by time alone. */
function refuseFormer(operand: string, saved: unknown): void {
  if (typeof saved !== 'object' || saved === null || !('version' in saved)) return;
  const { version } = saved;
  // With what neither had it is a newer one whose version was damaged.
  if ((version !== 1 && version !== 2) || 'later' in saved) return;
  const lack = version === 1 ? 'the policy that guards it' : 'the recipients that only the time leaves out';
  const message = `${operand} was saved by an older pushplan (saved.version ${version}), without ${lack}`;
  throw refuse(exitCodes.stale, 'PP319', message, planAgain);
}

function spoiled(operand: string, what: string): Refusal {
  return refuse(
    exitCodes.invalidInput,
    'PP101',
    `${operand} ${what}`,
    'Nothing was sent. Make it again with pushplan plan --out FILE.',
  );
}

function isSaved(plan: PublishedPlan): plan is SavedPlan {
  return plan.saved !== undefined && plan.seal !== null && plan.campaigns.every(isSeen);
}

function isSeen(campaign: PublishedPlan['campaigns'][number]): campaign is CampaignPlan {
  return campaign.counts !== null;
}

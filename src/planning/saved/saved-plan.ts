// Writes saved plans, and reads them back.
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { codeOf, exitCodes, refuse, type Refusal } from '../../errors.ts';
import type { CampaignPlan, Plan, PublishedPlan } from '../../generated/plan.ts';
import { isPublishedPlan, validatePlan } from '../../generated/validate-plan.ts';
import { formatCount } from '../../numbers.ts';
import { checkOutput, writeOutput, type OutputFile } from '../../opening/open-output.ts';
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
  /** The texts of campaign files and partials that were read, by path. */
  readonly sources: ReadonlyMap<string, string>;
  /** The ledger that was looked up, if any. */
  readonly ledger: { readonly id: string; readonly serial: number } | null;
  /** Milliseconds since 1970. */
  readonly plannedAt: number;
  /** The version of pushplan that plans. */
  readonly version: string;
  /** The place where the plan is made. */
  readonly place: Pick<SavedPlan['saved'], 'endpoint' | 'workspace_id'>;
  /** The policy whose guards the plan has passed. */
  readonly policy: Policy;
}

interface PlanFile {
  readonly cwd: string;
  readonly path: string;
  /** Files that the plan is made from. */
  readonly inputs: readonly string[];
}

/** Throws the Refusal of savePlan about the file if it is certain already, before the plan is made. */
export async function checkPlanFile({ cwd, path, inputs }: PlanFile): Promise<void> {
  await checkOutput(cwd, path, termsOf(inputs));
}

function termsOf(inputs: readonly string[]): OutputFile {
  const help = 'Name a file in a folder that you can write to: --out FILE.';
  const replaces = { kind: 'a plan', isOne: beginsPlan };
  return { what: 'the plan', append: false, isPrivate: false, inputs, replaces, help };
}

/**
 * Writes the plan with the data that apply needs to tell leavers from newcomers. Contains no personal data. Throws a Refusal (exit 3) if the file
 * cannot be written, is one of `inputs`, or exists and is not a plan.
 */
export async function savePlan(
  { cwd, path, inputs }: PlanFile,
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
  await writeOutput(cwd, path, text, termsOf(inputs));
}

export function makeSalt(random: { bytes(count: number): Buffer }): Buffer {
  return random.bytes(saltBytes);
}

/** The SHA-256 of every file that a plan is made from, by path. */
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
 * Covers all values of the document and their order, but not white space and character escapes, so that changed line ends or a later Unicode version
 * do not spoil a plan. It detects plans that were cut or edited by mistake. Anybody who edits on purpose can compute it again, so a plan can only be
 * trusted as much as the place that it comes from.
 */
function sumOf(plan: SavedPlan): string {
  return hash('sha256', JSON.stringify({ ...plan, saved: { ...plan.saved, sha256: '' } }), 'hex');
}

/**
 * Reads the operand as a saved plan. Undefined for anything else, which is then a path. Throws a Refusal (exit 3) for a plan that was changed after
 * it was saved.
 */
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

/**
 * No other operand of apply ends in .json. If the file cannot be read for another reason, the operand is treated as a path, and the error is reported
 * there.
 */
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
 * Throws a Refusal (exit 4) for a plan that a guard refused when it was made. The guard may be that of the base, which apply does not read, and a
 * merge does not approve what a guard refused.
 */
export function refuseBlocked(operand: string, saved: SavedPlan): void {
  const [first, ...others] = listFindings(saved, 'error').map(({ finding }) => finding);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${formatCount(others.length)} more)`;
  const message = `${operand} was blocked when it was made: ${first.code} ${first.message}${more}`;
  const help = 'Nothing was sent. Fix that, or allow it, and make the plan again with pushplan plan --out FILE.';
  throw refuse(exitCodes.blocked, 'PP318', message, help);
}

/** Keys of every plan. Two of them in quotes mean that the text is a plan, not a campaign. */
const marks = ['"format_version"', '"seal"', '"totals"', '"saved"'];

// A damaged plan must not be reported as an invalid campaign, because that would hide the cause. No other operand is JSON.
function isMeantAsPlan(operand: string, text: string): boolean {
  return operand.endsWith('.json') || beginsPlan(text);
}

function beginsPlan(text: string): boolean {
  return marks.filter((mark) => text.includes(mark)).length >= 2;
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

/**
 * Refuses plans of former versions, which lack part of what was reviewed: the policy, endpoint and workspace, or who is deferred or left out only
 * because of the time.
 */
function refuseFormer(operand: string, saved: unknown): void {
  if (typeof saved !== 'object' || saved === null || !('version' in saved)) return;
  const { version } = saved;
  // With a field that neither version had, it is a newer plan whose version was damaged.
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

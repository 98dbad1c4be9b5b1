// Reads a campaign as a run remembers it, from the JSON text that the ledger keeps.
import type { RunCampaign } from '../../delivery/ledger.ts';
import { isSendingTimes } from '../../plan/schedule/read-times.ts';
import { areTexts, readJson } from '../json.ts';
import { isMap } from '../../is-map.ts';
import { DamagedLedger } from '../row.ts';

/** Separates the texts of several campaigns. It never occurs in JSON. */
export const separator = '\u001F';

const unreadable = 'the settings of a campaign cannot be read';

type Limit = NonNullable<RunCampaign['failOn']['refused']>;

export function readRunCampaign(settings: string): RunCampaign {
  const value = readJson(settings, unreadable);
  if (!isMap(value)) throw damaged();
  const { id, file, guarantee, async, failOn, abortIf = [], reportAttributes } = value;
  if (typeof id !== 'string' || typeof file !== 'string' || typeof async !== 'boolean') throw damaged();
  if (guarantee !== 'at_most_once' && guarantee !== 'at_least_once') throw damaged();
  if (!isMap(failOn) || !isAbortIf(abortIf) || !areTexts(reportAttributes)) throw damaged();
  return {
    id,
    file,
    guarantee,
    priority: readPriority(value),
    async,
    failOn: readLimits(failOn),
    // Runs of older versions have none.
    abortIf,
    reportAttributes,
    ...readOwner(value),
    ...readLists(value),
    ...readRunOften(value),
    ...readTimes(value),
    ...readSteps(value),
  };
}

/** Runs of older versions have none of them. */
function readOwner({
  key,
  period,
  catchesUp,
  workspaceId,
  version,
  commit,
}: Readonly<Record<string, unknown>>): Pick<
  RunCampaign,
  'key' | 'period' | 'catchesUp' | 'workspaceId' | 'version' | 'commit'
> {
  return {
    ...(typeof key === 'string' ? { key } : {}),
    ...(typeof period === 'string' ? { period } : {}),
    ...(catchesUp === true ? { catchesUp } : {}),
    ...(typeof workspaceId === 'string' ? { workspaceId } : {}),
    ...(typeof version === 'string' ? { version } : {}),
    ...(typeof commit === 'string' ? { commit } : {}),
  };
}

/** Runs of older versions have none of them. */
function readLists({
  tags,
  excludes,
  arms,
  armIds,
  locales,
}: Readonly<Record<string, unknown>>): Pick<RunCampaign, 'tags' | 'excludes' | 'arms' | 'armIds' | 'locales'> {
  return {
    ...(areTexts(tags) ? { tags } : {}),
    ...(areTexts(excludes) ? { excludes } : {}),
    ...(areTexts(arms) ? { arms } : {}),
    ...(areNumbers(armIds) ? { armIds } : {}),
    ...(areTexts(locales) ? { locales } : {}),
  };
}

function areNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

/** Runs of older versions have none. */
function readRunOften({ often }: Readonly<Record<string, unknown>>): Pick<RunCampaign, 'often'> {
  if (often === undefined) return {};
  if (!isMap(often)) throw damaged();
  const { caps, recent } = often;
  if (!Array.isArray(caps) || !Array.isArray(recent) || !caps.every(isCap) || !recent.every(isRecent)) throw damaged();
  return { often: { caps, recent } };
}

function isCap(value: unknown): value is NonNullable<RunCampaign['often']>['caps'][number] {
  if (!isMap(value)) return false;
  const { tag, max, within, gap, when, exceptTags } = value;
  return (
    typeof max === 'number' &&
    typeof within === 'number' &&
    isMaybe(gap, 'number') &&
    (when === undefined || when === 'defer') &&
    isMaybe(tag, 'string') &&
    areTexts(exceptTags)
  );
}

function isRecent(value: unknown): value is NonNullable<RunCampaign['often']>['recent'][number] {
  if (!isMap(value)) return false;
  const { sent, tag, within } = value;
  return typeof within === 'number' && isMaybe(sent, 'string') && isMaybe(tag, 'string');
}

function isMaybe(value: unknown, type: 'string' | 'number'): boolean {
  return value === undefined || typeof value === type;
}

/** Runs of older versions have none. */
function readTimes({ times }: Readonly<Record<string, unknown>>): Pick<RunCampaign, 'times'> {
  if (times === undefined) return {};
  if (!isSendingTimes(times)) throw damaged();
  return { times };
}

/** Runs of older versions have none. */
function readSteps({ rollout }: Readonly<Record<string, unknown>>): Pick<RunCampaign, 'rollout'> {
  if (rollout === undefined) return {};
  if (!Array.isArray(rollout) || !rollout.every(isStep)) throw damaged();
  return { rollout };
}

function isStep(value: unknown): value is NonNullable<RunCampaign['rollout']>[number] {
  if (!isMap(value)) return false;
  const { upTo, pause } = value;
  return typeof upTo === 'number' && (pause === null || isMaybe(pause, 'number'));
}

/** Runs of older versions have none. */
function readPriority({ priority = 'normal' }: Readonly<Record<string, unknown>>): RunCampaign['priority'] {
  if (priority !== 'high' && priority !== 'normal') throw damaged();
  return priority;
}

function readLimits({ refused, rejected }: Readonly<Record<string, unknown>>): RunCampaign['failOn'] {
  if ((refused !== undefined && !isLimit(refused)) || (rejected !== undefined && !isLimit(rejected))) throw damaged();
  return { ...(refused === undefined ? {} : { refused }), ...(rejected === undefined ? {} : { rejected }) };
}

function isLimit(value: unknown): value is Limit {
  if (!isMap(value)) return false;
  return value['kind'] === 'count' ? typeof value['count'] === 'number' : typeof value['share'] === 'number';
}

function isAbortIf(value: unknown): value is RunCampaign['abortIf'] {
  return (
    Array.isArray(value) &&
    value.every(
      (entry) =>
        isMap(entry) &&
        typeof entry['of'] === 'string' &&
        isLimit(entry['limit']) &&
        (entry['by'] === undefined || typeof entry['by'] === 'string'),
    )
  );
}

function damaged(): DamagedLedger {
  return new DamagedLedger(unreadable);
}

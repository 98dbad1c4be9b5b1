// The messages for a delivery that stops early and for a rejection, with place and remedy.
import { countOf, formatCount, formatMinute } from '../../numbers.ts';
import { showLimit } from '../../campaign/limit.ts';
import type { Excess } from './abort-if.ts';
import { certificateProbation } from './certificate-watch.ts';
import { errorAt, warningAt, type Diagnostic } from '../../diagnostic.ts';
import type { ExplainedError } from './explain-error.ts';
import type { HeldBack } from './foreign-answers.ts';
import type { Stop } from './halt.ts';
import type { RunCampaign, RunRecord, RunState } from '../ledger.ts';
import { nameRun, type NamedRun } from '../name-run.ts';
import type { Vendor } from '../vendor.ts';

/** The stop of a run that can be resumed later. */
export function stopped(run: RunRecord, why: string): Stop {
  const help = `What was not sent is still there: pushplan resume ${nameRun(run)}`;
  return { kind: 'stopped', why, diagnostic: errorAt(undefined, 'PP408', `Run ${run.id} stopped: ${why}.`, help) };
}

/** The stop of a run of which everything that may leave now has left. */
export function leftHeld(run: NamedRun, { count, until }: HeldBack): Stop {
  const what = countOf(count, 'notification is', 'notifications are');
  const from = formatMinute(until);
  const why = `${what} held back by a window, quiet hours or a blackout until ${from}`;
  const help = `Nobody is lost: the next apply from then on sends to them, and so does pushplan resume ${nameRun(run)}`;
  const diagnostic = errorAt(undefined, 'PP381', `Run ${run.id} stopped: ${why}.`, help);
  return { kind: 'stopped', why, diagnostic, isOfRun: true };
}

/** The stop of this process only, while others continue the run. */
export function leftToOthers(run: RunRecord): Stop {
  const why = `interrupted here, and ${run.state === 'waiting' ? 'workers send it when it is due' : 'other processes continue it'}`;
  const help = `Watch it: pushplan status ${nameRun(run)} --watch. To stop it everywhere: pushplan stop ${nameRun(run)}`;
  return { kind: 'stopped', why, diagnostic: errorAt(undefined, 'PP408', `Run ${run.id}: ${why}.`, help) };
}

/** The stop after the API was in trouble or out of reach for too long. */
export function gaveUp(run: RunRecord, minutes: number): Stop {
  const why = `nothing got through to the API for ${countOf(minutes, 'minute')}`;
  const help = `When the API works again: pushplan resume ${nameRun(run)}`;
  return { kind: 'stopped', why, diagnostic: errorAt(undefined, 'PP420', `Run ${run.id} stopped: ${why}.`, help) };
}

/** Adds the last error, if the run stops in the middle of trouble. */
export function tellLastError(stop: Stop, last: ExplainedError | undefined): Stop {
  if (last === undefined || stop.kind !== 'stopped' || stop.isOfRun === true) return stop;
  const said = `the last error was ${last.name}: ${last.means}`;
  const { message, help = '', ...diagnostic } = stop.diagnostic;
  return {
    ...stop,
    why: `${stop.why}; ${said}`,
    diagnostic: { ...diagnostic, message: `${message.replace(/\.$/, '')}; ${said}.`, help: `${last.remedy} ${help}` },
  };
}

export function aboveAbortIf(run: RunRecord, campaign: RunCampaign, excess: Excess): Stop {
  const { of, limit, by, count, settled } = excess;
  const what = of === 'refused' || of === 'rejected' ? of : `refused (${of})`;
  const why = `${formatCount(count)} of the first ${formatCount(settled)} of campaign ${campaign.id} ${count === 1 ? 'was' : 'were'} ${what}, and abort_if.${of} is ${showLimit(limit)}${by === undefined ? '' : `, which comes from ${by}`}`;
  const diagnostic: Diagnostic = {
    severity: 'error',
    code: 'PP421',
    message: `Run ${run.id} stopped: ${why}.`,
    file: campaign.file,
    help: `Check the audience. To continue anyway: pushplan resume ${nameRun(run)}`,
  };
  return { kind: 'stopped', why, diagnostic, isOfRun: true };
}

export function noCertificate(
  run: RunRecord,
  campaign: RunCampaign,
  reason: string,
  { adviseOnRefusal }: Pick<Vendor, 'adviseOnRefusal'>,
): Stop {
  const why = `all of the first ${certificateProbation} of campaign ${campaign.id} were refused (${reason})`;
  const diagnostic: Diagnostic = {
    severity: 'error',
    code: 'PP425',
    message: `Run ${run.id} stopped: ${why}.`,
    file: campaign.file,
    help: `${adviseOnRefusal(reason)} Then let these be tried again: pushplan retry ${nameRun(run)} --only ${reason} --reason TEXT, and send the rest: pushplan resume ${nameRun(run)}`,
  };
  return { kind: 'stopped', why, diagnostic, isOfRun: true };
}

/** The stop after a claim was refused. `state` is the current state of the run. The ledger knows who caused it (`deliver` reads it). */
export function fenced(run: RunRecord, state: RunState): Stop {
  if (state === 'paused' || state === 'stopped') return halted(run, `${state} by a command`);
  const why = state === 'running' ? 'another process took it over' : `it was set to ${state} elsewhere`;
  const help = `See its state: pushplan status ${nameRun(run)}`;
  return { kind: 'fenced', why, diagnostic: errorAt(undefined, 'PP408', `Run ${run.id} may not send: ${why}.`, help) };
}

/** The stop after a command. `why` is a participle: "stopped by alice@laptop". */
export function halted(run: RunRecord, why: string): Stop & { readonly kind: 'halted' } {
  const help = `What was not sent is still there: pushplan resume ${nameRun(run)}`;
  return { kind: 'halted', why, diagnostic: errorAt(undefined, 'PP336', `Run ${run.id} was ${why}.`, help) };
}

export function shutOut(diagnostic: Diagnostic): Stop {
  return { kind: 'shut_out', why: diagnostic.message.replace(/\.$/, ''), diagnostic };
}

export function templateDefect(
  run: RunRecord,
  campaign: RunCampaign,
  tally: { readonly count: number; readonly unacceptable: number },
  code: string,
): Stop {
  const why = `${formatCount(tally.unacceptable)} of the first ${countOf(tally.count, 'request')} of campaign ${campaign.id} were refused (${code})`;
  const diagnostic: Diagnostic = {
    severity: 'error',
    code: 'PP405',
    message: `The API rejects what campaign ${campaign.id} renders: ${why}.`,
    file: campaign.file,
    help: `Nothing in these requests was sent. Check what is sent (pushplan render ${campaign.file} --limit 3), correct the campaign and apply again; run ${run.id} is left as it is.`,
  };
  return { kind: 'stopped', why, diagnostic, isOfRun: true };
}

/** The warning about one notification that the API rejected. */
export function rejection(campaign: RunCampaign, row: number, code: string, meaning: string): Diagnostic {
  const message = `Row ${row} of campaign ${campaign.id} was rejected by the API (${code}${meaning === '' ? '' : `: ${meaning}`}).`;
  const help = 'Correct the row or the campaign; the next apply sends it if what it renders to has changed.';
  return { ...warningAt(undefined, 'PP411', message, help), file: campaign.file };
}

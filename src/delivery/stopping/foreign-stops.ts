// The messages about foreign answers: the run stops, or ends with notifications set aside.
import { countOf, formatCount } from '../../numbers.ts';
import { errorAt } from '../../diagnostic.ts';
import { tooManyInARow, type ForeignVerdict, type SetAside } from './foreign-answers.ts';
import type { Stop } from './halt.ts';
import type { RunCampaign } from '../ledger.ts';
import { nameRun, type NamedRun } from '../name-run.ts';

export function foreignRow(run: NamedRun, verdict: ForeignVerdict): Stop {
  return stopForeign(run, `${countOf(tooManyInARow, 'answer')} in a row`, verdict);
}

export function foreignFirstTries(
  run: NamedRun,
  campaign: RunCampaign,
  { foreign, count }: { readonly foreign: number; readonly count: number },
  verdict: ForeignVerdict,
): Stop {
  return stopForeign(
    run,
    `${countOf(foreign, 'answer')} to the first ${countOf(count, 'request')} of campaign ${campaign.id}`,
    verdict,
  );
}

/** Returns the stop. The excerpt of the answer is not part of `why`, which the ledger stores. */
function stopForeign(run: NamedRun, which: string, verdict: ForeignVerdict): Stop {
  const why = `${which} were not the API's own (${nameOf(verdict)})`;
  const help = `Most likely a proxy or a maintenance page answered in its place. Nothing in these requests was sent, and nothing was rejected. When this is fixed: pushplan resume ${nameRun(run)}`;
  return stopWith(run, 'PP422', why, verdict, help);
}

/** Returns the stop of a run in which all that could be sent was sent, and only these are left. */
export function leftAside(run: NamedRun, { count, rows, verdict }: SetAside): Stop {
  const what = countOf(count, 'notification was', 'notifications were');
  const named = [...rows].map(([campaign, found]) => `row ${found.join(', ')} of ${campaign}`);
  const more = count - [...rows.values()].flat().length;
  const who = [...named, ...(more > 0 ? [`${formatCount(more)} more`] : [])].join('; ');
  const why = `${what} set aside, since the answer was not the API's own (${nameOf(verdict)}): ${who}`;
  const help = `Their notifications were not sent; all others were. Check what is special about these rows: something between here and the API may block them. The next apply tries them again, and so does: pushplan resume ${nameRun(run)}`;
  return stopWith(run, 'PP423', why, verdict, help);
}

function stopWith(
  run: NamedRun,
  code: 'PP422' | 'PP423',
  why: string,
  { excerpt }: ForeignVerdict,
  help: string,
): Stop {
  const quoted = excerpt === '' ? '' : ` It says: ${excerpt}`;
  const diagnostic = errorAt(undefined, code, `Run ${run.id} stopped: ${why}.${quoted}`, help);
  return { kind: 'stopped', why, diagnostic, isOfRun: true };
}

function nameOf({ status, error }: ForeignVerdict): string {
  return error === `http_${status}` ? `status ${status}` : `status ${status}, ${error}`;
}

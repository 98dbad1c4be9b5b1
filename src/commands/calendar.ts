// pushplan calendar: shows what is sent when, over all campaigns. Sends nothing, needs no key.
import { publishDiagnostic } from '../diagnostic.ts';
import { exitCodes, refuse, type ExitCode } from '../errors.ts';
import type { CalendarDocument } from '../generated/calendar.ts';
import { layoutOf } from '../opening/layout.ts';
import { openHistory } from '../opening/open-history.ts';
import { calendarOf } from '../plan/calendar.ts';
import { compileCampaigns, refuseErrors } from '../planning/compile-campaigns.ts';
import { ownerOf } from '../planning/gather-facts.ts';
import { openLists } from '../planning/lists/open-lists.ts';
import { prepare } from '../planning/prepare.ts';
import { walkCampaigns } from '../planning/walk-campaigns.ts';
import { formatCalendarIcs, formatCalendarText } from '../view/calendar-text.ts';
import { formatDiagnosticsText } from '../view/findings/diagnostics-text.ts';
import { safeJson } from '../view/safe.ts';
import { defineCommand } from './program/command.ts';
import { watchPlanning } from './watching/watch-planning.ts';

export const calendarCommand = defineCommand({
  most: Number.POSITIVE_INFINITY,
  about:
    'Plans all campaigns, and shows what the next apply sends, until when the rest is deferred, and when the next period of a campaign begins. It also shows what would block the plan.',
  options: {
    ics: { kind: 'flag', help: 'print a calendar file (iCalendar), for shared calendars' },
  },
  examples: [
    { line: 'pushplan calendar', what: 'what is sent and when, for all campaigns of the workspace' },
    { line: 'pushplan calendar --ics', what: 'the same as a calendar file' },
  ],
  run: async (context, values, paths): Promise<ExitCode> => {
    if (values.ics && values.json)
      throw refuse(exitCodes.invalidInput, 'PP502', '--ics and --json exclude each other', 'Leave one of them out.');
    const prepared = await prepare(context, paths, values.env);
    const { workspace, environment, campaigns, partials } = prepared;
    const { compiled, diagnostics } = await compileCampaigns(workspace.files, campaigns, partials);
    const found = refuseErrors([...prepared.diagnostics, ...diagnostics]);
    await using memory = await openHistory(context, workspace, environment);
    const { history, kind } = memory;
    const now = context.clock.now();
    const lists = await openLists({ here: prepared, history, allowed: [], now });
    const { plan, blockers, faults } = await walkCampaigns({
      progress: watchPlanning(context),
      files: workspace.files,
      environment,
      policy: { ...workspace.policy, locate: workspace.locate },
      compiled,
      ids: prepared.ids,
      history,
      kind,
      allowed: [],
      lists,
      contents: new Map(),
      now,
      partials,
      owner: ownerOf(context, workspace, environment),
      version: context.version,
      diagnostics: [...found, ...memory.diagnostics],
    });
    const told = [...new Set([...memory.diagnostics, ...blockers, ...faults])];
    const asked = new Set(campaigns.map(({ id }) => id));
    // If only some campaigns of the workspace were given, a campaign that is not among them need not be gone.
    const isWhole = prepared.ids.isSubsetOf(asked);
    const waiting = plan.waiting?.filter(({ campaign }) => isWhole || asked.has(campaign));
    const document: CalendarDocument = {
      format_version: '1.0',
      environment: environment.name,
      ...calendarOf({ ...plan, waiting }, now),
      diagnostics: told.map(publishDiagnostic),
    };
    const { stdout, stderr } = context;
    if (values.json) {
      stdout.write(safeJson(document));
      return exitCodes.done;
    }
    stderr.write(formatDiagnosticsText(told, layoutOf(context, stderr)));
    const layout = layoutOf(context, stdout);
    stdout.write(
      values.ics
        ? formatCalendarIcs(document, { now, workspaceId: workspace.workspaceId })
        : formatCalendarText(document, layout),
    );
    return exitCodes.done;
  },
});

// pushplan stop: makes a run send no more; with --all, every run of the environment.
import { exitCodes, refuse } from '../errors.ts';
import { confirmEnvironment } from './confirm-environment.ts';
import { defineCommand } from './program/command.ts';
import { dropCampaign } from './runs/drop-campaign.ts';
import { haltAndReport } from './runs/halt-runs.ts';
import { findPlace } from '../opening/find-place.ts';

export const stopCommand = defineCommand({
  most: 1,
  about:
    'Works from any machine that can reach the ledger, also while runs are under way on other ones. When it returns, no new request starts anywhere; requests that have left are still settled by the process that sent them. A run that was still being prepared is closed; others can be resumed. Waiting runs are stopped too.',
  options: {
    campaign: {
      kind: 'text',
      value: 'ID',
      help: 'stop only what waits of this campaign, in all runs; the next plan includes it again',
      suggests: ['campaigns'],
    },
    all: { kind: 'flag', help: 'stop every run of the environment that --env names' },
    yes: { kind: 'flag', help: 'do not ask for the name of the environment, for scripts' },
  },
  examples: [
    { line: 'pushplan stop run_4k2m9x0c7bqd --env production', what: 'stop one run' },
    { line: 'pushplan stop --campaign sale --env production', what: 'do not send what still waits of a campaign' },
    { line: 'pushplan stop --all --env production', what: 'the emergency stop: nothing more is sent in production' },
  ],
  run: async (context, values, [id]) => {
    checkChoice(id, values);
    const startedAt = context.clock.monotonic();
    const place = await findPlace(context, values.env);
    if (values.campaign !== undefined) return dropCampaign(context, place, values.campaign, values);
    if (id === undefined) await confirmEnvironment(context, place.environment.name, values.yes);
    // The time in which a person types is not counted.
    const begunAt = id === undefined && !values.yes ? context.clock.monotonic() : startedAt;
    return haltAndReport(context, place, { runs: id === undefined ? 'all' : [id], to: 'stopped' }, values, begunAt);
  },
});

function checkChoice(
  id: string | undefined,
  {
    all,
    env,
    campaign,
  }: { readonly all: boolean; readonly env: string | undefined; readonly campaign: string | undefined },
): void {
  if ([id !== undefined, all, campaign !== undefined].filter(Boolean).length !== 1) {
    throw refuse(
      exitCodes.invalidInput,
      'PP502',
      'stop takes one RUN, --campaign ID or --all',
      'pushplan status lists the runs; pushplan stop --all --env NAME stops them all.',
    );
  }
  if (all && env === undefined) {
    throw refuse(
      exitCodes.invalidInput,
      'PP337',
      'stop --all needs the name of the environment',
      'pushplan stop --all --env NAME. The default is not used here: the wrong one would continue to send.',
    );
  }
}

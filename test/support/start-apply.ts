// An apply under way in this process, a few requests in: what a test does meanwhile is done from outside, as by another machine.
import type { CliResult } from './cli.ts';
import { makeSendingWorkspace, type SendingOptions, type SendingWorkspace } from './sending-workspace.ts';
import { untilRequests } from './until-requests.ts';
import { campaignText, people } from './workspace.ts';

export interface ApplyUnderWay extends AsyncDisposable {
  readonly workspace: SendingWorkspace;
  readonly run: string;
  readonly ended: Promise<CliResult>;
}

export interface ApplyOptions extends SendingOptions {
  readonly recipients: number;
}

/** With --json. Paced at 100 requests a second, so that 3,000 recipients take a second and a half. */
export async function startApply({ recipients, ...options }: ApplyOptions): Promise<ApplyUnderWay> {
  const workspace = await makeSendingWorkspace(
    { 'people.csv': people(recipients), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) },
    { latency: { sent: 10, none: 10, jitter: 0 }, ...options },
  );
  const ended = workspace.run('apply', '--yes', '--json');
  await untilRequests(workspace.sandbox, 2, [ended]);
  const run = /run_\w{12}/.exec((await workspace.run('status')).stdout)?.[0];
  if (run === undefined) throw new Error('it sends without a run');
  return {
    workspace,
    run,
    ended,
    [Symbol.asyncDispose]: async () => {
      await ended;
      await workspace[Symbol.asyncDispose]();
    },
  };
}

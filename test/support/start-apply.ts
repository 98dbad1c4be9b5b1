// An apply under way in this process, after its first requests. The test acts from outside meanwhile, as another machine does.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  /** Requests per minute. Use few if the run is stopped or paused, so that even a slow machine acts before its end. */
  readonly pace?: number;
}

/** Applies with --json, at 2,000 requests a minute or at `pace`. Later commands are as fast as in other tests. */
export async function startApply({ recipients, pace = 2_000, ...options }: ApplyOptions): Promise<ApplyUnderWay> {
  const workspace = await makeSendingWorkspace(
    { 'people.csv': people(recipients), 'hello.campaign.yaml': campaignText({ more: 'key: "{{email}}"' }) },
    { latency: { sent: 10, none: 10, jitter: 0 }, ...options },
  );
  const settings = await readFile(join(workspace.root, 'pushplan.yaml'), 'utf8');
  const slow = settings.replace('requests_per_minute: 6000', `requests_per_minute: ${pace}`);
  await workspace.write('pushplan.yaml', slow);
  const ended = workspace.run('apply', '--yes', '--json');
  await untilRequests(workspace.sandbox, 2, [ended]);
  await workspace.write('pushplan.yaml', settings);
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

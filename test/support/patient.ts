// A workspace for the doctor, and the doctor's findings about it.
import type { CliResult } from './cli.ts';
import { readDoctor } from './documents.ts';
import { makeSendingWorkspace, type SendingOptions, type SendingWorkspace } from './sending-workspace.ts';
import { campaignText, people } from './workspace.ts';

export function makePatient(options: SendingOptions = {}): Promise<SendingWorkspace> {
  return makeSendingWorkspace({ 'hello.campaign.yaml': campaignText(), 'people.csv': people(2) }, options);
}

/** Returns every check that is not good, as "check status". */
export function complaints(result: CliResult): readonly string[] {
  return readDoctor(result)
    .checks.filter(({ status }) => status !== 'good')
    .map(({ check, status }) => `${check} ${status}`);
}

export function messageOf(result: CliResult, wanted: string): string {
  return readDoctor(result)
    .checks.filter(({ check }) => check === wanted)
    .map(({ message, help }) => `${message} ${help ?? ''}`)
    .join('\n');
}

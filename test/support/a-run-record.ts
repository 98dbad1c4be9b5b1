// The record of a run as a ledger returns it. Tests change the fields that they need.
import type { RunRecord } from '../../src/delivery/ledger.ts';
import { runCampaign } from '../contract/world.ts';

export function aRunRecord(changed: Partial<RunRecord> = {}): RunRecord {
  return {
    id: 'run_ab12cd34ef56',
    environment: 'local',
    state: 'running',
    why: null,
    haltedBy: null,
    seal: null,
    host: 'runner-1',
    pid: 1,
    startedAt: 0,
    sendingSince: null,
    endedAt: null,
    mode: 'alone',
    nextDue: null,
    campaigns: [runCampaign('sale')],
    ...changed,
  };
}

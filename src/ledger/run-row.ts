// A run as its row says it, in either database: the columns have the same names.
import type { RunCampaign, RunMode } from '../delivery/ledger.ts';
import { DamagedLedger, integer, integerOrNull, text, textOrNull, type Row } from './row.ts';
import { readState, type NumberedRun } from './run-states.ts';

export function readRunRow(row: Row, campaigns: readonly RunCampaign[]): NumberedRun {
  return {
    number: integer(row, 'number'),
    record: {
      id: text(row, 'id'),
      environment: text(row, 'environment'),
      state: readState(text(row, 'state')),
      why: textOrNull(row, 'why'),
      haltedBy: textOrNull(row, 'halted_by'),
      seal: textOrNull(row, 'seal'),
      host: text(row, 'host'),
      pid: integer(row, 'pid'),
      startedAt: integer(row, 'started_at'),
      endedAt: integerOrNull(row, 'ended_at'),
      mode: readMode(row),
      campaigns,
    },
  };
}

/** A file has no such column: there a process is always alone. */
function readMode({ mode = 'alone' }: Row): RunMode {
  if (mode === 'alone' || mode === 'led' || mode === 'detached') return mode;
  throw new DamagedLedger(`no run is ever sent "${String(mode)}"`);
}

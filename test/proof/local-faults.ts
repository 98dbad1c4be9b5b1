// Faults inside of the process: the ledger's disk, the clocks, a long sleep and a second signal.
import type { FaultKind, LocalFault } from './fault-kind.ts';

const hour = 60 * 60_000;

function fail(when: LocalFault['when']): LocalFault {
  return { at: 'process', when, act: fillDisk };
}

/** Throws the error of node:sqlite for a full disk. */
function fillDisk(): never {
  throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
}

const rows: readonly Omit<FaultKind, 'phase'>[] = [
  { kind: 'disk full at claim', class: 'stop', fault: fail('before claim') },
  { kind: 'claim committed, but not told', class: 'D', isStopping: true, fault: fail('after claim') },
  { kind: 'disk full at outcome', class: 'D', isStopping: true, fault: fail('before settle') },
  { kind: 'outcome committed, but not told', class: 'S', isStopping: true, fault: fail('after settle') },
  { kind: 'disk full at report', class: 'S', isStopping: true, fault: fail('report') },
  {
    kind: 'asleep between claim and send',
    class: 'N',
    fault: { at: 'process', when: 'after claim', act: ({ clock }) => clock.pass(hour) },
  },
  {
    kind: 'asleep under way',
    class: 'S',
    fault: { at: 'process', when: 'before send', act: ({ clock }) => clock.pass(hour) },
  },
  {
    kind: 'wall clock put forward',
    class: 'S',
    fault: { at: 'process', when: 'before send', act: ({ clock }) => clock.jump(24 * hour) },
  },
  {
    kind: 'wall clock put back',
    class: 'S',
    fault: { at: 'process', when: 'before send', act: ({ clock }) => clock.jump(-24 * hour) },
  },
  {
    kind: 'second signal before send',
    class: 'N',
    isStopping: true,
    cutsOthers: true,
    fault: { at: 'process', when: 'before send', act: ({ abort }) => abort() },
  },
  {
    kind: 'second signal under way',
    class: 'D',
    isStopping: true,
    cutsOthers: true,
    fault: { at: 'process', when: 'under way', act: ({ abort }) => abort() },
  },
];

export const localFaults: readonly FaultKind[] = rows.map((row) => ({ phase: 'local', ...row }));

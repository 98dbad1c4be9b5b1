// Formats the measurements of scale as tables, with a projection to a hundred times as much.
import { formatDuration } from '../../src/view/duration.ts';
import { formatTable } from './format-table.ts';
import type { HotStatement } from './hot-statements.ts';
import type { Scale } from './scale.ts';
import type { TableSize } from './table-sizes.ts';

const many = 100_000_000;
/** Notifications per minute: those of a request times the requests that the vendor allows. */
const allowed = 20 * 1_000;
/** How many statements are shown: those that took the most time. */
const shown = 10;
/** Tables whose size depends on the limit and not on what is sent. */
const ofThePace = /\.slot$/;

export function formatScale(scale: Scale): string {
  return [
    `${scale.rows} notifications of ${scale.bytes} bytes`,
    formatStages(scale),
    `PostgreSQL: at most ${Math.round(scale.server.largest)} MiB in one process, shared buffers counted; ${scale.server.processes} processes.`,
    `Claims: ${scale.claims.requests} requests, ${scale.claims.perSecond.toFixed(0)} a second, claimed, sent to the sandbox and settled.`,
    formatTables('waiting', scale.tables.spooled, scale.rows),
    formatTables('settled', scale.tables.settled, scale.rows),
    formatCosts(scale),
    formatStatements(scale.statements),
    scale.problems.length === 0 ? 'No problems.' : ['Problems:', ...scale.problems].join('\n- '),
    '',
  ].join('\n\n');
}

function formatStages({ stages, rows }: Scale): string {
  return formatTable(
    ['process', 'seconds', 'processor s', 'memory MiB', 'rows/s'],
    stages.map(({ what, seconds, processorSeconds, memory }) => [
      what,
      seconds.toFixed(1),
      processorSeconds.toFixed(1),
      memory.toFixed(0),
      isOfRows({ what }) ? (rows / seconds).toFixed(0) : '',
    ]),
  );
}

/** Each of these costs is proportional to the number of notifications. */
function formatCosts({ rows, stages, claims, tables }: Scale): string {
  const forMany = (seconds: number): string => formatDuration((seconds / rows) * many);
  const disk = (all: readonly TableSize[]): string => `${((sumOf(all).both / rows) * (many / 1e9)).toFixed(1)} GB`;
  return formatTable(
    [`for ${many / 1e6} million, computed`, ''],
    [
      ...stages.filter(isOfRows).map(({ what, seconds }) => [what, forMany(seconds)]),
      ['sent as fast as here', forMany(claims.requests / claims.perSecond)],
      ['sent at 1,000 requests a minute', formatDuration((many / allowed) * 60)],
      ['disk while everything waits', disk(tables.spooled)],
      ['disk for ever', disk(tables.settled)],
    ],
  );
}

/** The speed of workers and sandbox depends on the pace of the run. */
function isOfRows({ what }: { readonly what: string }): boolean {
  return what !== 'sandbox' && !what.startsWith('worker');
}

function sumOf(all: readonly TableSize[]): { readonly heap: number; readonly index: number; readonly both: number } {
  const tables = all.filter(({ table }) => !ofThePace.test(table));
  const heap = tables.reduce((sum, table) => sum + table.heap, 0);
  const index = tables.reduce((sum, table) => sum + table.index, 0);
  return { heap, index, both: heap + index };
}

function formatTables(when: string, all: readonly TableSize[], rows: number): string {
  const tables = all.filter(({ table }) => !ofThePace.test(table));
  return formatTable(
    [`bytes a notification, ${when}`, 'heap', 'index', 'both', `GB for ${many / 1e6} million`],
    [...tables, { table: 'all', ...sumOf(all) }].map(({ table, heap, index }) => [
      table,
      (heap / rows).toFixed(1),
      (index / rows).toFixed(1),
      ((heap + index) / rows).toFixed(1),
      (((heap + index) / rows) * (many / 1e9)).toFixed(2),
    ]),
  );
}

function formatStatements(statements: readonly HotStatement[]): string {
  return formatTable(
    ['statement', 'times', 'median ms', 'indexes', 'read whole'],
    statements
      .slice(0, shown)
      .map(({ text, times, median, indexes, wholeTables }) => [
        `\`${text.length > 100 ? `${text.slice(0, 99)}…` : text}\``,
        String(times),
        median.toFixed(3),
        indexes.join(', '),
        wholeTables.join(', '),
      ]),
  );
}

// The plans by which PostgreSQL ran the ledger's own statements: written down by the server itself (auto_explain), not asked for.
import { withClient } from './table-sizes.ts';

export interface HotStatement {
  /** On one line. */
  readonly text: string;
  readonly times: number;
  /** Of one of them, milliseconds; the half of them took no longer. */
  readonly median: number;
  readonly indexes: readonly string[];
  /** Tables that it read from one end to the other. */
  readonly wholeTables: readonly string[];
}

/** What begins a line of the server's log: who is behind it. */
const prefix = '@@';

/** From then on each new connection's statements are written to the server's log with their plans. */
export async function beginExplaining(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query("LOAD 'auto_explain'");
    for (const [name, value] of [
      ['log_line_prefix', `${prefix}%a `],
      ['session_preload_libraries', 'auto_explain'],
      ['auto_explain.log_min_duration', '0'],
      ['auto_explain.log_analyze', 'on'],
      ['auto_explain.log_timing', 'off'],
      ['auto_explain.log_format', 'json'],
    ]) {
      await client.query(`ALTER SYSTEM SET ${name} = '${value}'`);
    }
    await client.query('SELECT pg_reload_conf()');
  });
}

/** Out of the log: those that touch one of these tables, those that took the most time in all first. */
export function readStatements(log: string, tables: readonly string[]): readonly HotStatement[] {
  const byText = Map.groupBy(log.split(`\n${prefix}`).flatMap(readRun), ({ text }) => text);
  return [...byText]
    .map(([text, runs]) => ({
      text,
      times: runs.length,
      total: runs.reduce((sum, { took }) => sum + took, 0),
      median: runs.map(({ took }) => took).toSorted((a, b) => a - b)[Math.floor(runs.length / 2)] ?? 0,
      indexes: distinct(runs.flatMap(({ nodes }) => nodes.flatMap((node) => node['Index Name'] ?? []))),
      tables: distinct(runs.flatMap(({ nodes }) => nodes.flatMap((node) => node['Relation Name'] ?? []))),
      wholeTables: distinct(
        runs.flatMap(({ nodes }) =>
          nodes.filter((node) => node['Node Type'] === 'Seq Scan').flatMap((node) => node['Relation Name'] ?? []),
        ),
      ),
    }))
    .filter((one) => one.tables.some((table) => tables.includes(table)))
    .toSorted((a, b) => b.total - a.total);
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

interface StatementRun {
  readonly text: string;
  readonly took: number;
  readonly nodes: readonly PlanNode[];
}

/** An entry of the log; nothing when it is about something else. */
function readRun(entry: string): readonly StatementRun[] {
  const [, took, json] = /^pushplan LOG: {2}duration: ([\d.]+) ms {2}plan:\n(.*)$/s.exec(entry) ?? [];
  if (json === undefined) return [];
  const explained: { readonly 'Query Text': string; readonly Plan: PlanNode } = JSON.parse(json);
  return [
    {
      text: explained['Query Text'].replaceAll(/\s+/g, ' ').trim(),
      took: Number(took),
      nodes: allNodes(explained.Plan),
    },
  ];
}

function allNodes(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(allNodes)];
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}

// The query plans that PostgreSQL used for the ledger's own statements, as the server logged them (auto_explain).
import { withClient } from './table-sizes.ts';

export interface HotStatement {
  /** The statement in one line. */
  readonly text: string;
  readonly times: number;
  /** The median time of one execution, in milliseconds. */
  readonly median: number;
  readonly indexes: readonly string[];
  /** Tables that it read completely. */
  readonly wholeTables: readonly string[];
}

/** Begins each line of the server's log; the name of the application follows. */
const prefix = '@@';

/** From then on, the server logs the statements of new connections with their plans. */
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

/** Returns the logged statements that use one of these tables. Those that took the most time in total come first. */
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

/** Reads an entry of the log; empty if it is about something else. */
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

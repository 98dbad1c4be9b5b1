// The process in which a query runs, and the only one that loads the engine. `run-query.ts` starts it with an empty environment, in the folder of
// the files that it may read.
import { once } from 'node:events';
import { closeSync, writeSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import type { DuckDBPreparedStatement } from '@duckdb/node-api';
import { openEngine, prepareSelect, WrongQuery } from './confined-engine.ts';
import { describeEngineError } from './engine-error.ts';
import type { QueryReport, QueryRequest, ResultColumn } from './query-protocol.ts';
import { writerOf, type ValueWriter } from './write-value.ts';

interface Writers {
  readonly columns: readonly ResultColumn[];
  readonly writers: readonly (ResultColumn & { readonly write: ValueWriter['write'] })[];
}

function findWriters(names: readonly string[], prepared: Pick<DuckDBPreparedStatement, 'columnType'>): Writers {
  const writers = names.map((name, index) => {
    if (names.indexOf(name) !== index) throw new WrongQuery({ kind: 'duplicate_column', column: name });
    const type = prepared.columnType(index);
    const writer = writerOf(type);
    if (writer === undefined) throw new WrongQuery({ kind: 'no_text_form', column: name, type: String(type) });
    return { name, ...writer };
  });
  return { columns: writers.map(({ name, type }) => ({ name, type })), writers };
}

async function run(request: QueryRequest): Promise<QueryReport> {
  const connection = await openEngine(process.cwd(), request.spill);
  const prepared = await prepareSelect(connection, request);
  const result = await prepared.stream();
  const { columns, writers } = findWriters(result.columnNames(), result);
  let row = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    const values = writers.map((_, index) => chunk.getColumnValues(index));
    const lines: string[] = [];
    for (let at = 0; at < chunk.rowCount; at += 1) {
      row += 1;
      const cells = writers.map(({ name, write }, index) => {
        const text = write(values[index]?.[at] ?? null);
        if (text === undefined) throw new WrongQuery({ kind: 'not_finite', column: name, row });
        return `${JSON.stringify(name)}:${text}`;
      });
      lines.push(`{${cells.join(',')}}\n`);
    }
    if (!process.stdout.write(lines.join(''))) await once(process.stdout, 'drain');
    // Without this turn of the event loop between chunks, the process would not notice that nobody reads the rows any more.
    await setImmediate();
  }
  return { kind: 'done', columns };
}

process.umask(0o077);
const input = createInterface({ input: process.stdin });
// The process that asked is gone, so nobody reads the rows. SIGKILL, because exit would wait for the engine.
const leave = (): void => void process.kill(process.pid, 'SIGKILL');
input.once('close', leave);
process.stdout.once('error', leave);
input.once('line', (line: string) => {
  void answer(JSON.parse(line));
});

async function answer(request: QueryRequest): Promise<void> {
  const report = await run(request).catch((error: unknown): QueryReport => {
    return { kind: 'fault', fault: error instanceof WrongQuery ? error.fault : describeEngineError(error) };
  });
  // The report follows only after all rows have been written.
  process.stdout.end(() => {
    writeSync(3, JSON.stringify(report));
    closeSync(3);
    process.exit(0);
  });
}

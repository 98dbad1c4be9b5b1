// The source for a query over data files: DuckDB runs one SELECT and gives its rows as NDJSON.
import { explainQuery } from './explain-query.ts';
import { requireEngine } from './require-engine.ts';
import { readQueryText } from '../lock.ts';
import { QueryFailure, runQuery, tenMinutes } from './run-query.ts';
import { queryOf, type FetchProgress, type Source } from '../source.ts';
import { stageFiles } from './stage-files.ts';

export const querySource: Source = {
  format: 'ndjson',
  async *read(work) {
    const { files, data, staging, at, progress, signal } = work;
    const { file, params, paramsAt } = queryOf(work);
    requireEngine(file);
    const text = await readQueryText(files, file, at);
    const { folder, spill } = staging;
    const staged = await stageFiles({ files, data, folder, at });
    try {
      const rows = runQuery({ text, params, folder, spill, milliseconds: tenMinutes, signal });
      return yield* countLines(rows, progress);
    } catch (error) {
      if (!(error instanceof QueryFailure)) throw error;
      throw explainQuery(error, { file, params: paramsAt, staged });
    }
  },
};

/** Each row is one line, since no value contains a line feed. */
async function* countLines(bytes: ReturnType<Source['read']>, progress: FetchProgress): ReturnType<Source['read']> {
  try {
    for (;;) {
      const { done, value } = await bytes.next();
      if (done === true) return value;
      let lines = 0;
      for (let at = value.indexOf(10); at >= 0; at = value.indexOf(10, at + 1)) lines += 1;
      progress.rows(lines);
      yield value;
    }
  } finally {
    // Ends the query if the reader stops early.
    await bytes.return(undefined);
  }
}

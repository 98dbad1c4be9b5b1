// A query over data files: what DuckDB makes of one SELECT, as NDJSON.
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

/** A row is a line, of which no value has another. */
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
    // One that is read no further is ended.
    await bytes.return(undefined);
  }
}

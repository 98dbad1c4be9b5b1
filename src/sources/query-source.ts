// A query over data files: what DuckDB makes of one SELECT, as NDJSON.
import { locateIn } from '../campaign/yaml/places.ts';
import { explainQuery } from './explain-query.ts';
import { requireEngine } from './load-engine.ts';
import { readQuery } from './lock.ts';
import { QueryFailure, runQuery, tenMinutes } from './run-query.ts';
import type { Source } from './source.ts';
import { stageFiles } from './stage-files.ts';

export const querySource: Source = {
  format: 'ndjson',
  async *read({ files, data, staging, campaign }) {
    const { file, query } = campaign.audience;
    requireEngine(file);
    const text = await readQuery(files, campaign);
    const { folder, spill } = staging;
    const at = locateIn(campaign, ['audience', 'query']);
    const staged = await stageFiles({ files, data, folder, at });
    try {
      return yield* runQuery({ text, params: query?.params ?? {}, folder, spill, milliseconds: tenMinutes });
    } catch (error) {
      if (!(error instanceof QueryFailure)) throw error;
      throw explainQuery(error, { file, params: locateIn(campaign, ['audience', 'params']), staged });
    }
  },
};

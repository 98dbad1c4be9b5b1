// Checks the sources of audiences and lists: whether their variables are set, and databases let us in. Fetches nothing.
import type { AudienceSource } from '../../campaign/audience-source.ts';
import { countOf } from '../../numbers.ts';
import type { Context } from '../../opening/context.ts';
import { reachPostgres } from '../../sources/postgres/reach-postgres.ts';
import { readBucketKeys } from '../../sources/downloads/sign-request.ts';
import { readHeaderVariable, readVariable } from '../../sources/source-refusal.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';
import type { DataStore } from '../../workspace/settings.ts';
import { examine, good, type CheckLine } from './check.ts';

/** Turns errors into warnings, since only a fetch needs sources, and a send does not. */
export async function checkSourceAccess(context: Context, workspace: Workspace): Promise<readonly CheckLine[]> {
  const { sources, dataStore } = workspace;
  const checks = Object.values(sources).map((source) => () => checkSource(context, source));
  if (dataStore !== undefined) checks.push(() => checkStore(context, dataStore));
  const lines = await Promise.all(checks.map((check) => examine('sources', check)));
  return lines.flat().map((line) => (line.status === 'wrong' ? { ...line, status: 'warning' } : line));
}

async function checkStore({ env, secrets }: Context, { at }: DataStore): Promise<readonly CheckLine[]> {
  readBucketKeys({ at }, { env, hide: (secret) => void secrets.note(secret) });
  return [good('sources', 'the variables of the data store are set; the bucket was not asked')];
}

async function checkSource({ env, secrets }: Context, source: AudienceSource): Promise<readonly CheckLine[]> {
  const world = { env, hide: (secret: string): void => void secrets.note(secret) };
  const { name } = source;
  switch (source.kind) {
    case 'postgres':
      await reachPostgres(source, world);
      return [good('sources', `the database of the source ${name} lets pushplan in`)];
    case 's3':
      readBucketKeys(source, world);
      return [good('sources', `the variables of the source ${name} are set; the bucket was not asked`)];
    case 'https':
    case 'command': {
      const variables = source.kind === 'https' ? Object.values(source.headerEnv) : source.env;
      const read = source.kind === 'https' ? readHeaderVariable : readVariable;
      for (const variable of variables) read(source, variable, world);
      const set = variables.length === 0 ? 'needs no variable' : `has its ${countOf(variables.length, 'variable')}`;
      return [good('sources', `the source ${name} ${set}; it was not asked`)];
    }
  }
}

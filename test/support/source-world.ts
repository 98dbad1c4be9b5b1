// A workspace with one campaign, `hello`, whose audience comes from a source in pushplan.yaml.
import { campaignOver, makeFetching, type FetchingWorkspace } from './fetching.ts';
import { readDiagnostics, readFetch } from './documents.ts';
import { sandboxOnly } from './workspace.ts';

export interface SourceWorld extends FetchingWorkspace {
  /** Runs `fetch --json`. Returns the exit code and the findings of a failure, one per line. */
  refused(env?: Readonly<Record<string, string>>): Promise<string>;
  /** Writes pushplan.yaml, with these lines below `sources`. */
  settings(sources: string): Promise<void>;
}

/** `sources` are the lines below that key of pushplan.yaml, `audience` is the audience of the campaign. */
export async function makeSourceWorld(
  sources: string,
  audience: string,
  files: Readonly<Record<string, string>> = {},
): Promise<SourceWorld> {
  const world = await makeFetching({ ...files, 'hello.campaign.yaml': campaignOver(audience) });
  const settings = (lines: string): Promise<void> =>
    world.write('pushplan.yaml', `${sandboxOnly}data_dir: ${JSON.stringify(world.data)}\nsources:\n${lines}`);
  await settings(sources);
  return {
    ...world,
    settings,
    refused: async (env = {}) => {
      const result = await world.run(['fetch', '--json'], { env });
      const found = result.stdout.includes('"campaigns"') ? readFetch(result).diagnostics : readDiagnostics(result);
      const lines = found.map(({ code, file, line, column, message }) => {
        const place = file === null ? '' : ` ${[file, line, column].filter((part) => part !== null).join(':')}`;
        return `${code}${place} ${message}`;
      });
      return [result.exitCode, ...lines].join('\n');
    },
  };
}

// Names of the workspace and its ledger, for the completion of a command line. Completing a word must not fail, wait or connect.
import { rules } from '../../diagnostic.ts';
import type { Context } from '../../opening/context.ts';
import { placeLedger } from '../../opening/ledger-place.ts';
import { expectedLedger } from '../../opening/look-at-ledger.ts';
import { findWorkspace } from '../../workspace/find-workspace.ts';
import { pickEnvironment, readWorkspace, type Workspace } from '../../workspace/read-workspace.ts';
import { isCampaign } from '../../workspace/select-campaigns.ts';
import type { Candidate, KnownNames } from './complete-words.ts';

/** The id as nearly every file has it. A file that writes it in another way is completed by its path. */
const idLine = /^id: *['"]?(?<id>[a-z0-9][a-z0-9._\-]*)/mv;
const maxBytes = 1024 * 1024;

export function knownNames(context: Context): KnownNames {
  return {
    environments: () => orNone(async () => Object.keys((await openWorkspace(context)).environments)),
    campaigns: () => orNone(async () => listCampaigns(await openWorkspace(context))),
    runs: (environment) => orNone(async () => listRuns(context, await openWorkspace(context), environment)),
    topics: async () => {
      const { helperDocs } = await import('../../message/helpers/helper-table.ts');
      const { readKeys } = await import('../topics/key-topic.ts');
      return [
        { word: 'helpers', about: 'the helpers that a template can call' },
        { word: 'exit-codes', about: 'the meaning of each exit code' },
        ...helperDocs.map(({ name, signature }) => ({ word: name, about: signature })),
        ...Object.entries(rules).map(([word, about]) => ({ word, about })),
        ...distinct(
          (await readKeys(context)).map(({ path, file }) => ({
            word: path.replaceAll('[]', ''),
            about: `a key of ${file}`,
          })),
        ),
      ];
    },
  };
}

/** Both files have some paths in common: the first one keeps its description. */
function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ word }, index) => candidates.findIndex((other) => other.word === word) === index);
}

async function orNone(list: () => Promise<readonly string[]>): Promise<readonly string[]> {
  return list().catch(() => []);
}

async function openWorkspace({ cwd }: Context): Promise<Workspace> {
  const { root } = await findWorkspace(cwd, []);
  return readWorkspace(root);
}

async function listCampaigns({ files }: Workspace): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const file of (await files.list()).filter(isCampaign)) {
    const text = await files.readText(file, maxBytes).catch(() => '');
    ids.push(idLine.exec(text)?.groups?.['id'] ?? file);
  }
  return ids.toSorted();
}

/** Lists only the runs of a ledger in a file: with a server, every completion would connect to it. */
async function listRuns(context: Context, workspace: Workspace, name: string | undefined): Promise<readonly string[]> {
  const environment = pickEnvironment(workspace, name);
  const engine = placeLedger(context, workspace, environment);
  if (engine === undefined || engine.share !== undefined) return [];
  await using ledger = await engine.read(expectedLedger(context, environment));
  return (await ledger?.runs())?.map(({ id }) => id) ?? [];
}

// Names of the workspace and its ledger, for the completion of a command line. Completing a word must not fail, wait or connect.
import { rules } from '../../diagnostic.ts';
import type { Context } from '../../opening/context.ts';
import { placeLedger } from '../../opening/ledger-place.ts';
import { expectedLedger } from '../../opening/look-at-ledger.ts';
import { findWorkspace } from '../../workspace/find-workspace.ts';
import type { SeenLedger } from '../../ledger/ledger-engine.ts';
import { pickEnvironment, readWorkspace, type Workspace } from '../../workspace/read-workspace.ts';
import { isCampaign } from '../../workspace/select-campaigns.ts';
import type { SuggestedWord } from '../program/command.ts';
import type { KnownNames } from './complete-words.ts';

/** The id as nearly every file has it. A file that writes it in another way is completed by its path. */
const idLine = /^id: *['"]?(?<id>[a-z0-9][a-z0-9._\-]*)/mv;
const maxBytes = 1024 * 1024;

export function knownNames(context: Context): KnownNames {
  return {
    environments: () => orNone(async () => Object.keys((await openWorkspace(context)).environments)),
    campaigns: () => orNone(async () => listCampaigns(await openWorkspace(context))),
    runs: (environment) => orNone(async () => listRuns(context, environment)),
    reasons: (environment, run) =>
      orNone(async () => (run === undefined ? [] : listReasons(context, environment, run))),
    testers: () => orNone(async () => (await openWorkspace(context)).testRecipients.map(({ name }) => name)),
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
function distinct(candidates: readonly SuggestedWord[]): readonly SuggestedWord[] {
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

async function listRuns(context: Context, environment: string | undefined): Promise<readonly string[]> {
  await using ledger = await readLocalLedger(context, environment);
  return (await ledger?.runs())?.map(({ id }) => id) ?? [];
}

async function listReasons(context: Context, environment: string | undefined, run: string): Promise<readonly string[]> {
  await using ledger = await readLocalLedger(context, environment);
  const totals = (await ledger?.totals(run)) ?? [];
  return [...new Set(totals.flatMap(({ refused }) => Object.keys(refused)))].toSorted();
}

/** Undefined if the ledger is not in a file: with a server, every completion would connect to it. */
async function readLocalLedger(context: Context, name: string | undefined): Promise<SeenLedger | undefined> {
  const workspace = await openWorkspace(context);
  const environment = pickEnvironment(workspace, name);
  const engine = placeLedger(context, workspace, environment);
  if (engine === undefined || engine.share !== undefined) return undefined;
  return engine.read(expectedLedger(context, environment));
}

// Loads the campaigns that a command selects, and checks them together with all others of the workspace.
import type { Campaign } from '../campaign/campaign.ts';
import { checkCampaigns } from '../campaign/rules/check-campaigns.ts';
import { checkHoldoutKinds } from '../campaign/rules/check-holdout.ts';
import { checkTagNames } from '../campaign/rules/check-often.ts';
import { maxYamlBytes } from '../campaign/yaml/parse-yaml.ts';
import { addTranslations, checkTranslated, checkUnusedKeys } from '../campaign/add-translations.ts';
import { readTranslations, type MessageFile } from '../campaign/read-translations.ts';
import { readCampaign, type ReadCampaign } from '../campaign/read-campaign.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { Refusal } from '../errors.ts';
import { checkPolicy } from './check-policy.ts';
import type { Workspace } from './read-workspace.ts';
import { resolveSource } from './resolve-source.ts';
import { selectCampaigns, type EmptySelection } from './select-campaigns.ts';

interface SourceFile {
  readonly file: string;
  readonly text: string;
  /** The place of the value in a file, if the source is not a whole file. */
  readonly from?: MessageFile['from'];
}

export interface LoadedCampaigns {
  /** The selected campaigns in path order. Includes those with errors, as far as they can be read. */
  readonly campaigns: readonly Campaign[];
  /** All campaigns of the workspace, selected or not. */
  readonly all: readonly Campaign[];
  /** The findings for pushplan.yaml and the selected files. */
  readonly diagnostics: readonly Diagnostic[];
  /** The texts of pushplan.yaml, campaigns and partials, by file. */
  readonly sources: ReadonlyMap<string, string>;
  /** Partials by name: partials/footer.hbs is `footer`. Includes the messages of translations, under special names. */
  readonly partials: ReadonlyMap<string, SourceFile>;
  /** The selected files in path order, including those that cannot be read as a campaign. */
  readonly selected: readonly string[];
  /** The ids of all campaigns of the workspace, selected or not. If an id cannot be read, the path of its file. */
  readonly ids: ReadonlySet<string>;
}

export interface LoadOptions {
  /** Reads a campaign from a text. A version with a cache spares reading unchanged files again. */
  readonly read?: typeof readCampaign;
  readonly empty?: EmptySelection;
}

/** `scopes` are those that findWorkspace selected. Throws a Refusal if one of them has no campaign, unless `empty` allows it. */
export async function loadCampaigns(
  workspace: Workspace,
  scopes: readonly string[],
  { read = readCampaign, empty = 'refuse' }: LoadOptions = {},
): Promise<LoadedCampaigns> {
  const { selected, others, partials, translations, diagnostics } = await selectCampaigns(
    workspace.files,
    scopes,
    empty,
  );
  const texts = await readAll(workspace, [...selected, ...others, ...partials, ...translations]);
  const translated = translations.map((file) => readTranslations(file, texts.get(file)?.text ?? ''));
  const results = new Map(
    [...selected, ...others].map((file) => [file, resolveSource(readOne(file, texts, read), workspace)]),
  );

  const all = [...results.values()].flatMap(({ campaign }) =>
    campaign === undefined ? [] : [addTranslations(campaign, translated)],
  );
  const isSelected = new Set(selected);
  const campaigns = all.filter(({ file }) => isSelected.has(file));
  return {
    campaigns,
    all,
    diagnostics: [
      ...workspace.diagnostics,
      ...diagnostics,
      ...selected.flatMap((file) => results.get(file)?.diagnostics ?? []),
      ...[...partials, ...translations].flatMap((file) => texts.get(file)?.diagnostics ?? []),
      ...translated.flatMap((one) => one.diagnostics),
      ...campaigns.flatMap(checkTranslated),
      ...(all.length === results.size ? checkUnusedKeys(all, translated) : []),
      ...[...checkCampaigns(all), ...checkHoldoutKinds(all, workspace.policy.holdout)].filter(
        ({ file }) => file !== undefined && isSelected.has(file),
      ),
      ...campaigns.flatMap((campaign) => checkPolicy(campaign, workspace.policy)),
      ...checkTagNames(campaigns, all, { caps: workspace.policy.caps, locate: workspace.locate }),
    ],
    sources: new Map([
      [workspace.file, workspace.text],
      ...[...texts].map(([file, { text }]): [string, string] => [file, text]),
    ]),
    partials: new Map([
      ...partials.map((file): [string, SourceFile] => [
        nameOfPartial(file),
        { file, text: texts.get(file)?.text ?? '' },
      ]),
      ...translated.flatMap(({ messages }): [string, SourceFile][] => [...messages]),
    ]),
    selected,
    ids: new Set(Array.from(results, ([file, { campaign }]) => campaign?.id ?? file)),
  };
}

interface ReadText {
  readonly text: string;
  /** Why the text could not be read. */
  readonly diagnostics: readonly Diagnostic[];
}

async function readAll({ files }: Workspace, paths: readonly string[]): Promise<ReadonlyMap<string, ReadText>> {
  const texts = new Map<string, ReadText>();
  for (const path of paths) {
    try {
      texts.set(path, { text: await files.readText(path, maxYamlBytes), diagnostics: [] });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      texts.set(path, { text: '', diagnostics: error.diagnostics });
    }
  }
  return texts;
}

function readOne(file: string, texts: ReadonlyMap<string, ReadText>, read: typeof readCampaign): ReadCampaign {
  const { text, diagnostics } = texts.get(file) ?? { text: '', diagnostics: [] };
  return diagnostics.length > 0 ? { diagnostics } : read(file, text);
}

function nameOfPartial(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1, -'.hbs'.length);
}

// What a campaign's result is made of, so that --watch does again only what has other inputs than in the round before.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Campaign } from '../../campaign/campaign.ts';
import { readCampaign } from '../../campaign/read-campaign.ts';
import { calledName } from '../../campaign/read-translations.ts';
import { findInAudiences } from '../find-findings.ts';
import type { Context } from '../../opening/context.ts';
import { joinCheckedRows, type CheckedRows } from '../../planning/checked-rows.ts';
import type { Prepared } from '../../planning/prepare.ts';
import { lockPathOf } from '../../sources/lock.ts';

/** Reads a campaign file again only when its text is another one. */
export function rememberCampaigns(): typeof readCampaign {
  const remembered = new Map<string, { readonly text: string; readonly result: ReturnType<typeof readCampaign> }>();
  return (file, text) => {
    const before = remembered.get(file);
    if (before?.text === text) return before.result;
    const result = readCampaign(file, text);
    remembered.set(file, { text, result });
    return result;
  };
}

/** Checks a campaign again only when its text, a partial that it uses, its audience, pushplan.yaml or a finding about it is another one. */
export function rememberChecks({ clock }: Context, rows: boolean): (prepared: Prepared) => Promise<CheckedRows> {
  const remembered = new Map<string, { readonly inputs: string; readonly checked: CheckedRows }>();
  return async (prepared) => {
    const { workspace, campaigns, diagnostics: known } = prepared;
    const found: CheckedRows[] = [];
    for (const campaign of campaigns) {
      const own = known.filter(({ file }) => file === campaign.file);
      const inputs = JSON.stringify([workspace.text, own, await inputsOf(prepared, campaign)]);
      const before = remembered.get(campaign.file);
      const checked =
        before?.inputs === inputs
          ? before.checked
          : await findInAudiences(prepared, [campaign], rows ? clock.now() : undefined);
      remembered.set(campaign.file, { inputs, checked });
      found.push(checked);
    }
    return joinCheckedRows(found);
  };
}

/** A text that is the same as long as compiling and planning the campaign would give the same, as far as its files go. */
export async function inputsOf({ workspace, sources, partials }: Prepared, campaign: Campaign): Promise<string> {
  const used = usedPartials(campaign, partials).map((file) => sources.get(file));
  const lists = [...workspace.suppress, ...campaign.exclude].map(({ file }) => file);
  const tables = (campaign.tables ?? []).map(({ file }) => file);
  const { file, samples } = campaign.audience;
  const own = samples === undefined ? [file] : [file, samples];
  const read = [...own, lockPathOf(campaign.id), ...lists, ...tables];
  const { data } = workspace.files;
  // What was fetched is in a folder called like the campaign.
  const kept = data?.kind === 'folder' ? [campaign.id, ...read].map((path) => stampOf(data.path, path)) : [];
  const stamps = await Promise.all([...read.map((path) => stampOf(workspace.root, path)), ...kept]);
  return JSON.stringify([sources.get(campaign.file), used, stamps]);
}

/** The files of partials that it may use: a name that it does not hold cannot be called. */
export function usedPartials(campaign: Campaign, partials: Prepared['partials']): readonly string[] {
  const used = new Set<string>();
  const texts = [JSON.stringify([campaign.key, campaign.variants, campaign.linkParams])];
  // The list grows while it is walked: partials may use partials.
  for (const text of texts) {
    for (const [name, partial] of partials) {
      if (used.has(partial.file) || !text.includes(calledName(name).replace(/:.*/, ''))) continue;
      used.add(partial.file);
      texts.push(partial.text);
    }
  }
  return [...used].toSorted();
}

/** Another one whenever the file is written or replaced; empty where there is none. */
export async function stampOf(root: string, path: string): Promise<string> {
  try {
    const { ino, size, ctimeMs } = await stat(join(root, path));
    return `${ino} ${size} ${ctimeMs}`;
  } catch {
    return '';
  }
}

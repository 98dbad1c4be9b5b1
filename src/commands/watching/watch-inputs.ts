// The inputs of a campaign's result, so that --watch repeats only what has other inputs than in the round before.
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

/** Reads a campaign file again only if its text has changed. */
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

/** Checks a campaign again only if its text, a partial that it uses, its audience, pushplan.yaml or a finding about it has changed. */
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

/** A text that stays the same as long as, by its files, compiling and planning the campaign would give the same result. */
export async function inputsOf({ workspace, sources, partials }: Prepared, campaign: Campaign): Promise<string> {
  const used = usedPartials(campaign, partials).map((file) => sources.get(file));
  const lists = [...workspace.suppress, ...campaign.exclude].map(({ file }) => file);
  const tables = (campaign.tables ?? []).map(({ file }) => file);
  const { file, samples } = campaign.audience;
  const own = samples === undefined ? [file] : [file, samples];
  const read = [...own, lockPathOf(campaign.id), ...lists, ...tables];
  const { data } = workspace.files;
  // Fetched data is in a folder that is named after the campaign.
  const kept = data?.kind === 'folder' ? [campaign.id, ...read].map((path) => stampOf(data.path, path)) : [];
  const stamps = await Promise.all([...read.map((path) => stampOf(workspace.root, path)), ...kept]);
  return JSON.stringify([sources.get(campaign.file), used, stamps]);
}

/** The files of partials that the campaign may use: it cannot call a name that it does not contain. */
export function usedPartials(campaign: Campaign, partials: Prepared['partials']): readonly string[] {
  const used = new Set<string>();
  const texts = [JSON.stringify([campaign.key, campaign.variants, campaign.linkParams])];
  // The list grows during the loop: partials may use partials.
  for (const text of texts) {
    for (const [name, partial] of partials) {
      if (used.has(partial.file) || !text.includes(calledName(name).replace(/:.*/, ''))) continue;
      used.add(partial.file);
      texts.push(partial.text);
    }
  }
  return [...used].toSorted();
}

/** Changes whenever the file is written or replaced; empty if there is no file. */
export async function stampOf(root: string, path: string): Promise<string> {
  try {
    const { ino, size, ctimeMs } = await stat(join(root, path));
    return `${ino} ${size} ${ctimeMs}`;
  } catch {
    return '';
  }
}

// Selects the campaign files that a command line names.
import { warningAt, type Diagnostic } from '../diagnostic.ts';
import { exitCodes, refuse } from '../errors.ts';
import type { Files } from './files.ts';
import { refusePath } from './refuse-path.ts';

export const campaignEnding = '.campaign.yaml';

export interface Selection {
  /** The selected files in path order, each once. */
  readonly selected: readonly string[];
  /** The other campaigns of the workspace. */
  readonly others: readonly string[];
  /** All files partials/*.hbs, since any campaign may use them. */
  readonly partials: readonly string[];
  /** All files translations/*.yaml. */
  readonly translations: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * How to handle a folder without campaigns. `warn` refuses it too, unless the whole workspace has none, as when it is new. `allow` is for
 * comparisons, in which the last campaign may have been deleted.
 */
export type EmptySelection = 'refuse' | 'warn' | 'allow';

/** `scopes` are those of findWorkspace: folders and files relative to the workspace, "" for all of it. */
export async function selectCampaigns(
  files: Files,
  scopes: readonly string[],
  empty: EmptySelection,
): Promise<Selection> {
  const listed = await files.list();
  const isNew = empty === 'warn' && !listed.some(isCampaign);
  const selected = new Set<string>();
  for (const scope of scopes) {
    const within = listed.filter((file) => scope === '' || file === scope || file.startsWith(`${scope}/`));
    const isFile = within.includes(scope);
    if (isFile && !isCampaign(scope)) {
      const help = 'Name a workspace, a folder or a campaign file.';
      const message = `${scope} is not a campaign: its name does not end in ${campaignEnding}`;
      throw refusePath({ code: 'PP158', path: scope, message, help });
    }
    const campaigns = within.filter(isCampaign);
    if (campaigns.length === 0 && empty !== 'allow' && !isNew) {
      throw refuse(exitCodes.invalidInput, 'PP158', describeEmpty(files, scope), emptyHelp);
    }
    for (const file of campaigns) selected.add(file);
  }
  return {
    selected: [...selected].toSorted(),
    others: listed.filter((file) => isCampaign(file) && !selected.has(file)),
    partials: listed.filter((file) => /^partials\/[^/]+\.hbs$/.test(file)),
    translations: listed.filter((file) => /^translations\/[^/]+\.yaml$/.test(file) && !isCampaign(file)),
    diagnostics: [
      ...(isNew ? [warningAt(undefined, 'PP158', describeEmpty(files, ''), emptyHelp)] : []),
      ...listed.filter(isNearlyCampaign).map(warnOfEnding),
    ],
  };
}

const emptyHelp = `Name a file NAME${campaignEnding}, or begin with: pushplan init`;

function describeEmpty({ root }: Files, scope: string): string {
  return `no ${campaignEnding} file in ${scope === '' ? root : scope}`;
}

export function isCampaign(file: string): boolean {
  return file.endsWith(campaignEnding) && !file.endsWith(`/${campaignEnding}`);
}

function isNearlyCampaign(file: string): boolean {
  return /\.campaign\.ya?ml$/i.test(file) && !file.endsWith(campaignEnding);
}

function warnOfEnding(file: string): Diagnostic {
  const message = `${file} is not read: its name does not end in ${campaignEnding}`;
  return { ...warningAt(undefined, 'PP158', message, 'Rename it.'), file };
}

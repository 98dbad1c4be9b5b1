// The files of a new workspace: one campaign that can be sent to the sandbox as it is, a README, and settings for editors and git.
import { wordsOfExtras, type CiExtras, type CiFiles } from './init-ci-files.ts';
import { fillFile } from './fill-file.ts';
import type { PackageFiles } from './init-package-files.ts';

export interface InitNames {
  /** The id of the first campaign. */
  readonly campaign: string;
  readonly workspaceId: string;
}

/** Returns texts by path in the workspace. The editor's schemas come from the package itself; the CI files depend on the repository. */
export async function writeInitFiles(
  packageRoot: URL,
  { campaign, workspaceId }: InitNames,
  ci: Omit<CiFiles, 'files' | 'kept'> & CiExtras,
  { install, tracked }: Pick<PackageFiles, 'install' | 'tracked'>,
): Promise<Readonly<Record<string, string>>> {
  const words = {
    ...wordsOfExtras(ci),
    'init-campaign': campaign,
    ws_000000000000: workspaceId,
    'init-workflow': ci.workflow,
    'init-gitlab': ci.gitlab,
    'init-branch': ci.branch,
    'init-install': install,
    'init-tracked': tracked.join(' '),
  };
  const paths = [
    'pushplan.yaml',
    'welcome.campaign.yaml',
    'audiences/newcomers.csv',
    '.gitattributes',
    '.gitignore',
    '.vscode/extensions.json',
    '.vscode/settings.json',
    'README.md',
  ];
  const texts = await Promise.all(paths.map((path) => fillFile(packageRoot, path, words)));
  return Object.fromEntries(paths.map((path, index) => [path, alignCommands(texts[index] ?? '', campaign)]));
}

/** Aligns the README's list of commands to the command with the name of the campaign, which is the widest. */
function alignCommands(text: string, campaign: string): string {
  const widest = `npx pushplan render ${campaign}`.length;
  return text.replaceAll(
    /^ {4}(?<command>npx pushplan [\w ]*[\w\-]) {3,}/gmv,
    (_, command: string) => `    ${command.padEnd(widest)}   `,
  );
}

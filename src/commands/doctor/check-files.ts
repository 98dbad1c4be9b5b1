// Checks lists, the data folder, who else may read what pushplan keeps, and tests that are unfinished.
import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { geteuid, platform } from 'node:process';
import { codeOf } from '../../errors.ts';
import { noHistory } from '../../plan/history.ts';
import type { Context } from '../../opening/context.ts';
import { openLists } from '../../planning/lists/open-lists.ts';
import { countOf } from '../../numbers.ts';
import { refuseInGit, requireDataFolder } from '../../workspace/data-folder.ts';
import type { LoadedCampaigns } from '../../workspace/load-campaigns.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';
import { findOpenTest } from '../testing/test-record.ts';
import { checkOf, examine, good, warn, type CheckLine } from './check.ts';

export async function checkFiles(
  { clock }: Context,
  workspace: Workspace,
  { campaigns }: Pick<LoadedCampaigns, 'campaigns'>,
  environment: string,
): Promise<readonly CheckLine[]> {
  const here = { workspace, campaigns };
  return [
    ...(await examine('lists', async () => {
      const { all, diagnostics } = await openLists({ here, history: noHistory, allowed: [], now: clock.now() });
      if (diagnostics.length > 0) return diagnostics.map((finding) => checkOf('lists', finding));
      return all.length === 0 ? [] : [good('lists', `${countOf(all.length, 'list')} can be read`)];
    })),
    ...(await examine('data_folder', () => checkDataFolder(workspace))),
    ...(await checkModes(workspace)),
    ...(await findOpenTest(workspace.root, environment)).map((finding) => checkOf('unfinished', finding)),
  ];
}

async function checkDataFolder({ files }: Workspace): Promise<readonly CheckLine[]> {
  if (files.data === undefined) return [];
  const path = requireDataFolder(files.data);
  const found = await lookAt(path);
  if (found === undefined) return [good('data_folder', `${path} does not exist yet: pushplan fetch makes it`)];
  await refuseInGit(path, files.data.at);
  return [
    judgeFolder('data_folder', path, found) ??
      good('data_folder', `${path} is readable by you only, and is not in git`),
  ];
}

/** Checks the folder alone: the ledger checks its own files. */
async function checkModes({ root }: Workspace): Promise<readonly CheckLine[]> {
  const folder = join(root, '.pushplan');
  const found = await lookAt(folder);
  if (found === undefined) return [];
  return [judgeFolder('files', folder, found) ?? good('files', `${folder} is readable by you only`)];
}

type Folder = Pick<Stats, 'mode' | 'uid'> | 'hidden';

/** `hidden`: this user may not look into the folder above. */
async function lookAt(path: string): Promise<Folder | undefined> {
  return stat(path).catch((error: unknown) => (codeOf(error) === 'EACCES' ? 'hidden' : undefined));
}

/** Undefined if it belongs to this user and nobody else can read it. */
function judgeFolder(check: 'files' | 'data_folder', path: string, found: Folder): CheckLine | undefined {
  if (found === 'hidden') return warn(check, `this user cannot look at ${path}`, otherUser);
  if (isOpen(found.mode)) return warn(check, `other users of this machine can read ${path}`, `chmod 700 ${path}`);
  const user = geteuid?.();
  if (user === undefined || user === found.uid) return undefined;
  return warn(check, `${path} belongs to another user of this machine`, otherUser);
}

const otherUser = 'Run pushplan as one user, always the same: another one cannot read what it keeps.';

function isOpen(mode: number): boolean {
  return platform !== 'win32' && (mode & 0o077) !== 0;
}

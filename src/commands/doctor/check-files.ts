// Lists, the data folder, and who else may read what pushplan keeps.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { platform } from 'node:process';
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
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return [good('data_folder', `${path} does not exist yet: pushplan fetch makes it`)];
  await refuseInGit(path, files.data.at);
  if (isOpen(found.mode)) return [isOpenToOthers('data_folder', path)];
  return [good('data_folder', `${path} is readable by you only, and is not in git`)];
}

/** Of the ledger's own files the ledger says it. */
async function checkModes({ root }: Workspace): Promise<readonly CheckLine[]> {
  const folder = join(root, '.pushplan');
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) return [];
  return [isOpen(found.mode) ? isOpenToOthers('files', folder) : good('files', `${folder} is readable by you only`)];
}

function isOpen(mode: number): boolean {
  return platform !== 'win32' && (mode & 0o077) !== 0;
}

function isOpenToOthers(check: 'files' | 'data_folder', path: string): CheckLine {
  return warn(check, `other users of this machine can read ${path}`, `chmod 700 ${path}`);
}

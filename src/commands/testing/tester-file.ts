// Reads test recipients from a file: only of the data folder, since that is never in git.
import type { ListFile } from '../../campaign/campaign.ts';
import { errorAt, type Position } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { ListEntries } from '../../planning/lists/list-entries.ts';
import { requireDataFolder } from '../../workspace/data-folder.ts';
import { findDataFile } from '../../workspace/find-data-file.ts';
import type { Workspace } from '../../workspace/read-workspace.ts';
import type { TesterIdentifier } from './pick-testers.ts';

/** Reads one identifier a row. Throws a Refusal (exit 3) if the file is not in the data folder, or holds nobody. */
export async function readTesterFile(
  { root, files }: Workspace,
  { name, file, at }: { readonly name: string; readonly file: string; readonly at: Position },
): Promise<readonly TesterIdentifier[]> {
  const data = files.data === undefined ? root : requireDataFolder(files.data);
  const found = await findDataFile(root, data, file);
  if (found.kind !== 'found' || found.where !== 'data') {
    const where = found.kind === 'missing' ? 'is not there' : 'is in the workspace, where git can add it';
    const message = `the file of the test recipient ${name} ${where}: ${file}`;
    throw new Refusal(exitCodes.invalidInput, [errorAt(at, 'PP537', message, `Put it into the data folder, ${data}.`)]);
  }
  const list: ListFile = { file, match: 'any', isHashed: false };
  const entries = new ListEntries(list, at, { what: `the file of the test recipient ${name}` });
  const testers: TesterIdentifier[] = [];
  for await (const block of entries.read(await files.stream(file, at))) testers.push(...block.map(identifierOf));
  const wrong = entries.warnings();
  const isNamed = testers.some(({ sent }) => named.test(sent));
  if (wrong.length > 0 || isNamed || testers.length === 0) {
    const message = `the file of the test recipient ${name} holds ${testers.length === 0 ? 'nobody' : 'rows that are not identifiers'}: ${file}`;
    const help = 'Write email, phone_number or uuid in the first line, and below it one identifier a line.';
    throw new Refusal(exitCodes.invalidInput, [errorAt(at, 'PP530', message, help), ...wrong]);
  }
  return testers;
}

/** The way in which options of commands name a person. It would pass for an address. */
const named = /^(?:email|phone_number|uuid)=/iv;

/** `text` is as lists have it: `email=ada@example.com`. */
function identifierOf(text: string): TesterIdentifier {
  const cut = text.indexOf('=');
  const value = text.slice(cut + 1);
  return { name: text.slice(0, cut), sent: value, keyed: value };
}

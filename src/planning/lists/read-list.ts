// Reads one list of people into memory, from the workspace and also from a base if that has it.
import { createHash } from 'node:crypto';
import type { ListFile } from '../../campaign/campaign.ts';
import { nameOfList } from '../../campaign/list-file.ts';
import { errorAt, type Diagnostic, type Position } from '../../diagnostic.ts';
import { exitCodes, Refusal } from '../../errors.ts';
import { ListedPeople, PersonPrint } from '../../plan/selection/listed-people.ts';
import type { Files } from '../../workspace/files.ts';
import { hasFile } from '../../workspace/has-file.ts';
import type { ModifiedAt } from '../../workspace/modified-at.ts';
import { holdNursery } from './hold-nursery.ts';
import { ListEntries } from './list-entries.ts';
import { tapped } from '../tapped.ts';

/** The places where lists are searched. */
export interface ListPlaces {
  readonly files: Files;
  /** The files of the base. Their rows count too, so that a change cannot remove somebody from a list for itself. */
  readonly base?: Files;
}

export interface ReadList {
  readonly people: ListedPeople;
  /** The SHA-256 of the present file, in hexadecimal. Empty if only the base has the list. */
  readonly sha256: string;
  readonly modifiedAt: ModifiedAt;
  readonly warnings: readonly Diagnostic[];
}

/** The usual size of an address with its line end, in bytes. */
const usualEntry = 24;

/** `at` is the place that names the list. Throws a Refusal (exit 3) if the list does not exist or cannot be read. */
export async function readList(places: ListPlaces, list: ListFile, at: Position): Promise<ReadList> {
  const here = places.files;
  const people = ListedPeople.withRoomFor(((await here.size(list.file)) ?? 0) / usualEntry);
  const base = places.base !== undefined && (await hasFile(places.base, list.file)) ? places.base : undefined;
  const isHere = base === undefined || (await hasFile(here, list.file, at));
  if (base === undefined && list.query !== undefined && !(await hasFile(here, list.file, at)))
    throw refuseUnfetched(list, at);
  if (base !== undefined) await addTo(people, list, base, undefined);
  const sum = createHash('sha256');
  const warnings = isHere ? await addTo(people, list, here, at, (bytes) => sum.update(bytes)) : [];
  const modifiedAt = await (isHere ? here : base).modifiedAt(list.file);
  return { people, sha256: isHere ? sum.digest('hex') : '', modifiedAt, warnings };
}

async function addTo(
  people: ListedPeople,
  list: ListFile,
  files: Files,
  at: Position | undefined,
  tap: (bytes: Uint8Array) => void = () => {},
): Promise<readonly Diagnostic[]> {
  using _nursery = holdNursery();
  const entries = new ListEntries(list, at);
  const print = new PersonPrint();
  for await (const block of entries.read(tapped(await files.stream(list.file, at), tap))) {
    for (const text of block) people.add(print.read(text));
  }
  return entries.warnings();
}

function refuseUnfetched(list: ListFile, at: Position): Refusal {
  const message = `the list ${nameOfList(list)} has not been fetched, or is not in the data folder of this machine`;
  return new Refusal(exitCodes.invalidInput, [errorAt(at, 'PP292', message, 'Run pushplan fetch --lists.')]);
}

// The content of campaigns with `approve: content`: everything that decides what they say and whom they select, but not the people themselves.
import type { Campaign } from '../campaign/campaign.ts';
import { showShare } from '../campaign/limit.ts';
import { mapAt, valueAt } from '../is-map.ts';
import { maxYamlBytes, parseYaml } from '../campaign/yaml/parse-yaml.ts';
import type { ContentPart, ContentPlan } from '../generated/plan.ts';
import { findCalled } from '../plan/compare/compare-fields.ts';
import { digestContent, digestPart } from '../plan/content-digest.ts';
import type { Files } from '../workspace/files.ts';
import type { Workspace } from '../workspace/read-workspace.ts';
import type { Prepared } from './prepare.ts';
import { digestOf } from '../sources/digest-of.ts';

/** By the campaign's id. */
export type Contents = ReadonlyMap<string, ContentPlan>;

const settings = ['policy', 'suppress', 'allowed_hosts'] as const;

/** The sources from which the content of campaigns is read. */
export type ContentSide = Pick<Prepared, 'sources' | 'partials'> & {
  readonly workspace: Pick<Workspace, 'file' | 'text' | 'files'>;
};

/** Throws a Refusal if a file that belongs to the content cannot be read. */
export async function readContents(prepared: Prepared): Promise<Contents> {
  const contents = new Map<string, ContentPlan>();
  for (const campaign of prepared.campaigns) {
    // Nothing is sent of a draft, so there is nothing to approve.
    if (campaign.content === undefined || campaign.isDraft === true) continue;
    const parts = await readContentParts(prepared, campaign);
    const { newcomers } = campaign.content;
    const limit = newcomers === undefined ? null : showShare(newcomers);
    contents.set(campaign.id, { ...digestContent(parts), newcomers: limit });
  }
  return contents;
}

/** Works for any campaign. Throws a Refusal if a file that belongs to the content cannot be read. */
export async function readContentParts(
  { workspace, sources, partials }: ContentSide,
  campaign: Campaign,
): Promise<readonly ContentPart[]> {
  const { file } = campaign;
  const shared = parseYaml(workspace.file, workspace.text).data;
  const called = [...findCalled(campaign, partials)].flatMap((name) => partials.get(name) ?? []);
  return [
    digestPart(file, parseYaml(file, sources.get(file) ?? '').data),
    ...called.map((partial) => digestPart(partial.file, partial.text)),
    ...(await readNamed(workspace.files, campaign, shared)),
    ...settings.map((key) => digestPart(key, valueAt(shared, key))),
    ...sourcesOf(campaign, shared).map((name) => digestPart(`sources.${name}`, valueAt(shared, 'sources', name))),
  ];
}

/** The texts of queries, the invented rows, and the tables. The rows of audiences and lists are people and not included. */
async function readNamed(
  files: Files,
  { audience, exclude, tables = [] }: Campaign,
  shared: unknown,
): Promise<readonly ContentPart[]> {
  const named = new Set([
    ...(audience.query === undefined ? [] : [audience.query.file]),
    ...exclude.flatMap(({ query }) => (query === undefined ? [] : [query.file])),
    ...listsIn(shared).flatMap((list) => textOf(valueAt(list, 'query'))),
  ]);
  const queries = [...named].map(async (file) => digestPart(file, await files.readText(file, maxYamlBytes)));
  const { samples } = audience;
  const rows = samples === undefined ? [] : [digestFile(files, samples)];
  const looked = [...new Set(tables.map(({ file }) => file))].map((file) => digestFile(files, file));
  return Promise.all([...queries, ...rows, ...looked]);
}

/** Reads bytes, because the file may have any format. */
async function digestFile(files: Files, name: string): Promise<ContentPart> {
  return { name, sha256: await digestOf(await files.stream(name)) };
}

function sourcesOf({ audience }: Campaign, shared: unknown): readonly string[] {
  const named = [
    ...(audience.source === undefined ? [] : [audience.source.name]),
    ...listsIn(shared).flatMap((list) => textOf(valueAt(list, 'source'))),
  ];
  const known = mapAt(shared, 'sources');
  return [...new Set(named)].filter((name) => Object.hasOwn(known, name));
}

function listsIn(shared: unknown): readonly unknown[] {
  const lists = valueAt(shared, 'suppress');
  return Array.isArray(lists) ? lists : [];
}

function textOf(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : [];
}

// Describes a key of a campaign or of pushplan.yaml, from the schemas. The key is found by its path or by the end of it.
import { readFile } from 'node:fs/promises';
import { isMap } from '../../is-map.ts';
import type { Context } from '../../opening/context.ts';
import { repository } from '../../view/findings/link-to-rule.ts';
import { wrapBehind } from '../../view/fit-text.ts';
import type { Layout } from '../../view/style.ts';
import { firstSentence } from './first-sentence.ts';
import { folderOf } from './rule-topic.ts';
import { listSchemaKeys, type SchemaKey } from './schema-keys.ts';

export interface KnownKey extends SchemaKey {
  /** "a campaign" or "pushplan.yaml". */
  readonly file: string;
}

const files = { campaign: 'a campaign', workspace: 'pushplan.yaml' } as const;

export async function readKeys({ packageRoot }: Pick<Context, 'packageRoot'>): Promise<readonly KnownKey[]> {
  const lists = await Promise.all(
    (['campaign', 'workspace'] as const).map(async (name) => {
      const text = await readFile(new URL(`schema/${name}.schema.json`, folderOf(packageRoot)), 'utf8');
      const schema: unknown = JSON.parse(text);
      return listSchemaKeys(isMap(schema) ? schema : {}).map((key) => ({ ...key, file: files[name] }));
    }),
  );
  return lists.flat();
}

/**
 * Whole paths win over ends of paths: `title` alone is notification.title. "campaign.retry" only looks in campaigns, "pushplan.yaml.caps"
 * only in pushplan.yaml.
 */
export function findKeys(keys: readonly KnownKey[], written: string): readonly KnownKey[] {
  const [, file, path = written] = /^(campaign|pushplan\.yaml)\.(.+)$/v.exec(written) ?? [];
  const among =
    file === undefined ? keys : keys.filter((key) => key.file === (file === 'campaign' ? files.campaign : file));
  const steps = stepsOf(path);
  const whole = among.filter((key) => stepsOf(key.path).length === steps.length && endsWith(key.path, steps));
  if (whole.length > 0) return whole;
  return among.filter((key) => endsWith(key.path, steps) && key.path.endsWith(steps.at(-1) ?? ''));
}

/** The steps of a path without places in lists. */
function stepsOf(path: string): readonly string[] {
  return path.replaceAll(/\[\d*\]/gv, '').split('.');
}

/** NAME stands for a name that the author chooses, so it matches any step; but not the first one, which would match every key. */
function endsWith(path: string, steps: readonly string[]): boolean {
  const ours = stepsOf(path).slice(-steps.length);
  return (
    ours.length === steps.length &&
    steps.every((step, index) => ours[index] === step || (ours[index] === 'NAME' && index > 0))
  );
}

/** One key, with the paths of those that end in the same way; or a list, if none is nearer to the top of its file than the others. */
export function describeKeys(found: readonly KnownKey[], all: readonly KnownKey[], layout: Layout): string {
  const depth = Math.min(...found.map(({ path }) => stepsOf(path).length));
  const nearest = found.filter(({ path }) => stepsOf(path).length === depth);
  if (new Set(nearest.map(({ path }) => path)).size > 1) {
    const lines = found.flatMap((key) => [
      `  ${key.path}`,
      ...wrapBehind('      ', firstSentence(key.description), layout.columns),
    ]);
    return ['There are several keys of this name. pushplan help PATH shows one:', '', ...lines, ''].join('\n');
  }
  const others = found.filter((key) => !nearest.includes(key)).map(({ path }) => path);
  const also = others.length === 0 ? [] : [wrapBehind('See also: ', others.join(', '), layout.columns).join('\n')];
  const address = `${repository}/blob/main/.github/docs/reference/keys.md`;
  return [...nearest.map((key) => describeKey(key, all, layout)), ...also, layout.style.link(address, address), '']
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function describeKey(key: KnownKey, all: readonly KnownKey[], { style, columns }: Layout): string {
  const width = Math.min(columns, 100);
  const takes = `${key.takes}${key.isRequired ? ', required' : ''}`;
  const below = all.filter((one) => one.file === key.file && isBelow(one.path, key.path));
  return [
    `${style.bold(key.path)} in ${key.file}`,
    ...wrapBehind('  takes  ', takes, width),
    ...(key.fallback === undefined ? [] : [`  default  ${JSON.stringify(key.fallback)}`]),
    '',
    ...wrapBehind('  ', key.description, width),
    ...(key.examples.length === 0 ? [] : ['', style.bold('Examples')]),
    ...key.examples.map((example) => `  ${nameOf(key.path)}: ${writeFlow(example)}`),
    ...(below.length === 0 ? [] : ['', style.bold('Keys in it')]),
    ...below.flatMap((one) => wrapBehind(`  ${nameOf(one.path)}  `, firstSentence(one.description), width)),
  ].join('\n');
}

/** Tells whether a key is directly in another one: in its map, or in the maps of its list. */
function isBelow(path: string, parent: string): boolean {
  const rest = path.startsWith(parent) ? path.slice(parent.length) : '';
  return /^(?:\[\])?\.[^.]+$/v.test(rest);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** JSON is YAML in one line; a plain text needs no quotes. */
function writeFlow(example: unknown): string {
  return typeof example === 'string' && /^[A-Za-z][\w .\-]*$/v.test(example) ? example : JSON.stringify(example);
}

// The lock of an audience: which bytes were fetched, from where and when. It is kept in git, and names no person.
import { countOf } from '../numbers.ts';
import { hash } from 'node:crypto';
import type { Campaign } from '../campaign/campaign.ts';
import { describeSchemaErrors } from '../campaign/schema/schema-findings.ts';
import { locateIn } from '../campaign/yaml/places.ts';
import { maxYamlBytes, parseYaml } from '../campaign/yaml/parse-yaml.ts';
import { errorAt, hasErrors, type Position } from '../diagnostic.ts';
import { exitCodes, Refusal } from '../errors.ts';
import type { AudienceLock } from '../generated/lock.ts';
import { lockSchema } from '../generated/lock-schema.ts';
import { isAudienceLock, validateLock } from '../generated/validate-lock.ts';
import type { Files } from '../workspace/files.ts';
import { NoFile } from '../workspace/refuse-path.ts';
import { factsOfSource, settingOf } from './setting-of.ts';

export type { AudienceLock } from '../generated/lock.ts';

/** Returns the path relative to the workspace. */
export function lockPathOf(id: string): string {
  return `audiences/${id}.lock.yaml`;
}

/** Returns undefined if the campaign has no lock. Throws a Refusal (exit 3) if it was edited and is invalid, or belongs to another campaign. */
export async function readLock(files: Files, { id }: Pick<Campaign, 'id'>): Promise<AudienceLock | undefined> {
  const path = lockPathOf(id);
  let text: string;
  try {
    text = await files.readText(path, maxYamlBytes);
  } catch (error) {
    if (error instanceof NoFile) return undefined;
    throw error;
  }
  const yaml = parseYaml(path, text);
  const errors = yaml.data === undefined ? [] : validateLock(yaml.data);
  const diagnostics = [...yaml.diagnostics, ...describeSchemaErrors(errors, yaml, lockSchema)];
  if (!isAudienceLock(yaml.data) || hasErrors(diagnostics)) {
    throw new Refusal(
      exitCodes.invalidInput,
      diagnostics.map((finding) => ({
        ...finding,
        help: 'It is written by pushplan fetch, and not by hand: fetch again.',
      })),
    );
  }
  if (yaml.data.campaign !== id) {
    const message = `the lock is of the campaign ${yaml.data.campaign}, and its name says that it is of ${id}`;
    throw new Refusal(exitCodes.invalidInput, [errorAt(yaml.locate(['campaign']), 'PP263', message, fetchAgain(id))]);
  }
  return yaml.data;
}

export function fetchAgain(id: string): string {
  return `Remove ${lockPathOf(id)}, or fetch again: pushplan fetch`;
}

/** Counts rows as in "1 row" or "41,230 rows". */
export function figureOfRows({ rows }: Pick<AudienceLock, 'rows'>): string {
  return countOf(rows, 'row');
}

/** Writes the lock as it is kept in git: one line per value, so that a diff shows what a fetch has changed. */
export function writeLock(lock: AudienceLock): string {
  const { version, campaign, source, format, sha256, rows, rows_sha256, columns, fetched_at } = lock;
  return [
    '# Written by pushplan fetch: the audience that plan and apply take. It names nobody. It belongs in git.',
    `version: ${version}`,
    `campaign: ${campaign}`,
    'source:',
    `  kind: ${source.kind}`,
    ...(source.name === undefined ? [] : [`  name: ${quoteYaml(source.name)}`]),
    `  file: ${quoteYaml(source.file)}`,
    ...(source.object === undefined ? [] : [`  object: ${quoteYaml(source.object)}`]),
    ...(source.sha256 === undefined ? [] : [`  sha256: ${quoteHex(source.sha256)}`]),
    `format: ${format}`,
    `sha256: ${quoteHex(sha256)}`,
    `rows: ${rows}`,
    `rows_sha256: ${quoteHex(rows_sha256)}`,
    'columns:',
    ...Object.entries(columns).map(([name, type]) => `  ${quoteYaml(name)}: ${type}`),
    `fetched_at: "${fetched_at}"`,
    '',
  ].join('\n');
}

/** Leaves the text plain if YAML reads it as text. JSON's form is always read as text. */
function quoteYaml(text: string): string {
  const isPlain = /^[a-z_][\w.\/\-]*$/iv.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/iv.test(text);
  return isPlain ? text : JSON.stringify(text);
}

/** Quotes a digest that YAML would read as a number: digits alone, or digits with one e among them. */
function quoteHex(digest: string): string {
  return /^\d+(?:e\d+)?$/v.test(digest) ? `"${digest}"` : digest;
}

/** Returns the present source of the campaign's audience in the form of a lock. */
export async function sourceOf(files: Files, campaign: Campaign): Promise<AudienceLock['source']> {
  const { file, query, object } = campaign.audience;
  const setting = settingOf(campaign.audience);
  if (query === undefined && setting === undefined) return { kind: 'file', file };
  const facts: unknown[] = [];
  if (query !== undefined) {
    const params = Object.entries(query.params).toSorted(([a], [b]) => (a < b ? -1 : 1));
    facts.push(await readQueryText(files, file, locateIn(campaign, ['audience', 'query'])), params);
  }
  if (object !== undefined) facts.push(object);
  if (setting !== undefined) facts.push(factsOfSource(setting));
  const sha256 = hash('sha256', JSON.stringify(facts), 'hex');
  return setting === undefined
    ? { kind: 'query', file, sha256 }
    : { kind: setting.kind, name: setting.name, file, sha256 };
}

/** Reads the query with the line ends that it has in git, since a checkout may change them. `at` is where the file is named. */
export async function readQueryText(files: Files, file: string, at: Position): Promise<string> {
  return (await files.readText(file, maxYamlBytes, at)).replaceAll('\r\n', '\n');
}

// Makes the pages of the reference from the schemas and the descriptions of the commands: `npm run reference` writes them.
import type { Command } from '../../src/commands/program/command.ts';
import { explainOption, spellOption } from '../../src/commands/topics/describe-command.ts';
import { exitMeanings } from '../../src/commands/topics/exit-meanings.ts';
import { listSchemaKeys, type SchemaKey } from '../../src/commands/topics/schema-keys.ts';
import { helpGroups } from '../../src/commands/topics/verb-groups.ts';
import { allCommands } from './all-commands.ts';
import { listRepositoryFiles, readRepositoryFile } from './repository.ts';
import { isObject, type Json } from './walk-schema.ts';

const made = 'Generated from the program and its schemas by `npm run reference`; a test fails if it is out of date.';

/** Returns the pages by the names of their files. */
export function makeReferencePages(): ReadonlyMap<string, string> {
  return new Map([
    ['commands.md', commandsPage()],
    ['keys.md', keysPage()],
    ['json.md', jsonPage()],
    ['exit-codes.md', exitPage()],
  ]);
}

function commandsPage(): string {
  const sections = helpGroups.flatMap(({ title, names }) => [
    `## ${title}`,
    ...names.flatMap((name) =>
      allCommands.filter((command) => command.name === name || isVerbOf(command, name)).map(commandSection),
    ),
  ]);
  return page('Commands', ['`pushplan COMMAND --help` shows the same on the terminal.', ...sections]);
}

/** True for "ledger export" of the group "ledger", which is no command itself. "sandbox reset" is listed as a command of its own. */
function isVerbOf({ name }: Command, group: string): boolean {
  return name.startsWith(`${group} `) && allCommands.every((command) => command.name !== group);
}

function commandSection(command: Command): string {
  const called = `pushplan ${command.name} ${command.takes}`.trimEnd();
  const options = Object.entries(command.options).map(
    ([name, option]) => `| \`${cell(spellOption(name, option))}\` | ${cell(explainOption(option))} |`,
  );
  return [
    `### pushplan ${command.name}`,
    `${sentence(command.summary)}${command.about === undefined ? '' : ` ${text(command.about)}`}`,
    block('sh', `${called} [options]`),
    ['| option | does |', '| --- | --- |', ...options].join('\n'),
    block('sh', command.examples.flatMap(({ line, what }) => [`# ${what}`, line]).join('\n')),
  ].join('\n\n');
}

function keysPage(): string {
  const parts = [
    { title: 'A campaign', name: 'campaign' },
    { title: 'pushplan.yaml', name: 'workspace' },
  ].flatMap(({ title, name }) => [`## ${title}`, ...keysOf(readSchema(name)).map(keySection)]);
  const intro =
    'The keys of `*.campaign.yaml` and of `pushplan.yaml`, by their path. `NAME` stands for a name that you choose. `pushplan help KEY` shows one key, and so does an editor that reads the schema.';
  return page('Keys', [intro, ...parts]);
}

function keySection({ path, takes, isRequired, fallback, description, examples }: SchemaKey): string {
  const facts = [
    text(takes),
    ...(isRequired ? ['**required**'] : []),
    ...(fallback === undefined ? [] : [`\`${JSON.stringify(fallback)}\` by default`]),
  ];
  const name = path.slice(path.lastIndexOf('.') + 1);
  const shown = examples.map((example) => `${name}: ${JSON.stringify(example)}`);
  return [
    `### ${path}`,
    facts.join(' · '),
    text(description),
    ...(shown.length === 0 ? [] : [block('yaml', shown.join('\n'))]),
  ].join('\n\n');
}

const documents = /^schema\/(?<name>[a-z\-]+)\.schema\.json$/v;
const written = new Set(['campaign', 'workspace', 'notification']);

function jsonPage(): string {
  const names = listRepositoryFiles()
    .flatMap((path) => documents.exec(path)?.groups?.['name'] ?? [])
    .filter((name) => !written.has(name));
  const sections = names.map((name) => {
    const schema = readSchema(name);
    const rows = keysOf(schema).map(
      ({ path, takes, description }) => `| \`${cell(path)}\` | ${cell(takes)} | ${cell(description)} |`,
    );
    return [
      `## ${name}`,
      text(String(schema['description'])),
      ['| key | value | meaning |', '| --- | --- | --- |', ...rows].join('\n'),
    ].join('\n\n');
  });
  const intro =
    'The documents that `--json` prints, and those that pushplan writes into files. Each document has a schema in the package: `pushplan/schema/NAME.schema.json`.';
  return page('JSON documents', [intro, ...sections]);
}

function exitPage(): string {
  const rows = Object.entries(exitMeanings).map(([code, meaning]) => `| ${code} | ${cell(meaning)} |`);
  return page('Exit codes', [
    'They are frozen, so scripts can rely on them. If several apply, the exit code is the first one in this order: 10, 9, 5, 4, 3, 8, 7, 6.',
    ['| code | means |', '| ---: | --- |', ...rows].join('\n'),
    'A signal that comes before a command can have sent anything ends the command like any other program: shells show 130 after Ctrl-C, 143 after SIGTERM and 129 after SIGHUP. Once a run can send, a signal stops it with exit code 8. Commands that work until a signal (`worker`, `sandbox`, `--watch`) end with 0.',
  ]);
}

function page(title: string, parts: readonly string[]): string {
  return `${[`# ${title}`, made, ...parts].join('\n\n')}\n`;
}

function readSchema(name: string): Json {
  const schema: unknown = JSON.parse(readRepositoryFile(`schema/${name}.schema.json`));
  if (!isObject(schema)) throw new TypeError(`${name} is no schema`);
  return schema;
}

function keysOf(schema: Json): readonly SchemaKey[] {
  return listSchemaKeys(schema);
}

function block(language: string, code: string): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}

function cell(value: string): string {
  return text(value).replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** Escapes what looks like an HTML element. Inside of backticks nothing needs to be escaped. */
function text(value: string): string {
  return value
    .split(/(`[^`]*`)/v)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;')))
    .join('');
}

function sentence(summary: string): string {
  const written = text(summary);
  return `${written.charAt(0).toUpperCase()}${written.slice(1)}.`;
}

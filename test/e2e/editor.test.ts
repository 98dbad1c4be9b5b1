// The files in an editor: with yaml-language-server, which VS Code and others run, on the examples and a new workspace.
import { readdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { openEditor, type Editor } from '../support/language-server.ts';
import { readRepositoryFile, repositoryRoot } from '../support/repository.ts';
import { makeWorkspace } from '../support/workspace.ts';

const examples = readdirSync(join(repositoryRoot, 'campaigns')).filter((name) => name.endsWith('.yaml'));

/** An editor in which the whole repository is open. */
let editor: Editor;

beforeAll(async () => {
  editor = await openEditor(repositoryRoot);
});

afterAll(async () => {
  await editor[Symbol.asyncDispose]();
});

async function showExamples(shownIn: Editor, prefix: string): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {};
  for (const name of examples) found[name] = await shownIn.show(prefix + name);
  return found;
}

test('the examples have no findings, whether the repository or the workspace is open', async () => {
  expect(examples).toHaveLength(5);
  const none = Object.fromEntries(examples.map((name) => [name, []]));
  expect(await showExamples(editor, 'campaigns/')).toEqual(none);
  await using inside = await openEditor(join(repositoryRoot, 'campaigns'));
  expect(await showExamples(inside, '')).toEqual(none);
});

const broken = `# yaml-language-server: $schema=../schema/campaign.schema.json
# $schema: ../schema/campaign.schema.json
version: 1
id: sale
resend: sometimes
audience:
  file: audiences/loyalty.csv
notification:
  identifiers: { email: "{{email}}" }
  camp_id: 1
  camp_name: Sale
  titel: Hello
  message: Good to see you
  android: { sond: chime }
`;

/** Returns the underlined text of each finding, its line and its message. */
async function underlined(path: string, text: string): Promise<readonly (readonly [string, number, string])[]> {
  const lines = text.split('\n');
  const found = (await editor.show(path, text)).toSorted((a, b) => a.range.start.line - b.range.start.line);
  return found.map(({ message, range: { start, end } }) => [
    lines[start.line]?.slice(start.character, end.line === start.line ? end.character : undefined) ?? '',
    start.line + 1,
    message,
  ]);
}

test('errors are underlined where they are', async () => {
  const found = await underlined('campaigns/sale.campaign.yaml', broken);
  expect(found).toEqual([
    ['sometimes', 5, expect.stringContaining('never')],
    ['notification', 8, expect.stringContaining('title')],
    ['titel', 12, expect.stringContaining('titel')],
    ['sond', 14, expect.stringContaining('sond')],
  ]);
  const torn = await underlined('campaigns/torn.campaign.yaml', `${broken}  ttl: [1,\n`);
  expect(torn.at(-1)?.[1]).toBeGreaterThanOrEqual(15);
});

test('hovering over a key shows its description in the schema', async () => {
  const path = 'campaigns/wishlist-price-drop.campaign.yaml';
  await editor.show(path);
  const lines = (await readFile(join(repositoryRoot, path), 'utf8')).split('\n');
  const hover = (key: RegExp): Promise<string> => {
    const line = lines.findIndex((one) => key.test(one));
    return editor.hover(path, { line, character: lines[line]?.search(/\w/v) ?? 0 });
  };
  const { properties } = JSON.parse(readRepositoryFile('schema/campaign.schema.json')) as {
    properties: Record<string, { description: string }>;
  };
  const firstWords = (key: string): string => properties[key]?.description.slice(0, 30) ?? 'none';
  expect(await hover(/^id:/v)).toContain(firstWords('id'));
  expect(await hover(/^max_recipients:/v)).toContain(firstWords('max_recipients'));
  expect(await hover(/^\s+camp_name:/v)).toMatch(/name/v);
  expect(await hover(/^\s+advanced_push_type:/v)).toMatch(/carousel/v);
});

test('neither regular expressions nor escaped Markdown are shown', async () => {
  const path = 'campaigns/slips.campaign.yaml';
  const text = `${broken.replace('id: sale', 'id: Sale!').replace('camp_id: 1', 'camp_id: one')}max_invalid: 5x\nreport_attributes: [age]\nmax_growth: 2\n`;
  const found = await underlined(path, text);
  const messages = found.map(([, line, message]) => `${line} ${message}`);
  expect(messages).toEqual(
    expect.arrayContaining([
      '4 Expected lower case letters, digits, dot, - and _, beginning with a letter or digit, at most 100.',
      '10 Expected a whole number or a template such as "{{column}}".',
      '15 Expected a whole number or a share such as "1%".',
      '16 Expected one of the known words, such as INSIDER.age.',
    ]),
  );
  expect(messages.filter((message) => /[\\^$]/v.test(message))).toEqual([]);
  const lines = text.split('\n');
  for (const [line, content] of lines.entries()) {
    const character = content.search(/\w/v);
    const said = content.startsWith('#') || character < 0 ? '' : await editor.hover(path, { line, character });
    expect(said.replaceAll(/```[^]*?```/gv, '')).not.toContain('\\');
  }
  const hover = await editor.hover(path, { line: 14, character: 4 });
  expect(hover).toMatch(/^#### max invalid\n\n[^]*`policy\.max_invalid`/v);
});

test('snippets are offered for what takes several lines', async () => {
  const path = 'campaigns/snippets.campaign.yaml';
  const text = `${broken.slice(0, broken.indexOf('version'))}version: 1\naudience:\n  file: a.csv\n  where:\n    \nnotification:\n  ios:\n    deep_link:\n      \n`;
  await editor.show(path, text);
  expect(await editor.complete(path, { line: 6, character: 4 })).toEqual(
    expect.arrayContaining(['one value', 'any of some values', 'all but a value']),
  );
  expect(await editor.complete(path, { line: 10, character: 6 })).toEqual(
    expect.arrayContaining(['page in the app', 'page in the browser', 'ins_dl_internal']),
  );
  await editor.show('campaigns/empty.campaign.yaml', broken.slice(0, broken.indexOf('version')));
  expect(await editor.complete('campaigns/empty.campaign.yaml', { line: 2, character: 0 })).toContain('new campaign');
});

test('keys and values are offered where they are valid', async () => {
  const path = 'campaigns/new.campaign.yaml';
  const head = `${broken.slice(0, broken.indexOf('resend'))}resend: \nnotification:\n  camp_id: 1\n  \n`;
  await editor.show(path, head);
  const lines = head.split('\n');
  const end = (line: number): { line: number; character: number } => ({ line, character: lines[line]?.length ?? 0 });
  expect(await editor.complete(path, end(4))).toEqual(expect.arrayContaining(['never', 'on_change']));
  const keys = await editor.complete(path, end(7));
  expect(keys).toEqual(expect.arrayContaining(['title', 'message', 'ttl', 'ios', 'android', 'advanced_push_payload']));
  expect(keys).not.toContain('camp_id');
});

test('a new workspace from init has no findings, even if a folder above it is open', async () => {
  await using above = await makeWorkspace();
  await pushplan(['init', 'push'], { cwd: above.root });
  for (const [folder, prefix] of [
    [join(above.root, 'push'), ''],
    [above.root, 'push/'],
  ] as const) {
    await using opened = await openEditor(folder);
    expect(await opened.show(`${prefix}pushplan.yaml`)).toEqual([]);
    expect(await opened.show(`${prefix}welcome.campaign.yaml`)).toEqual([]);
    expect(await opened.hover(`${prefix}welcome.campaign.yaml`, { line: 3, character: 0 })).toContain('ledger');
    expect(await opened.hover(`${prefix}pushplan.yaml`, { line: 3, character: 0 })).toContain('name of this workspace');
    expect(await opened.hover(`${prefix}pushplan.yaml`, { line: 4, character: 0 })).toContain('environment');
  }
});

test('with the VS Code settings of init, a campaign is checked even before it names its schema', async () => {
  await using above = await makeWorkspace();
  await pushplan(['init', 'push'], { cwd: above.root });
  const folder = join(above.root, 'push');
  const settings = JSON.parse(await readFile(join(folder, '.vscode/settings.json'), 'utf8')) as Record<string, unknown>;
  await using opened = await openEditor(folder, { schemas: settings['yaml.schemas'] });
  const found = await opened.show('spring/new.campaign.yaml', 'version: 1\nid: new\nresend: sometimes\n');
  expect(found.map(({ message }) => message).join('\n')).toMatch(/audience[^]*never/v);
  expect(await opened.show('notes.yaml', 'resend: sometimes\n')).toEqual([]);
});

/** Returns the paths in the schema comments for VS Code and for JetBrains editors, which are relative to the folder of the file. */
async function schemasOf(folder: string, path: string): Promise<readonly string[]> {
  const [first = '', second = ''] = (await readFile(join(folder, path), 'utf8')).split('\n');
  const named = [
    /^# yaml-language-server: \$schema=(\S+)$/v.exec(first)?.[1],
    /^# \$schema: (\S+)$/v.exec(second)?.[1],
  ];
  return named.map((schema = 'none') => join(folder, dirname(path), schema));
}

test('both schema comments name a schema that exists', async () => {
  await using above = await makeWorkspace();
  await pushplan(['init', 'push'], { cwd: above.root });
  const all = [
    ...examples.map((name) => [repositoryRoot, `campaigns/${name}`] as const),
    [above.root, 'push/pushplan.yaml'] as const,
    [above.root, 'push/welcome.campaign.yaml'] as const,
  ];
  for (const [folder, path] of all) {
    const [first = '', second] = await schemasOf(folder, path);
    expect(second).toBe(first);
    expect(first.endsWith(path.includes('.campaign.') ? 'campaign.schema.json' : 'workspace.schema.json')).toBe(true);
    expect((await stat(first)).isFile()).toBe(true);
  }
});

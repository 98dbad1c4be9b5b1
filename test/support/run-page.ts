// Follows a page of the docs literally: writes its files, runs its commands, and looks for the shown output in what they print.
import { mkdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { readPageBlocks, type PageBlock } from './page-blocks.ts';
import { runLine, type LineEnd } from './run-line.ts';
import { readRepositoryFile } from './repository.ts';
import { isObject } from './walk-schema.ts';
import type { TestWorkspace } from './workspace.ts';

export interface PageWorld {
  /** The folder in which the page begins, relative to the root of the workspace. */
  readonly begin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Lines to run before the page begins. */
  readonly before?: readonly string[];
  /** The time of the clock when the page begins; the real time by default. */
  readonly time?: string;
  /** The environment that stands for production; the sandbox by default. */
  readonly production?: string;
  /** Printed hosts to replace, by their names on the page. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** Runs a block of SQL. */
  readonly sql?: (text: string) => Promise<void>;
}

/** A line that a test cannot run as written, or that the test has to end. */
export interface PlayedLine {
  readonly line: RegExp;
  readonly because: string;
  /** The line to run instead; nothing is run by default. */
  readonly as?: string | ((command: string) => string);
  /** Interrupts the command (Ctrl-C) once it has printed this. */
  readonly until?: RegExp;
  readonly exit?: number;
}

export interface PageRun {
  /** Commands that did not end as the page says. */
  readonly wrong: readonly string[];
  /** Output that the page shows and no command printed. */
  readonly missing: readonly string[];
  readonly commands: number;
  /** The patterns of the lines that were played. */
  readonly played: readonly RegExp[];
}

/** Describes the differences from the page; empty if there are none. */
export function describePage({ wrong, missing, commands }: PageRun): string {
  if (commands === 0) return 'No command was run.';
  return [...wrong.map((one) => `ENDED OTHERWISE ${one}`), ...missing.map((one) => `NOT PRINTED\n${one}`)].join('\n');
}

/** The reader's state. */
interface Reader {
  readonly wrong: string[];
  readonly missing: string[];
  readonly played: RegExp[];
  readonly rules: readonly PlayedLine[];
  readonly world: PageWorld;
  /** Milliseconds from the real time to that of the page. */
  readonly later: number;
  commands: number;
  readonly root: string;
  cwd: string;
  /** The output of the commands of the last block. */
  printed: string;
  /** Whether no command of the last block was run. */
  isPlayed: boolean;
  /** The id of the last run in the output. */
  run: string;
}

/** SHOW=1 prints the output of the commands. */
export async function runPage(
  path: string,
  { root, write }: TestWorkspace,
  world: PageWorld = {},
  rules: readonly PlayedLine[] = [],
): Promise<PageRun> {
  const { begin = '.', before = [], time } = world;
  const later = time === undefined ? 0 : Date.parse(time) - Date.now();
  const cwd = join(root, begin);
  const reader: Reader = {
    wrong: [],
    missing: [],
    played: [],
    rules,
    world,
    later,
    root,
    commands: 0,
    cwd,
    printed: '',
    isPlayed: true,
    run: 'RUN',
  };
  await mkdir(cwd, { recursive: true });
  for (const line of before) await runPageLine(reader, line);
  Object.assign(reader, { printed: '', isPlayed: true, commands: 0 });
  for (const block of readPageBlocks(readRepositoryFile(path))) await follow(reader, block, write);
  return reader;
}

async function follow(reader: Reader, block: PageBlock, write: TestWorkspace['write']): Promise<void> {
  const { world, root, missing } = reader;
  if (block.file !== '')
    await putFile(reader, block, (file, text) => write(relative(root, join(reader.cwd, file)), text));
  else if (block.kind === 'sh') await runLines(reader, block.text.split('\n'));
  else if (block.kind === 'sql') await world.sql?.(block.text);
  else if (block.kind === 'text' || block.kind === 'quote') missing.push(...findMissing(block, reader));
}

/** A file named `+NAME` is merged into the existing file: maps are merged; other values, and the source of an audience, are replaced. */
async function putFile(
  { cwd }: Reader,
  { file, text }: PageBlock,
  write: (file: string, text: string) => Promise<void>,
): Promise<void> {
  if (!file.startsWith('+')) return write(file, text);
  const name = file.slice(1);
  const there: unknown = parse(await readFile(join(cwd, name), 'utf8'));
  return write(name, stringify(lay(parse(text), there)));
}

function lay(over: unknown, below: unknown): unknown {
  if (!isObject(over) || !isObject(below)) return over;
  const merged = Object.entries(over).map(
    ([key, value]) => [key, key === 'audience' ? value : lay(value, below[key])] as const,
  );
  return { ...below, ...Object.fromEntries(merged) };
}

async function runLines(reader: Reader, lines: readonly string[]): Promise<void> {
  reader.printed = '';
  reader.isPlayed = true;
  for (const line of lines.filter((one) => one !== '' && !one.startsWith('#'))) await runPageLine(reader, line);
}

async function runPageLine(reader: Reader, line: string): Promise<void> {
  const [, command = '', wanted] = /^(.*?)(?: +#(?: exit (\d+))?.*)?$/v.exec(line) ?? [];
  reader.commands += 1;
  const [, folder] = /^cd (\S+)$/v.exec(command) ?? [];
  if (folder !== undefined) {
    reader.cwd = resolve(reader.cwd, folder);
    return;
  }
  const rule = reader.rules.find((one) => one.line.test(command));
  if (rule !== undefined) reader.played.push(rule.line);
  const run = rule === undefined ? command : typeof rule.as === 'function' ? rule.as(command) : rule.as;
  reader.isPlayed &&= run === undefined;
  if (run !== undefined) await runCommand(reader, run, Number(wanted ?? 0), rule);
}

async function runCommand(reader: Reader, command: string, wanted: number, rule?: PlayedLine): Promise<void> {
  const { world, cwd, run, later } = reader;
  const end = await runLine(rehearse(command, run, world.production), {
    cwd,
    env: world.env ?? {},
    later,
    until: rule?.until,
  });
  note(reader, command, end, rule?.exit ?? wanted);
}

function note(reader: Reader, command: string, { exitCode, output }: LineEnd, wanted: number): void {
  reader.run = /^run_[a-z0-9]{12}(?= in )/mv.exec(output)?.[0] ?? reader.run;
  const { hosts = {} } = reader.world;
  reader.printed += Object.entries(hosts).reduce((text, [name, host]) => text.replaceAll(host, name), output);
  if (process.env['SHOW'] === '1') process.stdout.write(`$ ${command}\n${output}\n`);
  if (exitCode !== wanted) reader.wrong.push(`${command}: exit ${exitCode}\n${output}`);
}

/** Replaces RUN and the run id that pages show by the id of the last run. */
function rehearse(command: string, run: string, production = 'sandbox'): string {
  return command.replaceAll(/\bRUN\b|\brun_4k2m9x0c7bqd\b/gv, run).replace('--env production', `--env ${production}`);
}

/** Returns the paragraphs that were not printed, in any order. None if no command of the block was run. */
function findMissing({ kind, text }: PageBlock, { printed, isPlayed }: Reader): readonly string[] {
  if (isPlayed) return [];
  const said = flow(printed);
  // A quote leaves out rows of tables.
  return text.split(kind === 'quote' ? '\n' : /\n\n|^\.\.\.$/mv).filter((part) => !said.includes(flow(part)));
}

/** Removes line breaks and margins, which depend on the width, and values that differ from run to run. */
function flow(text: string): string {
  return text
    .replaceAll(/(?<=\|) *:?-+:? *(?=\|)/gv, '-')
    .replaceAll(/ *\| */gv, '|')
    .replaceAll(/\s+/gv, ' ')
    .replaceAll(/\brun_[a-z0-9]{12}\b/gv, 'run_x')
    .replaceAll(/\btest_[a-f0-9]{16}\b/gv, 'test_x')
    .replaceAll(/\bpp1: ?[a-f0-9]{64}\b/gv, 'pp1:x')
    .replaceAll(/\b\d+ seconds? old\b/gv, '0 seconds old')
    .trim();
}

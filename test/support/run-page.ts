// A page of the docs, followed to the letter: its files are written, its commands run, and what it shows is looked for in what they print.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { pushplan } from './cli.ts';
import { readRepositoryFile } from './repository.ts';
import type { TestWorkspace } from './workspace.ts';

interface Block {
  /** "sh", "text", "yaml" ... */
  readonly kind: string;
  /** What stands behind it in the line: the file that the block is. */
  readonly file: string;
  readonly text: string;
}

export interface PageRun {
  /** Commands that ended otherwise than the page says. */
  readonly wrong: readonly string[];
  /** What the page shows and no command printed. */
  readonly missing: readonly string[];
  readonly commands: number;
}

/** Where a reader of the page is. */
interface Reader {
  readonly wrong: string[];
  readonly missing: string[];
  commands: number;
  cwd: string;
  /** By the commands of the last block. */
  printed: string;
  /** That was named last. */
  run: string;
}

/** `begin` is the folder in which the page begins, from the root of the workspace. SHOW=1 prints what the commands print. */
export async function runPage(path: string, { root, write }: TestWorkspace, begin = '.'): Promise<PageRun> {
  const reader: Reader = { wrong: [], missing: [], commands: 0, cwd: join(root, begin), printed: '', run: 'RUN' };
  await mkdir(reader.cwd, { recursive: true });
  for (const { kind, file, text } of readBlocks(readRepositoryFile(path))) {
    if (file !== '') await write(relative(root, join(reader.cwd, file)), text);
    else if (kind === 'sh') await runLines(reader, text.split('\n'));
    else if (kind === 'text')
      reader.missing.push(...text.split('\n\n').filter((part) => !flow(reader.printed).includes(flow(part))));
  }
  return reader;
}

async function runLines(reader: Reader, lines: readonly string[]): Promise<void> {
  reader.printed = '';
  for (const line of lines.filter((one) => one !== '' && !one.startsWith('#'))) {
    const [command = '', wanted = '0'] = line.split(/ +# exit /v);
    const [, folder] = /^cd (\S+)$/v.exec(command) ?? [];
    reader.commands += 1;
    if (folder === undefined) await runCommand(reader, command, Number(wanted));
    else reader.cwd = resolve(reader.cwd, folder);
  }
}

async function runCommand(reader: Reader, command: string, wanted: number): Promise<void> {
  const { exitCode, output } = await runLine(rehearse(command, reader.run), reader.cwd);
  reader.run = output.match(/run_[a-z0-9]{12}/gv)?.at(-1) ?? reader.run;
  reader.printed += output;
  if (process.env['SHOW'] === '1') process.stdout.write(`$ ${command}\n${output}\n`);
  if (exitCode !== wanted) reader.wrong.push(`${command}: exit ${exitCode}\n${output}`);
}

function readBlocks(page: string): readonly Block[] {
  // One in a list is indented.
  const blocks = page.matchAll(/^(?<margin> *)```(?<kind>\w+)(?: (?<file>\S+))?\n(?<text>[^]*?)^\k<margin>```$/gmv);
  return [...blocks].map(({ groups }) => ({
    kind: groups?.['kind'] ?? '',
    file: groups?.['file'] ?? '',
    text: (groups?.['text'] ?? '').replaceAll(new RegExp(`^${groups?.['margin'] ?? ''}`, 'gmv'), ''),
  }));
}

/** Without the breaks and margins that a width of lines makes. */
function flow(text: string): string {
  return text.replaceAll(/\s+/gv, ' ').trim();
}

interface Ran {
  readonly exitCode: number;
  readonly output: string;
}

/** RUN is the run that was named last, and production is played by the sandbox. */
function rehearse(command: string, run: string): string {
  return command.replaceAll(/\bRUN\b/gv, run).replace('--env production', '--env sandbox');
}

/** pushplan itself runs here, which takes no process. */
async function runLine(command: string, cwd: string): Promise<Ran> {
  const [, own, target] = /^(?:npx )?pushplan ([^>\|]*?)(?: > (\S+))?$/v.exec(command) ?? [];
  if (own === undefined) return runInShell(command, cwd);
  const words = [...own.matchAll(/'([^']*)'|"([^"]*)"|\S+/gv)].map(
    ([whole, single, double]) => single ?? double ?? whole,
  );
  const { exitCode, stdout, stderr } = await pushplan(words, { cwd, env: pageEnv });
  if (target === undefined) return { exitCode, output: stdout + stderr };
  await writeFile(join(cwd, target), stdout);
  return { exitCode, output: stderr };
}

const pageEnv = { USER: 'reader', GITHUB_REPOSITORY: 'shop/push' };

async function runInShell(command: string, cwd: string): Promise<Ran> {
  try {
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', command], { cwd });
    return { exitCode: 0, output: stdout + stderr };
  } catch (error) {
    return { exitCode: 1, output: String(error) };
  }
}

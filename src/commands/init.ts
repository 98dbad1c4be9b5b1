// pushplan init: creates a workspace that passes validate and sends to the sandbox by default.
import { lstat, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { exitCodes, Refusal, refuse, saySystemError, type ExitCode } from '../errors.ts';
import type { InitDocument } from '../generated/init.ts';
import { wrapBehind } from '../view/fit-text.ts';
import { safeJson } from '../view/safe.ts';
import { randomText } from '../ledger/random-text.ts';
import type { Context, Output } from '../opening/context.ts';
import { defineCommand } from './program/command.ts';
import { planCiFiles, type CiExtras, type CiFiles } from '../scaffold/init-ci-files.ts';
import { writeInitFiles, type InitNames } from '../scaffold/init-files.ts';
import { planPackageFiles } from '../scaffold/init-package-files.ts';
import { showPath } from '../opening/show-path.ts';
import { makeFolder } from '../workspace/make-folder.ts';

const schemas = ['workspace', 'campaign'] as const;

const longestId = 60;

/** Files that other tools write too: an existing one stays, and the output says which lines it lacks. */
const shared = ['.gitattributes', '.gitignore', '.vscode/extensions.json', '.vscode/settings.json', 'README.md'];

export const initCommand = defineCommand({
  most: 1,
  takesNo: ['env'],
  about:
    'Writes a campaign, its audience, and a package.json for npm install into DIR, by default the current folder. Writes the CI workflow into the repository that DIR is in. Existing files are never changed.',
  options: {
    cron: {
      kind: 'text',
      value: 'TIMES',
      help: "also write a CI job that sends at these times: what approved plans have deferred, and daily campaigns (approve: content): '17 6 * * *'",
    },
    'fetch-in-pull-requests': {
      kind: 'flag',
      help: 'also write a CI job that fetches the data that a pull request needs and plans with it; a reviewer has to approve each job before it gets the credentials',
    },
  },
  examples: [
    { line: 'pushplan init push && cd push && pushplan apply', what: 'from nothing to the first send, to the sandbox' },
    { line: "pushplan init push --cron '17 6 * * *'", what: 'also send daily campaigns at 6:17 UTC' },
  ],
  run: async (context, values, [dir = '.']): Promise<ExitCode> => {
    const root = resolve(context.cwd, dir);
    refuseForeignFolder(root);
    const { packageRoot, version } = context;
    const extras = { cron: readCron(values.cron), fetches: values['fetch-in-pull-requests'] };
    const ci = { ...(await planCiFiles(packageRoot, root, extras)), ...extras };
    const npm = await planPackageFiles(packageRoot, { root, repository: ci.repository ?? root, version });
    const wanted = await writeInitFiles(packageRoot, chooseNames(context, root), ci, npm);
    const there = await findExisting(root, shared);
    const manual = there.includes('README.md') ? 'PUSHPLAN.md' : 'README.md';
    const own: Record<string, string | Uint8Array> = {
      ...Object.fromEntries(Object.entries(wanted).filter(([path]) => !there.includes(path))),
      [manual]: wanted['README.md'] ?? '',
      ...npm.files,
      ...(await readSchemas(packageRoot)),
    };
    refuseExisting(showPath(context.cwd, root), await findExisting(root, Object.keys(own)));
    const files = { ...own, ...ci.files };
    try {
      for (const [path, text] of Object.entries(files)) {
        makeFolder(dirname(join(root, path)));
        await writeFile(join(root, path), text, { flag: 'wx' });
      }
    } catch (error) {
      throw refuse(
        exitCodes.invalidInput,
        'PP505',
        `the workspace cannot be written to ${dir}: ${saySystemError(error)}`,
        'Choose a folder that you can write to.',
      );
    }
    const created = Object.keys(files).toSorted();
    const kept = [...there, ...npm.kept, ...ci.kept];
    const { install } = npm;
    if (values.json) {
      const document: InitDocument = {
        format_version: '1.0',
        root,
        files: created,
        kept: [...kept],
        install,
        diagnostics: [],
      };
      context.stdout.write(safeJson(document));
    } else {
      const hasRepository = ci.repository !== undefined;
      const lines = await findMissingLines(root, there, wanted);
      const where = showPath(context.cwd, root);
      const said = describe({ where, created, kept, lines, install, manual, hasRepository, ...extras, ci });
      context.stdout.write(`${fitLines(said, context.stdout).join('\n')}\n`);
    }
    return exitCodes.done;
  },
});

/** Refuses folders of other programs, since git and npm may remove files that they do not know. Throws a Refusal (exit 3). */
function refuseForeignFolder(root: string): void {
  const foreign = root.split(sep).find((step) => step === '.git' || step === 'node_modules');
  if (foreign === undefined) return;
  const message = `a workspace cannot be in ${foreign}, which is a folder of ${foreign === '.git' ? 'git' : 'npm'}`;
  const help = 'Nothing was written. Choose another folder: pushplan init DIR.';
  throw refuse(exitCodes.invalidInput, 'PP505', message, help);
}

/** Reads the five fields that both platforms know, without names. Throws a Refusal (exit 3). */
function readCron(cron: string | undefined): string | undefined {
  const fields = cron?.trim().split(/\s+/v) ?? [];
  if (cron === undefined || (fields.length === 5 && fields.every((field) => /^[\d*,\/\-]+$/v.test(field))))
    return cron === undefined ? undefined : fields.join(' ');
  const message = `--cron ${JSON.stringify(cron)}: not the five fields of cron`;
  const help = "Minute, hour, day of the month, month, day of the week, in UTC: --cron '17 6 * * *'";
  throw refuse(exitCodes.invalidInput, 'PP502', message, help);
}

/** Names the campaign after the folder: two workspaces that share a ledger should not begin with the same campaign id. */
function chooseNames({ random }: Context, root: string): InitNames {
  const workspaceId = `ws_${randomText((count) => random.bytes(count), 12)}`;
  const plain = basename(root).normalize('NFKD').replaceAll(/\p{M}/gv, '').toLowerCase();
  const words = plain.match(/[a-z0-9]+/gv) ?? [];
  return { workspaceId, campaign: [...words, 'welcome'].join('-').slice(-longestId).replace(/^-/v, '') };
}

async function readSchemas(packageRoot: URL): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const name of schemas) {
    texts[`schema/${name}.schema.json`] = await readFile(new URL(`schema/${name}.schema.json`, packageRoot), 'utf8');
  }
  return texts;
}

async function findExisting(root: string, paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    paths.map((path) =>
      lstat(join(root, path)).then(
        () => [path],
        () => [],
      ),
    ),
  );
  return found.flat();
}

function refuseExisting(where: string, existing: readonly string[]): void {
  if (existing.length === 0) return;
  const help = `Nothing was written to ${where === '.' ? 'this folder' : where}. Choose another folder: pushplan init DIR.`;
  throw new Refusal(
    exitCodes.invalidInput,
    existing.map((file) => ({ severity: 'error', code: 'PP505', message: 'this file already exists', file, help })),
  );
}

/** The lines for git that existing files lack, by file. */
async function findMissingLines(
  root: string,
  there: readonly string[],
  wanted: Readonly<Record<string, string>>,
): Promise<readonly (readonly [file: string, lines: readonly string[]])[]> {
  const files = there.filter((path) => path.startsWith('.git'));
  const found = files.map(async (path) => {
    const has = new Set((await readFile(join(root, path), 'utf8').catch(() => '')).split(/\r?\n/v));
    const lines = (wanted[path] ?? '').split('\n');
    return [path, lines.filter((line) => line !== '' && !line.startsWith('#') && !has.has(line))] as const;
  });
  return (await Promise.all(found)).filter(([, lines]) => lines.length > 0);
}

interface Made extends CiExtras {
  /** The path of the workspace, as people would write it. */
  readonly where: string;
  readonly created: readonly string[];
  readonly kept: readonly string[];
  /** The lines to add to files that existed before. */
  readonly lines: readonly (readonly [file: string, lines: readonly string[]])[];
  readonly install: string;
  /** The file that says how to continue. */
  readonly manual: string;
  readonly hasRepository: boolean;
  readonly ci: Pick<CiFiles, 'kept'>;
}

function describe({ where, created, kept, lines, install, manual, hasRepository, cron, fetches, ci }: Made): string[] {
  const enter = where === '.' ? [] : [`  cd ${where}`];
  return [
    `A workspace in ${where}:`,
    ...created.map((file) => `  ${file}`),
    ...kept.map((file) => `  ${file} already exists, and is unchanged`),
    ...lines.flatMap(([file, missing]) => [`Add to ${file}:`, ...missing.map((line) => `  ${line}`)]),
    ...(fetches
      ? [
          'A pull request may fetch: its queries and its package-lock.json run with the credentials of the environment push-data. Create it with required reviewers, who read them first.',
        ]
      : []),
    ...(cron === undefined
      ? []
      : [`At ${cron} (UTC) what was approved is sent without asking: make the environment production-scheduled.`]),
    ...(ci.kept.length > 0 && (fetches || cron !== undefined)
      ? [`${ci.kept.join(' and ')} lacks these jobs: copy them from a new workspace in another folder.`]
      : []),
    ...(hasRepository
      ? []
      : ['There is no git repository here. CI looks for .github/ and .gitlab/ in the root of one.']),
    '',
    'Next:',
    ...enter,
    `  ${install.padEnd(19)}   installs pushplan; commit package-lock.json, which CI installs from`,
    '  npx pushplan plan     what would be sent, and to how many',
    '  npx pushplan apply    send it to the sandbox, which sends to nobody',
    `  ${manual.padEnd(19)}   how to let CI plan pull requests and send on merge`,
    '',
    'An audience that is a query can be applied only on the machine that fetched it, unless pushplan.yaml names a data_store.',
  ];
}

/** Wraps lines on a terminal, which would break them inside words. A path or a command alone stays whole, so that it can be copied. */
function fitLines(lines: readonly string[], { isTerminal, columns }: Output): readonly string[] {
  if (!isTerminal) return lines;
  return lines.flatMap((line) => {
    const { prefix = '', text = '' } = /^(?<prefix> {2}\S.*? {3,})?(?<text>.*)$/v.exec(line)?.groups ?? {};
    return line.startsWith('  ') && prefix === '' ? [line] : wrapBehind(prefix, text, columns);
  });
}

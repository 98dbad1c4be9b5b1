// Checks the walls between the rooms: in a copy of src/, lint reports each kind of forbidden import, and nothing that is allowed.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listRepositoryFiles, readRepositoryFile, repositoryRoot } from '../support/repository.ts';
import { commonFiles, rooms, tableOfRooms } from './rooms.ts';

/** For each room, one built-in module or package that it must not use. */
const foreignModules: Readonly<Record<string, string>> = {
  campaign: 'handlebars',
  workspace: 'undici',
  message: 'yaml',
  audience: 'undici',
  plan: 'yaml',
  delivery: 'undici',
  ledger: 'undici',
  insider: 'yaml',
  forge: 'yaml',
  sandbox: 'undici',
  view: 'ink',
  tui: 'undici',
  scaffold: 'ink',
  opening: 'ink',
  planning: 'ink',
  commands: 'ink',
};

const names = Object.keys(rooms);
const pureRooms = names.filter((name) => name !== 'delivery' && rooms[name]?.is === 'pure');
const timelessRooms = names.filter((name) => rooms[name]?.is !== undefined);

interface Intruder {
  /** The path from the root of the copy, with forward slashes, as lint prints it. */
  readonly file: string;
  readonly code: string;
  readonly forbidden: boolean;
}

function place(room: string, name: string, code: string, forbidden = true): Intruder {
  return { file: `src/${room}/intruder-${name}.ts`, code: `${code}\n`, forbidden };
}

/** Returns the relative path from a folder to src/. */
function wayUp(folder: string): string {
  return folder.includes('/') ? '../..' : '..';
}

function useValue(from: string): string {
  return `import { thing } from '${from}';\nexport const used = thing;`;
}

function useType(from: string): string {
  return `import type { Thing } from '${from}';\nexport const kept: Thing[] = [];`;
}

/** Returns the room itself and its first folder, which stands for all of them. */
function listFolders(room: string): readonly string[] {
  return [room, ...(rooms[room]?.folders ?? []).slice(0, 1).map((folder) => `${room}/${folder}`)];
}

/** Imports every room from every other, once by value and once by type, from its own files and from those of a folder in it. */
function listPairs(): Intruder[] {
  return Object.entries(rooms).flatMap(([room, { uses, usesTypesOf = [] }]) =>
    names
      .filter((other) => other !== room)
      .flatMap((other) => {
        const open = uses.includes(other);
        const typesOpen = open || usesTypesOf.includes(other);
        return listFolders(room).flatMap((folder) => {
          const house = wayUp(folder);
          const within = rooms[other]?.folders?.[0];
          const value = useValue(`${house}/${other}/thing.ts`);
          return [
            place(folder, `value-${other}`, value, !open),
            place(folder, `type-${other}`, useType(`${house}/${other}/thing.ts`), !typesOpen),
            ...(within === undefined
              ? []
              : [place(folder, `within-${other}`, useValue(`${house}/${other}/${within}/thing.ts`), !open)]),
          ];
        });
      }),
  );
}

/** All other ways to write an import across a wall, each in a room where it is forbidden. */
function listDisguises(): Intruder[] {
  const over = '../ledger/thing.ts';
  return [
    place('delivery', 'dynamic', `export const used = await import('${over}');`),
    place('delivery', 're-export', `export { thing } from '${over}';`),
    place('delivery', 're-export-all', `export * from '${over}';`),
    place('delivery', 'side-effect', `import '${over}';`),
    place('delivery', 'namespace', `import * as thing from '${over}';\nexport const used = thing;`),
    place('delivery', 'inline-type', `import { type Thing } from '${over}';\nexport const kept: Thing[] = [];`),
    place('delivery', 'type-expression', `export type Used = import('${over}').Thing;`),
    place('delivery', 'round-about', useValue('../plan/../ledger/thing.ts')),
    place('delivery', 'from-here', useValue('./../ledger/thing.ts')),
    place('delivery', 'from-the-root', useValue('../../src/ledger/thing.ts')),
    place('delivery', 'to-the-top', useValue('../cli.ts')),
    place('view', 'mixed', `import { thing, type Thing } from '../plan/thing.ts';\nexport const used: Thing = thing;`),
    place('view', 're-exported-type', `export type { Thing } from '../ledger/thing.ts';`),
    place('sandbox', 'dynamic', `export const used = await import('../insider/thing.ts');`),
    place('commands', 'to-the-top', useValue('../cli.ts')),
  ];
}

function listModules(): Intruder[] {
  return [
    ...names.flatMap((name) =>
      listFolders(name).map((folder) => place(folder, 'package', useValue(foreignModules[name] ?? 'fs'))),
    ),
    ...pureRooms
      .flatMap(listFolders)
      .flatMap((room) => [
        place(room, 'file-system', useValue('node:fs/promises')),
        place(room, 'file-system-unprefixed', useValue('fs')),
        place(room, 'network', useValue('node:net')),
        place(room, 'process-module', useValue('node:process')),
      ]),
    place('delivery', 'timers', useValue('node:timers/promises')),
    place('delivery', 'database', useValue('node:sqlite')),
    place('forge', 'file-system', useValue('node:fs/promises')),
  ];
}

/** The other ways to get at the clock, random numbers and the process. */
function listGlobals(): Intruder[] {
  return [
    ...timelessRooms
      .flatMap(listFolders)
      .flatMap((room) => [
        place(room, 'date-now', 'export const used = Date.now();'),
        place(room, 'performance-now', 'export const used = performance.now();'),
        place(room, 'math-random', 'export const used = Math.random();'),
        place(room, 'set-timeout', 'export const used = setTimeout(String, 1);'),
        place(room, 'set-interval', 'export const used = setInterval(String, 1);'),
        place(room, 'fetch', `export const used = fetch('http://127.0.0.1/');`),
        place(room, 'console', `console.log('here');\nexport const used = 1;`),
      ]),
    ...pureRooms.flatMap(listFolders).map((room) => place(room, 'process', 'export const used = process.env;')),
  ];
}

/** Imports that rooms use today, which shows that the walls are not simply closed. */
function listGuests(): Intruder[] {
  return [
    ...names.flatMap(listFolders).flatMap((folder) => {
      const common = [...commonFiles, 'generated/plan.ts'].map((file) => `${wayUp(folder)}/${file}`);
      return [...common, './neighbour.ts'].map((from, index) =>
        place(folder, `common-${index}`, useValue(from), false),
      );
    }),
    place('view', 'reasons', useValue('../plan/selection/removal-reasons.ts'), false),
    place('campaign', 'yaml', useValue('yaml'), false),
    place('message', 'handlebars', useValue('handlebars'), false),
    place('audience', 'buffer', useValue('node:buffer'), false),
    place('ledger', 'sqlite', useValue('node:sqlite'), false),
    place('insider', 'undici', useValue('undici'), false),
    place('forge', 'undici', useValue('undici'), false),
    place('sandbox', 'http', useValue('node:http'), false),
    place('tui', 'ink', useValue('ink'), false),
  ];
}

/** Lint recognises cli.ts by the end of its path, so a file beside the copy can stand for it. */
function listWaysIn(): Intruder[] {
  return [
    ...names
      .filter((room) => !['commands', 'opening', 'view'].includes(room))
      .map((room) => ({ file: `beside/${room}/src/cli.ts`, code: useValue(`./${room}/thing.ts`), forbidden: true })),
    { file: 'beside/undici/src/cli.ts', code: useValue('undici'), forbidden: true },
    { file: 'beside/commands/src/cli.ts', code: useValue('./commands/thing.ts'), forbidden: false },
    { file: 'beside/opening/src/cli.ts', code: useValue('./opening/thing.ts'), forbidden: false },
    { file: 'beside/view/src/cli.ts', code: useValue('./view/thing.ts'), forbidden: false },
  ];
}

const intruders = [
  ...listPairs(),
  ...listDisguises(),
  ...listModules(),
  ...listGlobals(),
  ...listWaysIn(),
  ...listGuests(),
];

/** Findings about walls. The others are reported by `npm run check`. */
const wallRules = /no-restricted-|consistent-type-imports/;

interface Finding {
  readonly filename: string;
  readonly code: string;
}

function lint(folder: string): Promise<Finding[]> {
  const oxlint = join(repositoryRoot, 'node_modules/oxlint/bin/oxlint');
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
    execFile(
      process.execPath,
      [oxlint, '-c', '.oxlintrc.ts', '--format', 'json', 'src', 'beside'],
      options,
      (_error, stdout, stderr) => {
        try {
          const { diagnostics }: { diagnostics: Finding[] } = JSON.parse(stdout);
          resolve(diagnostics);
        } catch (cause) {
          reject(new Error(`oxlint printed no JSON: ${stderr}`, { cause }));
        }
      },
    );
  });
}

describe('the walls', () => {
  let copy = '';
  let reported: ReadonlySet<string> = new Set();

  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'pushplan-walls-'));
    for (const name of ['src', '.oxlintrc.ts', 'test/house/rooms.ts', 'tsconfig.json', 'package.json']) {
      await cp(join(repositoryRoot, name), join(copy, name), { recursive: true });
    }
    await symlink(join(repositoryRoot, 'node_modules'), join(copy, 'node_modules'), 'junction');
    for (const { file, code } of intruders) {
      await mkdir(dirname(join(copy, file)), { recursive: true });
      await writeFile(join(copy, file), code);
    }
    const findings = await lint(copy);
    const aboutWalls = findings.filter((finding) => wallRules.test(finding.code));
    reported = new Set(aboutWalls.map((finding) => finding.filename.replaceAll('\\', '/')));
  });

  afterAll(async () => {
    await rm(copy, { recursive: true, force: true });
  });

  it('exist for every room', async () => {
    const folders = (await readdir(join(repositoryRoot, 'src'), { withFileTypes: true })).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map((folder) => folder.name).toSorted()).toEqual([...names, 'generated', 'rule-titles'].toSorted());
  });

  it('stop everything that is forbidden', () => {
    const passed = intruders.filter(({ file, forbidden }) => forbidden && !reported.has(file));
    expect(passed).toEqual([]);
  });

  it('let through everything that is allowed', () => {
    const stopped = intruders.filter(({ file, forbidden }) => !forbidden && reported.has(file));
    expect(stopped).toEqual([]);
  });

  it('have no loopholes to clock, chance and process that lint does not look for', () => {
    const sideDoor =
      /new Date\(\)|\bDate\(\)|globalThis|AbortSignal\.timeout|\bcrypto\.(randomUUID|getRandomValues)|random(Bytes|UUID)|getBuiltinModule/;
    const closed = [...pureRooms, 'delivery', 'ledger'].map((room) => `src/${room}/`);
    const files = listRepositoryFiles().filter((path) => closed.some((folder) => path.startsWith(folder)));
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((path) => sideDoor.test(readRepositoryFile(path)))).toEqual([]);
  });

  it('are respected by the present code', () => {
    const added = new Set(intruders.map(({ file }) => file));
    expect([...reported].filter((file) => !added.has(file))).toEqual([]);
  });

  it('are shown correctly in CONTRIBUTING.md', () => {
    const shown = readRepositoryFile('.github/CONTRIBUTING.md')
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim())
          .join(' | '),
      );
    expect(shown.join('\n')).toContain(tableOfRooms().split('\n').slice(1).join('\n'));
  });
});

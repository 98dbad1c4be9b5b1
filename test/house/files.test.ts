// Rules that every file of the repository follows.
import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listRepositoryFiles, readRepositoryFile, repositoryRoot } from '../support/repository.ts';
import { commonFiles, rooms } from './rooms.ts';

const files = listRepositoryFiles();
const ours = files.filter((path) => /^(src|test|schema)\/.*\.tsx?$/.test(path) && !path.startsWith('src/generated/'));
const texts = files.filter((path) => !/\.(gz|png|gif|jpg|db)$|^test\/fixtures\//.test(path));

/** What may be at the top level. Everything else belongs into a folder. */
const topLevel = new Set(
  [
    '.ci .github campaigns schema src test',
    '.gitignore .npmrc .oxfmtrc.json .oxlintrc.ts tsconfig.json package.json package-lock.json LICENSE README.md',
  ].flatMap((line) => line.split(' ')),
);

/** Names of the same thing in rooms that may not import each other, and names that still mean two things. */
const sharedNames = new Set(['retryAfterOf', 'Batch', 'Identity', 'runNotFound', 'text']);

/** Names that are used both in files or documents and in the code: the thing as written, and as the code holds it. */
const writtenNames = new Set(
  [
    'AbortLimit Arm Audience Cap CharRange Columns CopyTest DataTable Diagnostic DueTime Environment Experiment',
    'Limit MessageCenter OftenForecast Policy PolicyHoldout Rest Sample SavedPlan Sheet Source SuppressionList',
    'TestRecipient Totals WaitingSends',
  ].flatMap((line) => line.split(' ')),
);

/** Returns the anchors that GitHub makes of the headings. */
function anchorsOf(path: string): readonly string[] {
  const headings = [...readRepositoryFile(path).matchAll(/^#+ (.+)$/gmv)].map(([, title = '']) => title);
  return headings.map((title) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_\-]/gv, '')
      .replaceAll(' ', '-'),
  );
}

/** Whether a file or a folder with this path exists. */
function isThere(path: string): boolean {
  return files.some((file) => file === path || file.startsWith(`${path}/`));
}

function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : posix.join(posix.dirname(page), path);
  return isThere(file) && (anchor === undefined || anchorsOf(file).includes(anchor));
}

function exportsOf(path: string): readonly { readonly path: string; readonly name: string }[] {
  const exported = /^export (?:abstract )?(?:async )?(?:function\*?|class|const|interface|type) (?<name>\w+)/gmv;
  return [...readRepositoryFile(path).matchAll(exported)].map(({ groups }) => ({ path, name: groups?.['name'] ?? '' }));
}

function having(paths: readonly string[], pattern: RegExp): string[] {
  return paths.filter((path) => pattern.test(readRepositoryFile(path)));
}

describe('source files', () => {
  it('have at most 300 lines', () => {
    const long = ours.filter((path) => readRepositoryFile(path).trimEnd().split('\n').length > 300);
    expect(ours.length).toBeGreaterThan(100);
    expect(long).toEqual([]);
  });

  it('in src begin with a sentence that says what they contain', () => {
    const sentence = /^(#!.*\r?\n)?\/\/ (?!@|oxlint|eslint)\S.{14,}(\r?\n\/\/ .*)*\.\r?\n(?!\/\/)/;
    const silent = ours.filter((path) => path.startsWith('src/') && !sentence.test(readRepositoryFile(path)));
    expect(silent).toEqual([]);
  });

  it('that are listed to run first exist', () => {
    const named = readRepositoryFile('test/longest-first.ts').match(/(?<=')test\/[^']+(?=')/gv) ?? [];
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((path) => !files.includes(path))).toEqual([]);
  });

  it('have no default export, except where a tool needs it', () => {
    const byDefault = having(ours, /^export default |\bas default\b/m);
    expect(byDefault).toEqual(['test/vitest.config.ts']);
  });

  it('use an exported name for one thing only', () => {
    const homes = Map.groupBy(ours.filter((path) => path.startsWith('src/')).flatMap(exportsOf), ({ name }) => name);
    const shared = [...homes].filter(([, places]) => new Set(places.map(({ path }) => path)).size > 1);
    const names = shared.map(([name]) => name).filter((name) => !sharedNames.has(name));
    expect(homes.size).toBeGreaterThan(1000);
    expect(names.toSorted()).toEqual([]);
    // The types of the schemas are not in git. Documents share names with each other, such as Diagnostic.
    const generated = readdirSync(join(repositoryRoot, 'src/generated')).map((file) => `src/generated/${file}`);
    const written = new Set(generated.flatMap(exportsOf).map(({ name }) => name));
    expect(written.size).toBeGreaterThan(100);
    expect([...written].filter((name) => homes.has(name) && !writtenNames.has(name))).toEqual([]);
    expect([...writtenNames].filter((name) => !written.has(name) || !homes.has(name))).toEqual([]);
  });

  it('of delivery and the ledger name no vendor and use none of its terms', () => {
    const apart = ours.filter((path) => /^src\/(delivery|ledger)\//.test(path));
    const words = /insider|message.?center|camp_?id|http_\d|bad_api_key|InvalidCertificate|NoUserFound|OptOut/i;
    expect(apart.length).toBeGreaterThan(50);
    expect(having(apart, words)).toEqual([]);
  });

  it('switch no flags within a regular expression, because V8 forgets the switch in a long process (like nodejs/node#60030)', () => {
    const code = ours.filter((path) => path !== 'test/house/files.test.ts');
    // Comments may name the syntax.
    const inCode = code.filter((path) =>
      /\(\?[ims]*-?[ims]+:/.test(readRepositoryFile(path).replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '')),
    );
    expect(inCode).toEqual([]);
  });

  it('have no notes for later', () => {
    const others = texts.filter((path) => path !== 'test/house/files.test.ts');
    // Only notes in comments. The copy audit looks for these words in texts.
    expect(having(others, /(\/\/|\/?\*|#|<!--)\s*(TODO|FIXME|XXX)\b/)).toEqual([]);
  });

  it("of tests pass a program only the variables that it needs, so that the machine's own, such as CI, have no effect", () => {
    const tests = ours.filter((path) => path.startsWith('test/') && path !== 'test/house/files.test.ts');
    expect(having(tests, /\.\.\.process\.env\b/)).toEqual([]);
  });

  it('of tests that run concurrently take the expect of each test, because the common one guesses which test calls it', () => {
    const others = ours.filter((path) => path !== 'test/house/files.test.ts');
    const wrong = others.filter((path) => {
      const text = readRepositoryFile(path);
      const begun = text.match(/\b(?:test|it|describe)\.concurrent\b/g) ?? [];
      return begun.length !== (text.match(/\.concurrent\b[^]*?\((?:\w+, )?\{\s*expect,?\s*\}\) =>/g) ?? []).length;
    });
    expect(having(others, /\.concurrent\b/).length).toBeGreaterThan(3);
    expect(wrong).toEqual([]);
  });

  it('are named in kebab-case and by what they do', () => {
    // Files that init writes have the names that they have in a workspace.
    const named = files.filter((path) => /^(src\/(?!scaffold\/files\/)|test\/|schema\/|campaigns\/)/.test(path));
    const part = '[a-z0-9]+(-[a-z0-9]+)*';
    const kebab = new RegExp(String.raw`^(${part}/)*${part}(\.${part})+$`);
    expect(named.filter((path) => !kebab.test(path))).toEqual([]);
    const vague = /(^|[/-])(utils?|manager|service|misc|common|index)\.tsx?$/;
    expect(named.filter((path) => vague.test(path))).toEqual([]);
  });
});

describe('the repository', () => {
  it('has only known files and folders at the top level', () => {
    const entries = new Set(files.map((path) => path.split('/')[0] ?? ''));
    expect([...entries].filter((entry) => !topLevel.has(entry))).toEqual([]);
  });

  it('has beside the rooms only the entry points and what every room shares', () => {
    const loose = files.filter((path) => /^src\/[^/]+$/.test(path));
    const others = ['build-types.ts', 'build.ts', 'cli.ts', 'optional-packages.ts', 'proxy-agent.ts'];
    expect(loose).toEqual([...others, ...commonFiles].map((file) => `src/${file}`).toSorted());
  });

  it('has at most 40 files in a folder of a room, and only folders that are in the table of rooms', () => {
    const sources = ours.filter((path) => path.startsWith('src/'));
    const counts = Map.groupBy(sources, (path) => posix.dirname(path));
    expect([...counts].filter(([, { length }]) => length > 40).map(([folder]) => folder)).toEqual([]);
    for (const [room, { folders = [] }] of Object.entries(rooms)) {
      const inside = sources.flatMap((path) => new RegExp(`^src/${room}/([^/]+)/`).exec(path)?.[1] ?? []);
      expect({ room, folders: [...new Set(inside)].toSorted() }).toEqual({ room, folders: folders.toSorted() });
    }
  });

  it('has a README of at most 1,200 words, with a picture that exists', () => {
    const readme = readRepositoryFile('README.md');
    expect(readme.split(/\s+/v).length).toBeLessThanOrEqual(1200);
    const pictures = [...readme.matchAll(/!\[[^\]]+\]\(([^\)]+)\)/gv)].map(([, path = '']) => path);
    expect(pictures).toHaveLength(1);
    for (const path of pictures) expect(files).toContain(path);
  });

  it('links only to files and sections that exist', () => {
    const pages = files.filter((path) => path.endsWith('.md') && !path.startsWith('src/'));
    const broken = pages.flatMap((page) =>
      [
        ...readRepositoryFile(page)
          .replaceAll(/^```[^]*?^```$/gmv, '')
          .matchAll(/\]\((?!https?:|mailto:)([^\)\s]+)\)/gv),
      ]
        .map(([, target = '']) => target)
        .filter((target) => !leadsSomewhere(page, target))
        .map((target) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('contains no path of a machine', () => {
    const homes = /\/(home|Users)\/[a-z]|(^|[^.\w])\/root\/|\b[A-Z]:\\Users/m;
    expect(having(texts, homes)).toEqual([]);
    // The path of this checkout is one, too.
    expect(texts.filter((path) => readRepositoryFile(path).includes(repositoryRoot))).toEqual([]);
  });
});

describe('CONTRIBUTING', () => {
  const page = readRepositoryFile('.github/CONTRIBUTING.md');

  it('names only files that exist', () => {
    const named = [...page.matchAll(/`((?:src|test|schema)\/[\w\/.\-]+)`/gv)].map(([, path = '']) =>
      path.replace(/\/$/v, ''),
    );
    expect(named.length).toBeGreaterThan(80);
    expect(named.filter((path) => !isThere(path) && !path.startsWith('src/generated'))).toEqual([]);
  });

  it('describes walks along files that import each other', () => {
    const walks = page.split('### Three walks')[1]?.split('\n**').slice(1, 4) ?? [];
    expect(walks).toHaveLength(3);
    for (const walk of walks) {
      const steps = [...walk.matchAll(/^\d+\. `([^`]+)`/gmv)].map(([, path = '']) => path);
      expect(steps.length).toBeGreaterThan(7);
      const lost = steps.slice(1).filter((path, index) => {
        const above = steps.slice(0, index + 1).map(readRepositoryFile);
        return !above.some((text) => text.includes(`/${posix.basename(path)}'`));
      });
      expect(lost).toEqual([]);
    }
  });
});

describe('the packages', () => {
  it('come from the registry that npm is set to, and are checked by their hashes', () => {
    const lock: { packages: Record<string, { resolved?: string; integrity?: string }> } = JSON.parse(
      readRepositoryFile('package-lock.json'),
    );
    const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
    expect(packages.length).toBeGreaterThan(10);
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(packages.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
  });

  it('in the program are at most 15, each with its reason in CONTRIBUTING.md', () => {
    const manifest: Record<'peerDependencies' | 'devDependencies', Record<string, string>> = JSON.parse(
      readRepositoryFile('package.json'),
    );
    expect(manifest).not.toHaveProperty('dependencies');
    const sources = files.filter((path) => /^src\/.+\/.+\.tsx?$/v.test(path)).map(readRepositoryFile);
    const isUsed = (name: string): boolean =>
      sources.some((text) => text.includes(`from '${name}'`) || text.includes(`from '${name}/`));
    const bundled = Object.keys(manifest.devDependencies).filter(isUsed);
    const asked = Object.keys(manifest.peerDependencies);
    expect(bundled).toContain('undici');
    const all = [...new Set([...bundled, ...asked])];
    expect(all.length).toBeLessThanOrEqual(15);
    const contributing = readRepositoryFile('.github/CONTRIBUTING.md');
    expect(all.filter((name) => !contributing.includes(`\`${name}\``))).toEqual([]);
    const versions = Object.entries(manifest.devDependencies);
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/v.test(version))).toEqual([]);
  });
});

// How the published program is made: all of it, and what it uses, in a few files that load quickly.
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'rolldown';
import { writeTypes } from './build-types.ts';

/** The engines of a shared ledger, of queries, of workbooks and of pictures, loaded where there are any; and what Ink's developers debug it with. */
const external = ['pg', 'pg-boss', '@duckdb/node-api', 'react-devtools-core', 'sax', 'yauzl', '@resvg/resvg-js'];

/** As the bundler writes it: all of a module, names, or both. */
const builtinImport = /^import (?:((?:\* as )?[\w$]+)(?:, )?)?(\{.*\})? ?from "(node:.*)";$/gmv;

/** What the package exports, by name: for `import { startSandbox } from 'pushplan'`. */
const sandbox = 'src/sandbox/server.ts';

/** The program: scripts, whose compiled code is kept with the functions that were called (`load-script.ts`). Who imports these modules gets what their scripts export. */
const begins = ['src/commands/program/run-process.ts', 'src/planning/threads/plan-worker.ts'];

/** A module as before, with what it needs: Ink waits for parts of itself while it is loaded, which a script cannot. */
const screen = 'src/tui/mount-screen.tsx';

const common = {
  platform: 'node',
  // React has a slow and talkative form for those who develop with it.
  transform: { define: { 'process.env.NODE_ENV': '"production"' } },
} as const;
const plugins = [postponeWidths(), leaveOutTraces(), leaveOutSourceMap()];
/** What comments say stands in the sources; licences stand in NOTICES.txt, and in comments that ask for it. */
const comments = { annotation: false, jsdoc: false } as const;
const output = { dir: 'dist', sourcemap: true, comments } as const;

/** Packages of which there is code in the program. */
const folders = new Set<string>();

const { output: built } = await build({
  ...common,
  input: begins,
  external,
  plugins: [...plugins, leaveOutScreen(), wrapScripts(), notices()],
  output: { ...output, cleanDir: true, format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
});
const scripts = built.filter((file) => file.type === 'chunk');

await build({
  ...common,
  // Threads and queries begin with files of their own.
  input: {
    cli: 'src/cli.ts',
    'plan-worker': 'src/planning/threads/plan-worker.ts',
    'query-engine': 'src/sources/engine/query-engine.ts',
    'mount-screen': screen,
    // For tests of other people.
    'start-sandbox': sandbox,
  },
  external,
  plugins: [...plugins, takeScripts(), takeBuiltins(), notices()],
  output: { ...output, format: 'esm', chunkFileNames: '[name].js' },
});

// npx in a clone makes it executable once, and each build makes a new file.
chmodSync('dist/cli.js', 0o755);
writeFileSync('dist/start-sandbox.d.ts', writeTypes(sandbox, 'startSandbox'));

/** The types of documents that pushplan prints and files that it reads: for `import type { RunDocument } from 'pushplan/documents/run'`. */
mkdirSync('dist/documents');
for (const file of globSync('schema/*.schema.json')) {
  const name = basename(file, '.schema.json');
  copyFileSync(`src/generated/${name}.ts`, `dist/documents/${name}.d.ts`);
}

/** What string-width makes when it is loaded takes longer than all else at a start, and few texts need it: it is made when it is used. */
function postponeWidths(): Plugin {
  const made = /^const (\w+Regex|segmenter) = (.*);$/gmv;
  const methods = ['exec', 'test', 'segment', '[Symbol.search]'];
  return {
    name: 'postpone-widths',
    transform(code, id) {
      // Ours, and not what Ink brings along.
      if (id !== fileURLToPath(import.meta.resolve('string-width'))) return null;
      if (code.match(made)?.length !== 7)
        this.error('string-width is written in another way now, and so is to be postponed in another one');
      const postponed = code.replaceAll(made, (_, name: string, value: string) => {
        const use = (method: string): string =>
          `${method}(text) { return (${name}.made ??= ${value})${method.startsWith('[') ? '' : '.'}${method}(text); }`;
        return `const ${name} = { ${methods.map(use).join(', ')} };`;
      });
      return { code: postponed, map: null };
    },
  };
}

/** The yaml library asks the environment at each token whether it is to print it, which takes longer than the token. */
function leaveOutTraces(): Plugin {
  const asked = /\bnode_process\.env\.LOG_(?:TOKENS|STREAM)\b/gv;
  return {
    name: 'leave-out-traces',
    transform(code, id) {
      if (!/node_modules[\\\/]yaml[\\\/]dist[\\\/](?:parse[\\\/]parser|compose[\\\/]composer)\.js$/v.test(id))
        return null;
      if (code.match(asked) === null) this.error('yaml asks for its traces in another way now');
      return { code: code.replaceAll(asked, 'undefined'), map: null };
    },
  };
}

/** Handlebars wants it for source maps, which nobody asks it for, and does without it where it cannot be loaded. */
function leaveOutSourceMap(): Plugin {
  return {
    name: 'leave-out-source-map',
    load: (id) =>
      /node_modules[\\\/]source-map[\\\/]source-map\.js$/v.test(id) ? `throw new Error('not needed');` : null,
  };
}

/** An `import` of a module of Node.js reads all that it exports, for which Node.js loads much that nobody uses. */
function takeBuiltins(): Plugin {
  return {
    name: 'take-builtins',
    renderChunk(code) {
      const taken = code.replaceAll(builtinImport, (_, all: string = '', names: string = '', from: string) => {
        const parts = [all.replace('* as ', ''), names.replaceAll(' as ', ': ')].filter((part) => part !== '');
        return `const ${parts.map((part) => `${part} = ${takeBuiltin(from)}`).join(', ')};`;
      });
      return { code: taken, map: null };
    },
  };
}

/** Older versions of Node.js cannot do it, and say with `process` alone that they are too old. */
function takeBuiltin(name: string): string {
  return name === 'node:process' ? 'globalThis.process' : `globalThis.process.getBuiltinModule?.("${name}") ?? {}`;
}

/** The screen is loaded as a module from a script. */
function leaveOutScreen(): Plugin {
  return {
    name: 'leave-out-screen',
    resolveId: (id) => (basename(id) === basename(screen) ? { id: './mount-screen.js', external: true } : null),
  };
}

/** Into functions that are handed what they import, and how they import a module. What a script calls of another one has no `this`, as in modules, so that traces name it alike. */
function wrapScripts(): Plugin {
  return {
    name: 'wrap-scripts',
    generateBundle(_, files) {
      for (const file of Object.values(files)) {
        if (file.type !== 'chunk') continue;
        const code = file.code
          .replaceAll(/\b(require_\w+\.\w+)\(/gv, '(0, $1)(')
          .replaceAll(/\bawait import\(/gv, 'await importModule(');
        // In comments of libraries it stands behind a bracket.
        if (/(?<!\{)\bimport\("/v.test(code)) throw new Error(`${file.fileName} imports a module in another way`);
        file.code = `(function (exports, require, importModule, __filename) { 'use strict'; ${code}\n})`;
      }
    },
  };
}

/** What a module of the program exports comes out of its script. */
function takeScripts(): Plugin {
  const loader = JSON.stringify(resolve('src/commands/program/load-script.ts'));
  const sum = createHash('sha256');
  for (const { code } of scripts) sum.update(code);
  const sha256 = sum.digest('hex').slice(0, 16);
  return {
    name: 'take-scripts',
    load(id) {
      const script = scripts.find(({ facadeModuleId }) => facadeModuleId === id);
      if (script === undefined) return null;
      const call = `loadScript('${script.fileName}', import.meta.url, '${sha256}')`;
      return `import { loadScript } from ${loader};\nexport const { ${script.exports.join(', ')} } = ${call};`;
    },
  };
}

/** The licences of what is in the files, which have to go with them. */
function notices(): Plugin {
  return {
    name: 'notices',
    generateBundle() {
      for (const module of this.getModuleIds()) for (const folder of packageOf(module)) folders.add(folder);
      const texts = [...folders].toSorted().map(noticeOf);
      this.emitFile({ type: 'asset', fileName: 'NOTICES.txt', source: texts.join('\n\n') });
    },
  };
}

function packageOf(module: string): readonly string[] {
  return /^.*[\\\/]node_modules[\\\/](?:@[^\\\/]+[\\\/])?[^\\\/]+/v.exec(module) ?? [];
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/iv.test(one));
  const text = file === undefined ? '' : `\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
  return `${name} ${version} (${license})${text}`;
}

// Builds the published program: bundles it and its dependencies into a few files that load quickly.
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'rolldown';
import { writeTypes } from './build-types.ts';

/** Packages that are not bundled: those for shared ledgers, queries, workbooks and pictures, loaded when needed, and Ink's developer tools. */
const external = ['pg', 'pg-boss', '@duckdb/node-api', 'react-devtools-core', 'sax', 'yauzl', '@resvg/resvg-js'];

/** An import of a Node.js module as the bundler writes it: the default or namespace import, named imports, or both. */
const builtinImport = /^import (?:((?:\* as )?[\w$]+)(?:, )?)?(\{.*\})? ?from "(node:.*)";$/gmv;

/** The entry of what the package exports: `import { startSandbox } from 'pushplan'`. */
const sandbox = 'src/sandbox/server.ts';

/**
 * The entries of the program, built as scripts. Their compiled code is cached with the functions that were called
 * (`load-script.ts`). Modules that import these files get the exports of the scripts.
 */
const begins = ['src/commands/program/run-process.ts', 'src/planning/threads/plan-worker.ts'];

/** The screen, built as a module with its dependencies: Ink uses top-level await, which a script cannot. */
const screen = 'src/tui/mount-screen.tsx';

const common = {
  platform: 'node',
  // React's development build is slower and prints warnings.
  transform: { define: { 'process.env.NODE_ENV': '"production"' } },
} as const;
const plugins = [postponeWidths(), leaveOutTraces(), leaveOutSourceMap()];
/** Doc comments stay in the sources only. Licences are in NOTICES.txt, and in the comments that ask to be kept. */
const comments = { annotation: false, jsdoc: false } as const;
const output = { dir: 'dist', sourcemap: true, comments } as const;

/** The folders of the packages whose code is in the program. */
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
  // Threads, queries and programs of sources start from files of their own.
  input: {
    cli: 'src/cli.ts',
    'plan-worker': 'src/planning/threads/plan-worker.ts',
    'query-engine': 'src/sources/engine/query-engine.ts',
    'command-parent': 'src/sources/command-parent.ts',
    'mount-screen': screen,
    // For tests in other projects.
    'start-sandbox': sandbox,
  },
  external,
  plugins: [...plugins, takeScripts(), takeBuiltins(), notices()],
  output: { ...output, format: 'esm', chunkFileNames: '[name].js' },
});

// npx in a clone sets the executable bit only once, but each build writes a new file.
chmodSync('dist/cli.js', 0o755);
writeFileSync('dist/start-sandbox.d.ts', writeTypes(sandbox, 'startSandbox'));

/** Publishes the types of documents that pushplan prints and reads: `import type { RunDocument } from 'pushplan/documents/run'`. */
mkdirSync('dist/documents');
for (const file of globSync('schema/*.schema.json')) {
  const name = basename(file, '.schema.json');
  copyFileSync(`src/generated/${name}.ts`, `dist/documents/${name}.d.ts`);
}

/** Makes string-width's patterns on first use: few texts need them, and making them takes longer than the rest of the start. */
function postponeWidths(): Plugin {
  const made = /^const (\w+Regex|segmenter) = (.*);$/gmv;
  const methods = ['exec', 'test', 'segment', '[Symbol.search]'];
  return {
    name: 'postpone-widths',
    transform(code, id) {
      // Only our copy, not the one that Ink depends on.
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

/** Removes trace checks from the yaml library: it reads the environment at each token, which takes longer than the token itself. */
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

/** Replaces the source-map package, which Handlebars loads for source maps that nobody uses. Handlebars works without it if loading fails. */
function leaveOutSourceMap(): Plugin {
  return {
    name: 'leave-out-source-map',
    load: (id) =>
      /node_modules[\\\/]source-map[\\\/]source-map\.js$/v.test(id) ? `throw new Error('not needed');` : null,
  };
}

/** Turns imports of Node.js modules into getBuiltinModule calls: an `import` reads every export, which makes Node.js load much that is not used. */
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

/** Older versions of Node.js have no getBuiltinModule. There the program needs only `process`, to report that Node.js is too old. */
function takeBuiltin(name: string): string {
  return name === 'node:process' ? 'globalThis.process' : `globalThis.process.getBuiltinModule?.("${name}") ?? {}`;
}

/** Leaves the screen out of the scripts: they load it as a module. */
function leaveOutScreen(): Plugin {
  return {
    name: 'leave-out-screen',
    resolveId: (id) => (basename(id) === basename(screen) ? { id: './mount-screen.js', external: true } : null),
  };
}

/**
 * Wraps each script in a function that receives its imports and a way to import modules. Calls between scripts get no `this`, as in
 * modules, so that stack traces use the same names.
 */
function wrapScripts(): Plugin {
  return {
    name: 'wrap-scripts',
    generateBundle(_, files) {
      for (const file of Object.values(files)) {
        if (file.type !== 'chunk') continue;
        const code = file.code
          .replaceAll(/\b(require_\w+\.\w+)\(/gv, '(0, $1)(')
          .replaceAll(/\bawait import\(/gv, 'await importModule(');
        // Comments of libraries contain it too, after a brace.
        if (/(?<!\{)\bimport\("/v.test(code)) throw new Error(`${file.fileName} imports a module in another way`);
        file.code = `(function (exports, require, importModule, __filename) { 'use strict'; ${code}\n})`;
      }
    },
  };
}

/** Replaces each entry by a module that loads its script and re-exports what the script exports. */
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

/** Collects the licences of the bundled packages, which have to be published with the files. */
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

// How the published program is made: all of it, and what it uses, in a few files that load quickly.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBuiltin } from 'node:module';
import { defineConfig, type Plugin } from 'rolldown';

/** The engines of a shared ledger, loaded where there is one; and what Ink's developers debug it with. */
const external = ['pg', 'pg-boss', 'react-devtools-core'];

// oxlint-disable-next-line import/no-default-export -- rolldown wants it so.
export default defineConfig({
  input: { cli: 'src/cli.ts' },
  platform: 'node',
  external,
  // React has a slow and talkative form for those who develop with it.
  transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  plugins: [lateStart(), builtins(), notices()],
  output: { dir: 'dist', cleanDir: true, format: 'esm', sourcemap: true, chunkFileNames: '[name].js' },
});

/** Runs string-width when the first text is not ASCII: its patterns take longer than all else of a small command. */
function lateStart(): Plugin {
  const eager = "import stringWidth from 'string-width';";
  const late = "const stringWidth = (...all) => require('string-width').default(...all);";
  return {
    name: 'late start',
    transform: (code) => (code.includes(eager) ? { code: code.replace(eager, late), map: null } : null),
  };
}

/**
 * Modules of Node.js, got without the ES module that an import would make of each: for that all that they export is looked
 * at, also what is made only then, such as the streams of a process.
 */
function builtins(): Plugin {
  return {
    name: 'builtins',
    renderChunk: (code) => ({ code: code.replaceAll(importLine, getBuiltin), map: null }),
  };
}

/** As rolldown writes it: a default, names in braces, or both. */
const importLine = /^import (?:([\w$]+))?(?:, )?(?:\{ ([^\}]+) \})? from "([^".][^"]*)";$/gmv;

function getBuiltin(line: string, whole: string | undefined, names: string | undefined, module: string): string {
  if (!isBuiltin(module)) return line;
  // Older versions, which only have to say that they are, have not this function.
  const got =
    module === 'node:process' ? 'globalThis.process' : `globalThis.process.getBuiltinModule?.("${module}") ?? {}`;
  const parts = [whole, names && `{ ${names.replaceAll(' as ', ': ')} }`].filter((part) => part !== undefined);
  return `var ${parts.map((part) => `${part} = ${got}`).join(', ')};`;
}

/** The licences of what is in the files, which have to go with them. */
function notices(): Plugin {
  return {
    name: 'notices',
    generateBundle() {
      const folders = new Set([...this.getModuleIds()].flatMap(packageOf));
      const texts = [...folders].toSorted().map(noticeOf);
      this.emitFile({ type: 'asset', fileName: 'NOTICES.txt', source: texts.join('\n\n') });
    },
  };
}

function packageOf(module: string): readonly string[] {
  return /^.*\/node_modules\/(?:@[^\/]+\/)?[^\/]+/v.exec(module) ?? [];
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/iv.test(one));
  const text = file === undefined ? '' : `\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
  return `${name} ${version} (${license})${text}`;
}

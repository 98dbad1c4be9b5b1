// Loads the built program as scripts, which the build puts in the place of its modules. What Node.js keeps is the code of a file as it is
// loaded; here it is kept as it is at the end, with the functions that were compiled when they were called, and these are most of it.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import { heapFlags } from '../../planning/heap-flags.ts';
import { readKeptCode, writeKeptCode, type KeptCode } from './kept-code.ts';

type Exports = Record<string, unknown>;

/** What the build makes of a script. */
type RunScript = (
  exports: Exports,
  require: (id: string) => unknown,
  importModule: (id: string) => Promise<unknown>,
  path: string,
) => void;

interface Program {
  /** The folder of the build as a URL, which traces show, and as a path. Both end with a slash. */
  readonly home: { readonly url: string; readonly path: string };
  /** The build that made the kept code; code of another build is not used. */
  readonly build: string;
  /** Where code is kept. Undefined where none is to be kept. */
  readonly cache: string | undefined;
  readonly scripts: Map<string, { readonly script: Script; readonly exports: Exports; readonly kept: KeptCode }>;
  /** Something is not kept yet, or not for this Node.js. */
  isStale: boolean;
  /** What is kept is of another Node.js. */
  isForeign: boolean;
}

const nothing: KeptCode = { code: Buffer.alloc(0), starts: 0 };

/**
 * The first start of a command often ends with a finding or with its help, and has compiled little by then. So the first ones that end
 * well gather once more. No start after them does, since that takes longer than to compile what is missing.
 */
const enoughStarts = 2;

let program: Program | undefined;

/** What the script `name` exports. `home` is a URL in the folder of the build; `build` tells builds apart. */
export function loadScript(name: string, home: string, build: string): Exports {
  program ??= openProgram(home, build);
  return load(program, name);
}

function openProgram(home: string, build: string): Program {
  const url = new URL('.', home);
  // Undefined where nothing is to be kept. Its name is that of this Node.js, of its flags and of the user.
  const folder = nodeModule.getCompileCacheDir();
  // The next build takes the place of this one.
  const cache = folder === undefined ? undefined : join(folder, `scripts-${crc32(url.href).toString(16)}`);
  const opened: Program = {
    home: { url: url.href, path: fileURLToPath(url) },
    build,
    cache,
    scripts: new Map(),
    isForeign: false,
    isStale: false,
  };
  if (cache !== undefined) process.once('exit', (code) => keep(opened, cache, code === 0));
  return opened;
}

function load(from: Program, name: string): Exports {
  const known = from.scripts.get(name);
  if (known !== undefined) return known.exports;
  const path = from.home.path + name;
  const found = from.cache === undefined ? undefined : readKeptCode(join(from.cache, name), from.build);
  const cachedData = found?.code;
  const script = new Script(readFileSync(path, 'utf8'), {
    filename: from.home.url + name,
    ...(cachedData && { cachedData }),
  });
  // Where only later ones are refused, flags of V8 were set meanwhile: they will be again.
  from.isForeign ||= from.scripts.size === 0 && script.cachedDataRejected === true;
  const kept = from.isForeign || found === undefined ? nothing : found;
  from.isStale ||= kept === nothing;
  const exports: Exports = {};
  from.scripts.set(name, { script, exports, kept });
  const run: RunScript = script.runInThisContext();
  run(
    exports,
    (id) => (id.startsWith('./') ? load(from, id.slice(2)) : process.getBuiltinModule(id)),
    importModule,
    path,
  );
  return exports;
}

/** Node.js calls it an experiment that scripts import modules, and says so on standard error: it is done here for them. */
function importModule(id: string): Promise<unknown> {
  return import(id);
}

/** All that was loaded, of which parts may have been kept with fewer functions. */
function keep({ scripts, build, isStale }: Program, cache: string, hasEndedWell: boolean): void {
  const isMore = hasEndedWell && scripts.values().some(({ kept }) => kept.starts < enoughStarts);
  // Flags are of all threads, and others are not at their end.
  if ((!isStale && !isMore) || !process.getBuiltinModule('node:worker_threads').isMainThread) return;
  try {
    const { setFlagsFromString } = process.getBuiltinModule('node:v8');
    // A long plan has set others, and the next start has the usual ones.
    for (const { usual } of Object.values(heapFlags)) setFlagsFromString(usual);
    // Node.js has made the folder above.
    if (!existsSync(cache)) mkdirSync(cache, { mode: 0o700 });
    for (const [name, { script, kept }] of scripts) {
      const code = script.createCachedData();
      // What a long run no longer needs is not in its code any more.
      const longer = code.length > kept.code.length ? code : kept.code;
      writeKeptCode(join(cache, name), { code: longer, starts: kept.starts + (hasEndedWell ? 1 : 0) }, build);
    }
  } catch {
    // Then the next start compiles, which is slower and nothing else.
  }
}

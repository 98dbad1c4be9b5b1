// Loads the built program as scripts, which the build makes of its modules. Node.js's own cache keeps the code of a file as it is when
// loaded. Here code is kept as it is at exit, with the functions that were compiled when first called, which are most of it.
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

/** The function that the build makes of a script. */
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
  /** The folder of the kept code. Undefined if none is to be kept. */
  readonly cache: string | undefined;
  readonly scripts: Map<string, { readonly script: Script; readonly exports: Exports; readonly kept: KeptCode }>;
  /** Some code is not kept yet, or not for this Node.js. */
  isStale: boolean;
  /** The kept code is of another Node.js. */
  isForeign: boolean;
}

const nothing: KeptCode = { code: Buffer.alloc(0), starts: 0 };

/**
 * The number of starts that ended well in which code is gathered. The first start of a command often ends with a finding or with its
 * help, and has compiled little by then, so one is not enough. Gathering again later would take longer than compiling what is missing.
 */
const enoughStarts = 2;

let program: Program | undefined;

/** Returns what the script `name` exports. `home` is a URL in the folder of the build; `build` tells builds apart. */
export function loadScript(name: string, home: string, build: string): Exports {
  program ??= openProgram(home, build);
  return load(program, name);
}

function openProgram(home: string, build: string): Program {
  const url = new URL('.', home);
  // Undefined if nothing is to be kept. The folder is named after this Node.js, its flags and the user.
  const folder = nodeModule.getCompileCacheDir();
  // Named after the folder of the build, so that the next build there replaces the code of this one.
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
  // Only the first script decides. If only later ones are rejected, flags of V8 were set in between, and they will be again.
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

/** Imports for scripts. If scripts imported modules themselves, Node.js would print a warning that this is experimental. */
function importModule(id: string): Promise<unknown> {
  return import(id);
}

/** Keeps the code of all scripts that were loaded; some may have been kept with fewer functions. */
function keep({ scripts, build, isStale }: Program, cache: string, hasEndedWell: boolean): void {
  const isMore = hasEndedWell && scripts.values().some(({ kept }) => kept.starts < enoughStarts);
  // Only in the main thread: flags apply to all threads, and the others have not ended.
  if ((!isStale && !isMore) || !process.getBuiltinModule('node:worker_threads').isMainThread) return;
  try {
    const { setFlagsFromString } = process.getBuiltinModule('node:v8');
    // A long plan has set other flags, but the next start has the usual ones.
    for (const { usual } of Object.values(heapFlags)) setFlagsFromString(usual);
    // Node.js has created the folder above.
    if (!existsSync(cache)) mkdirSync(cache, { mode: 0o700 });
    for (const [name, { script, kept }] of scripts) {
      const code = script.createCachedData();
      // In a long run V8 drops code that is no longer needed.
      const longer = code.length > kept.code.length ? code : kept.code;
      writeKeptCode(join(cache, name), { code: longer, starts: kept.starts + (hasEndedWell ? 1 : 0) }, build);
    }
  } catch {
    // Then the next start compiles, which is only slower.
  }
}

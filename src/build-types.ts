// Writes the types of an exported function into one file: its own declaration and those that it needs, taken from the declarations of its room.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const compiler = fileURLToPath(new URL('bin/tsc', import.meta.resolve('typescript/package.json')));

/** The project's own compiler options, except that only declarations are written. */
const settings =
  '--ignoreConfig --declaration --emitDeclarationOnly --verbatimModuleSyntax --rootDir src --module nodenext --target es2024 --lib es2025,esnext.disposable --types node --strict --exactOptionalPropertyTypes --allowImportingTsExtensions'.split(
    ' ',
  );

/** Returns the text of the declaration file for `name`, which `entry`, a file directly in a room, exports. Throws if the room does not compile. */
export function writeTypes(entry: string, name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'pushplan-types-'));
  try {
    execFileSync(process.execPath, [compiler, ...settings, '--outDir', folder, entry], { stdio: 'inherit' });
    const room = join(folder, basename(dirname(entry)));
    const files = readdirSync(room).map((file) => readFileSync(join(room, file), 'utf8'));
    return gather(files.flatMap(readDeclarations), name);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Declaration {
  readonly name: string;
  readonly text: string;
}

const start = /^(?=(?:export |declare |interface |type ))/mv;
const head = /^(?:export )?(?:declare )?(?:abstract )?(?:interface|type|const|function|class) (\w+)/v;

/** Returns each declaration with the comment above it. */
function readDeclarations(text: string): readonly Declaration[] {
  const parts = text.replaceAll(/^import .*;\n/gmv, '').split(start);
  return parts.flatMap((part, index) => {
    const [, name] = head.exec(part) ?? [];
    if (name === undefined) return [];
    const comment = /(?:^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)$/mv.exec(parts[index - 1] ?? '')?.[0] ?? '';
    const own = part.replace(/^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n(?![\s\S])/mv, '');
    return [{ name, text: comment + own }];
  });
}

/** Keeps the declarations that `name` reaches by name; a name means one thing in the whole project. Other values among them are not exported. */
function gather(all: readonly Declaration[], name: string): string {
  const reached = new Set([name]);
  for (const wanted of reached) {
    for (const { text } of all.filter((one) => one.name === wanted)) {
      for (const [word] of text.matchAll(/\w+/gv)) if (all.some((one) => one.name === word)) reached.add(word);
    }
  }
  const texts = all
    .filter((one) => reached.has(one.name))
    .map((one) =>
      one.name === name ? one.text : one.text.replace(/^export (?=declare (?:const|function|class))/mv, ''),
    );
  return `/// <reference lib="esnext.disposable" />\n${texts.join('')}export {};\n`;
}

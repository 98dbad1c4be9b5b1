// How the published program is made: all of it, and what it uses, in a few files that load quickly.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'rolldown';

/** The engines of a shared ledger, loaded where there is one; and what Ink's developers debug it with. */
const external = ['pg', 'pg-boss', 'react-devtools-core'];

await build({
  input: { cli: 'src/cli.ts' },
  platform: 'node',
  external,
  // React has a slow and talkative form for those who develop with it.
  transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  plugins: [notices()],
  output: { dir: 'dist', cleanDir: true, format: 'esm', sourcemap: true, chunkFileNames: '[name].js' },
});

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
  return /^.*[\\\/]node_modules[\\\/](?:@[^\\\/]+[\\\/])?[^\\\/]+/v.exec(module) ?? [];
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/iv.test(one));
  const text = file === undefined ? '' : `\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
  return `${name} ${version} (${license})${text}`;
}

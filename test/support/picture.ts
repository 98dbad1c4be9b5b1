// Draws the terminal of a real run for the README: `npm run picture` writes .github/apply-screen.svg.
import { writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm, { type IBufferCell } from '@xterm/headless';

const columns = 92;
const rows = 14;
const cell = { width: 8.4, height: 18 };
const margin = 16;
const ink = '#d5d9e0';
const paper = '#1b1f27';
const palette: Readonly<Record<number, string>> = {
  1: '#f07178',
  2: '#98c379',
  3: '#e5c07b',
  6: '#61afef',
  7: ink,
  8: '#7f8794',
};

const repository = fileURLToPath(new URL('../..', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'pushplan-picture-'));
await cp(join(repository, 'campaigns'), folder, {
  recursive: true,
  filter: (path) => !/\.pushplan|order-update/v.test(path),
});
const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
const child = spawn(process.execPath, [join(repository, 'dist/cli.js'), 'apply', '--yes', '--json'], {
  cols: columns,
  rows,
  cwd: folder,
  env: {
    PATH: process.env['PATH'] ?? '',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    NODE_DISABLE_COMPILE_CACHE: '1',
  },
});
let picture = '';
child.onData((data) => {
  terminal.write(data, () => {
    // Keeps the frame in which all campaigns are on the screen and complete.
    const text = readLines().join('\n');
    if ((text.match(/ 100% /gv) ?? []).length === 3) picture = draw();
  });
});
await new Promise((resolve) => {
  child.onExit(resolve);
});
await rm(folder, { recursive: true });
if (picture === '') throw new Error('no frame of the screen was seen');
writeFileSync(join(repository, '.github/apply-screen.svg'), picture);

function readLines(): string[] {
  const { active } = terminal.buffer;
  return Array.from({ length: rows }, (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '');
}

function draw(): string {
  const width = columns * cell.width + 2 * margin;
  const used = readLines().findLastIndex((line) => line !== '') + 1;
  const lines = Array.from({ length: used }, (_, row) => drawLine(row));
  const height = used * cell.height + 2 * margin;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="pushplan apply, finished">
<rect width="100%" height="100%" rx="8" fill="${paper}"/>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="14" xml:space="preserve">
${lines.join('\n')}
</g>
</svg>
`;
}

function drawLine(row: number): string {
  const line = terminal.buffer.active.getLine(terminal.buffer.active.baseY + row);
  const y = margin + (row + 0.75) * cell.height;
  const spans = Array.from({ length: columns }, (_, column) => drawCell(line?.getCell(column), column));
  return `<text y="${y.toFixed(1)}">${spans.join('')}</text>`;
}

function drawCell(at: IBufferCell | undefined, column: number): string {
  const text = at?.getChars().trim() ?? '';
  if (at === undefined || text === '') return '';
  const color = at.isFgDefault() ? ink : (palette[at.getFgColor() % 8] ?? ink);
  const fill = at.isInverse() ? '#ffd479' : color;
  const weight = at.isBold() ? ' font-weight="bold"' : '';
  const fade = at.isDim() ? ' opacity="0.6"' : '';
  const shown = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<tspan x="${(margin + column * cell.width).toFixed(1)}" fill="${fill}"${weight}${fade}>${shown}</tspan>`;
}

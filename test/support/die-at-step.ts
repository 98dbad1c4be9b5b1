// Loaded before the program (`node --import`): counts the steps whose label contains DIE_AMONG, and sends this process the signal
// DIE_WITH at step number DIE_AT.
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { markSteps, stepFunction } from './mark-steps.ts';

const rooms = /\/src\/(?<file>(?:delivery|ledger|insider)\/.+\.ts)$/v;
const dieAt = Number(process.env['DIE_AT'] ?? 0);
const dieAmong = process.env['DIE_AMONG'] ?? '';
const dieWith = process.env['DIE_WITH'] ?? 'SIGKILL';
let steps = 0;

function step(label: string): true {
  if (!label.includes(dieAmong)) return true;
  steps++;
  if (steps === dieAt) {
    writeSync(2, `at step ${steps}: ${label}\n`);
    process.kill(process.pid, dieWith);
  }
  return true;
}

Object.assign(globalThis, { [stepFunction]: step });
process.on('exit', () => void writeSync(2, `went through ${steps} steps\n`));

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const { file } = rooms.exec(url)?.groups ?? {};
    if (file === undefined || loaded.source === undefined) return loaded;
    const source =
      typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString();
    return { ...loaded, source: markSteps(source, file).text };
  },
});

// The process of a query, when the one that asked is gone.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../src/sources/engine/query-engine.ts', import.meta.url));

test('it ends at once, also where the engine would work on for hours', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pushplan-engine-'));
  execFileSync('mkfifo', [join(folder, 'endless.csv')]);
  const engine = spawn(process.execPath, [program], {
    cwd: folder,
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(engine, 'exit');
  engine.stdin.write(
    `${JSON.stringify({ text: "SELECT * FROM read_csv('endless.csv')", params: {}, spill: folder })}\n`,
  );
  // Open as soon as the engine reads it. Then it waits for what never comes.
  const pipe = await open(join(folder, 'endless.csv'), 'w');
  try {
    engine.stdin.end();
    expect(await ended).toEqual([null, 'SIGKILL']);
  } finally {
    engine.kill('SIGKILL');
    await pipe.close();
    await rm(folder, { recursive: true, force: true });
  }
});

// The process of a query after the process that started it has ended.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../src/sources/engine/query-engine.ts', import.meta.url));

test('the process ends at once, even if the engine has work for hours', async () => {
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
  // Opens as soon as the engine reads it. The engine then waits for data that never comes.
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

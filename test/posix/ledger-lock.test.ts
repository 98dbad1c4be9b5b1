// The lock between processes: one holds it, the others are refused, and it is free when the holder dies.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { sqliteWorld } from '../support/sqlite-world.ts';

const script = new URL('../support/hold-ledger.ts', import.meta.url).pathname;

interface Holder {
  readonly child: ChildProcess;
  /** The first line that it prints. */
  readonly line: string;
}

async function startHolder(ledger: string): Promise<Holder> {
  const child = spawn(process.execPath, [script, ledger], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, line };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

describe('the lock of a ledger', () => {
  test('is free after its process was killed, whose claims are in doubt', async () => {
    await using world = await sqliteWorld();
    const { child, line } = await startHolder(world.path);
    try {
      expect(line).toMatch(/^holding run_/);
      await expect(world.open()).rejects.toMatchObject({
        exitCode: 9,
        message: expect.stringContaining(`process ${child.pid} on runner-1 since 20`),
      });
    } finally {
      await kill(child);
    }
    await using ledger = await world.open();
    const [left] = await ledger.runs();
    expect(left).toMatchObject({ id: line.split(' ')[1], state: 'running' });
    const next = await ledger.startRun({ environment: 'sandbox', host: 'runner-1', pid: 1, campaigns: [] });
    await ledger.setState(next.id, 'running', {});
    expect(await ledger.totals(left?.id ?? '')).toMatchObject([{ planned: 2, buckets: { in_doubt: 1, not_sent: 1 } }]);
    expect(await ledger.run(left?.id ?? '')).toMatchObject({ state: 'superseded' });
  });

  test('is held by exactly one of four processes that start together, and the others name it', async () => {
    await using world = await sqliteWorld();
    const holders = await Promise.all([1, 2, 3, 4].map(() => startHolder(world.path)));
    try {
      const winner = holders.find(({ line }) => line.startsWith('holding'));
      const losers = holders.filter((holder) => holder !== winner);
      expect(losers).toHaveLength(3);
      for (const { line } of losers) expect(line).toContain(`process ${winner?.child.pid} on runner-1`);
    } finally {
      await Promise.all(holders.map(({ child }) => kill(child)));
    }
  });
});

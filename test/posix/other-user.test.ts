// A workspace after a command of another user, such as with sudo: its ledger cannot be read, and may say that everybody was sent to.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { sqliteWorld } from '../support/sqlite-world.ts';
import { campaignText, makeWorkspace, people, sandboxOnly } from '../support/workspace.ts';

/** A user id to which no system gives rights. */
const nobody = 65_534;

/** Runs `work` without access to the folder. Modes do not apply to root, so root runs it as nobody. */
async function asAnotherUser(folder: string, work: () => Promise<void>): Promise<void> {
  const isRoot = process.geteuid?.() === 0;
  const above = path.dirname(folder);
  fs.chmodSync(folder, isRoot ? 0o700 : 0o000);
  fs.chmodSync(above, 0o755);
  if (isRoot) process.seteuid?.(nobody);
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
    fs.chmodSync(folder, 0o700);
  }
}

test('its ledger is never taken for a missing one', async () => {
  await using world = await sqliteWorld();
  await (await world.open())[Symbol.asyncDispose]();
  await asAnotherUser(world.directory, async () => {
    const said: unknown = expect.stringMatching(/sandbox\.db cannot be opened by this user \(EACCES/v);
    const refused = { exitCode: 4, diagnostics: [expect.objectContaining({ code: 'PP315', message: said })] };
    await expect(world.look()).rejects.toMatchObject(refused);
    await expect(world.control()).rejects.toMatchObject(refused);
    await expect(world.open()).rejects.toMatchObject(refused);
    await expect(world.remove()).rejects.toMatchObject(refused);
  });
});

test('commands report it, and none ends in an internal error', async () => {
  await using workspace = await makeWorkspace({
    'pushplan.yaml': sandboxOnly,
    'hello.campaign.yaml': campaignText(),
    'people.csv': people(2),
  });
  const { cwd, run } = {
    cwd: workspace.root,
    run: (...argv: readonly string[]) => pushplan(argv, { cwd: workspace.root }),
  };
  expect((await run('apply', '--yes')).exitCode).toBe(0);
  await asAnotherUser(path.join(cwd, '.pushplan'), async () => {
    for (const argv of [
      ['status'],
      ['plan'],
      ['calendar'],
      ['pause', 'run_x'],
      ['stop', 'run_x'],
      ['resume', 'run_x'],
    ]) {
      const { exitCode, stdout, stderr } = await run(...argv);
      expect([argv[0], exitCode, stdout + stderr]).toEqual([argv[0], 4, expect.stringContaining('PP315')]);
    }
    const doctor = await run('doctor');
    expect(doctor.exitCode).toBe(4);
    const said = doctor.stdout.replaceAll(/\s+/gv, ' ');
    expect(said).toMatch(/wrong ledger: The ledger \S+ cannot be opened by this user/v);
    expect(said).toMatch(/warning data folder: this user cannot look at/v);
    expect(said).not.toContain('does not exist yet');
  });
});

// A workspace after a command of another user, as with sudo: what that one kept is not to be seen, and may have sent to everybody.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pushplan } from '../support/cli.ts';
import { sqliteWorld } from '../support/sqlite-world.ts';
import { campaignText, makeWorkspace, people, sandboxOnly } from '../support/workspace.ts';

/** The first user that no system gives rights to. */
const nobody = 65_534;

/** Modes bind everybody but root: where the tests run as root, the work is done as nobody. */
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

test('its ledger is not taken for none, whatever is asked of it', async () => {
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

test('commands say so, and none ends in an internal error', async () => {
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

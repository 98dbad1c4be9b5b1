// A ledger on a network file system is refused before anything is made there; one on a disk is not.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sqliteWorld } from '../../support/sqlite-world.ts';

const refused = { exitCode: 4, diagnostics: [expect.objectContaining({ code: 'PP415', help: expect.any(String) })] };

describe('a ledger on a network file system', () => {
  test.each([
    ['NFS', 0x6969],
    ['SMB', 0x517b],
    ['CIFS', 0xff534d42],
    ['CIFS, as a signed number', 0xff534d42 | 0],
    ['SMB2', 0xfe534d42],
    ['9p', 0x01021997],
    ['FUSE', 0x65735546],
    ['AFS', 0x5346414f],
    ['AFS of the kernel', 0x6b414653],
    ['Coda', 0x73757245],
    ['NCP', 0x564c],
    ['GPFS', 0x47504653],
    ['Lustre', 0x0bd00bd0],
    ['Ceph', 0x00c36400],
    ['GFS2', 0x01161970],
    ['OCFS2', 0x7461636f],
    ['BeeGFS', 0x19830326],
    ['PanFS', 0xaad7aaea],
    ['a shared folder of VirtualBox', 0x786f4256],
    ['a shared folder of VMware', 0xbacbacbc],
    ['a shared folder of Parallels', 0x7c7c6673],
  ])('%s', async (_, type) => {
    await using world = await sqliteWorld();
    await expect(world.open({ fileSystemType: () => type })).rejects.toMatchObject(refused);
    expect(fs.existsSync(world.directory)).toBe(false);
  });

  test('one that is there already is refused, too, and left as it is', async () => {
    await using world = await sqliteWorld();
    await (await world.open())[Symbol.asyncDispose]();
    const before = fs.readdirSync(world.directory);
    const asked: string[] = [];
    const fileSystemType = (directory: string): number => {
      asked.push(directory);
      return 0x6969;
    };
    await expect(world.open({ fileSystemType })).rejects.toMatchObject(refused);
    expect(asked).toEqual([world.directory]);
    expect(fs.readdirSync(world.directory)).toEqual(before);
  });

  test.each([
    ['ext', 0xef53],
    ['xfs', 0x58465342],
    ['btrfs', 0x9123683e],
    ['tmpfs', 0x01021994],
    ['overlayfs', 0x794c7630],
    ['apfs, as macOS counts', 0x1a],
    ['NTFS, on Windows', 0],
  ])('%s is a disk', async (_, type) => {
    await using world = await sqliteWorld();
    await using ledger = await world.open({ fileSystemType: () => type });
    expect(await ledger.runs()).toEqual([]);
  });

  test('where the folder is not there yet, the one that it would be made in is asked', async () => {
    await using world = await sqliteWorld();
    const asked: string[] = [];
    const fileSystemType = (directory: string): number => {
      asked.push(directory);
      return 0xef53;
    };
    const deep = path.join(world.directory, 'a', 'b', 'sandbox.db');
    await using ledger = await world.open({ path: deep, fileSystemType });
    expect(asked).toEqual([path.dirname(world.directory)]);
    expect(await ledger.runs()).toEqual([]);
  });
});

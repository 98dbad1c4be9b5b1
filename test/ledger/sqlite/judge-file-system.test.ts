// A ledger on a network file system is refused before anything is created there, and one on a local disk is not.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FileSystemProbe } from '../../../src/ledger/sqlite/judge-file-system.ts';
import { sqliteWorld } from '../../support/sqlite-world.ts';

const refused = { exitCode: 4, diagnostics: [expect.objectContaining({ code: 'PP415', help: expect.any(String) })] };

const endpoint = 'mobile.useinsider.com';

function linux(typeOf: FileSystemProbe['typeOf']): FileSystemProbe {
  return { platform: 'linux', typeOf, mounts: () => '', realPath: (directory) => directory };
}

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
  ])('is refused on %s', async (_, type) => {
    await using world = await sqliteWorld();
    await expect(world.open({ endpoint, fileSystem: linux(() => type) })).rejects.toMatchObject(refused);
    expect(fs.existsSync(world.directory)).toBe(false);
  });

  test('is refused and not changed, if it exists already', async () => {
    await using world = await sqliteWorld();
    await (await world.open({ endpoint }))[Symbol.asyncDispose]();
    const before = fs.readdirSync(world.directory);
    const asked: string[] = [];
    const fileSystemType = (directory: string): number => {
      asked.push(directory);
      return 0x6969;
    };
    await expect(world.open({ endpoint, fileSystem: linux(fileSystemType) })).rejects.toMatchObject(refused);
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
  ])('is assumed only for network types: %s is a local disk', async (_, type) => {
    await using world = await sqliteWorld();
    await using ledger = await world.open({ endpoint, fileSystem: linux(() => type) });
    expect(await ledger.runs()).toEqual([]);
  });

  test('is recognised by the parent folder if its own folder does not exist yet', async () => {
    await using world = await sqliteWorld();
    const asked: string[] = [];
    const fileSystemType = (directory: string): number => {
      asked.push(directory);
      return 0xef53;
    };
    const deep = path.join(world.directory, 'a', 'b', 'sandbox.db');
    await using ledger = await world.open({ endpoint, path: deep, fileSystem: linux(fileSystemType) });
    expect(asked).toEqual([path.dirname(world.directory)]);
    expect(await ledger.runs()).toEqual([]);
  });
});

describe('the ledger of a sandbox', () => {
  test.each([
    ['9p', 0x01021997],
    ['FUSE', 0x65735546],
    ["VirtualBox's shared folders", 0x786f4256],
  ])('may be on %s, with a warning', async (name, type) => {
    await using world = await sqliteWorld();
    await using ledger = await world.open({ fileSystem: linux(() => type) });
    expect(ledger.findings).toMatchObject([
      { severity: 'warning', code: 'PP415', message: expect.stringContaining(`is on ${name}, where two processes`) },
    ]);
  });

  test('may not be on NFS', async () => {
    await using world = await sqliteWorld();
    await expect(world.open({ fileSystem: linux(() => 0x6969) })).rejects.toMatchObject(refused);
  });
});

describe('on macOS', () => {
  const mounts = [
    '/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)',
    '/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)',
    '//ada@nas.example/push on /Volumes/push (x) (smbfs, nodev, nosuid, mounted by ada)',
    'nas.example:/export on /Volumes/export (nfs, nodev, nosuid, mounted by ada)',
    'sshfs@macfuse0 on /Volumes/far (macfuse, nodev, nosuid, synchronous, mounted by ada)',
    '/dev/disk9s1 on /Volumes/export/disk (apfs, local, journaled)',
  ].join('\n');

  test.each([
    ['/Volumes/push (x)/state', 'SMB'],
    ['/Volumes/export', 'NFS'],
    ['/Volumes/export/deep/er', 'NFS'],
    ['/Volumes/far/away', 'FUSE'],
  ])('%s is on a network file system', async (at, name) => {
    await using world = await sqliteWorld();
    const fileSystem = { ...linux(() => 0), platform: 'darwin' as const, mounts: () => mounts, realPath: () => at };
    await expect(world.open({ endpoint, fileSystem })).rejects.toThrow(`a network file system (${name})`);
  });

  test.each(['/Applications/push', '/Volumes/exports', '/Volumes/export/disk/state', '/'])(
    '%s is on a local disk',
    async (at) => {
      await using world = await sqliteWorld();
      const fileSystem = { ...linux(() => 0), platform: 'darwin' as const, mounts: () => mounts, realPath: () => at };
      await using ledger = await world.open({ endpoint, fileSystem });
      expect(ledger.findings).toEqual([]);
    },
  );
});

test.each([
  [String.raw`\\nas\push\state`, false],
  [String.raw`\\?\C:\push\state`, true],
  [String.raw`C:\push\state`, true],
])('on Windows, only a network share is refused: %s', async (at, isDisk) => {
  await using world = await sqliteWorld();
  const opening = world.open({
    endpoint,
    fileSystem: { ...linux(() => 0), platform: 'win32', realPath: () => at },
  });
  if (isDisk) {
    await using ledger = await opening;
    expect(ledger.findings).toEqual([]);
  } else await expect(opening).rejects.toThrow('a network file system (a share of another machine)');
});

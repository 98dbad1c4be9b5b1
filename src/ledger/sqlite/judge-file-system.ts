// Refuses to keep a ledger on a network file system, where locks and commits cannot be relied on.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { warningAt, type Diagnostic } from '../../diagnostic.ts';
import { exitCodes, refuse } from '../../errors.ts';

/** What the system says about an existing folder. */
export interface FileSystemProbe {
  readonly platform: NodeJS.Platform;
  /** The type of the file system as Linux numbers it. Other systems return numbers that are not in the table below. */
  readonly typeOf: (directory: string) => number;
  /** The output of `mount`, on macOS. */
  readonly mounts: () => string;
  /** The path with links resolved, and on Windows with mapped drive letters replaced by what they stand for. */
  readonly realPath: (directory: string) => string;
}

/** From linux/magic.h and the manual page of statfs(2). Other systems return numbers that are not in this table. */
const networked: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9p'],
  [0x65735546, 'FUSE'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x564c, 'NCP'],
  [0x47504653, 'GPFS'],
  [0x0bd00bd0, 'Lustre'],
  [0x00c36400, 'Ceph'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
  [0x19830326, 'BeeGFS'],
  [0xaad7aaea, 'PanFS'],
  [0x786f4256, "VirtualBox's shared folders"],
  [0xbacbacbc, "VMware's shared folders"],
  [0x7c7c6673, "Parallels' shared folders"],
]);

/** File systems of virtual machines and containers as well as of networks. A ledger that sends to nobody may be kept there. */
const forRehearsals: ReadonlySet<string> = new Set([
  '9p',
  'FUSE',
  "VirtualBox's shared folders",
  "VMware's shared folders",
  "Parallels' shared folders",
]);

/** From mount(8) of macOS. */
const mounted: ReadonlyMap<string, string> = new Map([
  ['nfs', 'NFS'],
  ['smbfs', 'SMB'],
  ['cifs', 'CIFS'],
  ['afpfs', 'AFP'],
  ['webdav', 'WebDAV'],
  ['ftp', 'FTP'],
  ['9p', '9p'],
  ['macfuse', 'FUSE'],
  ['osxfuse', 'FUSE'],
  ['fusefs', 'FUSE'],
]);

/**
 * Called before anything is created there. Returns a warning for the ledger of a sandbox on one of `forRehearsals`. @throws Refusal, exit 4, for any
 * other ledger on a network file system.
 */
export function judgeFileSystem(
  directory: string,
  endpoint: string,
  probe: FileSystemProbe = systemProbe,
): Diagnostic | undefined {
  const name = nameFileSystem(nearest(directory), probe);
  if (name === undefined) return undefined;
  if (endpoint === 'sandbox' && forRehearsals.has(name)) {
    const message = `The ledger's folder ${directory} is on ${name}, where two processes may both hold its lock.`;
    return warningAt(undefined, 'PP415', message, 'That is enough for a rehearsal: nothing real is sent.');
  }
  throw refuse(
    exitCodes.blocked,
    'PP415',
    `The ledger's folder ${directory} is on a network file system (${name}), where two machines may both hold the lock.`,
    'Keep the ledger on a disk of this machine (ledger_file), or name a shared PostgreSQL in ledger_env.',
  );
}

/** Returns the name of the network file system, or undefined for a disk of this machine. */
function nameFileSystem(directory: string, probe: FileSystemProbe): string | undefined {
  switch (probe.platform) {
    case 'darwin':
      return nameMount(probe.realPath(directory), probe.mounts());
    case 'win32':
      // "\\\\?\\" and "\\\\.\\" begin paths of this machine.
      return /^\\\\[^?.]/v.test(probe.realPath(directory)) ? 'a share of another machine' : undefined;
    default:
      // Some kernels return a signed number.
      return networked.get(probe.typeOf(directory) >>> 0);
  }
}

/** Returns the name for the mount that contains the folder: the one with the longest path. Lines are "WHAT on PATH (TYPE, ...)". */
function nameMount(directory: string, mounts: string): string | undefined {
  let nearest = { at: '', type: '' };
  for (const [, at = '', type = ''] of mounts.matchAll(/^.* on (\/.*) \(([\w\-]+)[,\)]/gmv)) {
    const isWithin = `${directory}/`.startsWith(at === '/' ? at : `${at}/`);
    if (isWithin && at.length > nearest.at.length) nearest = { at, type };
  }
  return mounted.get(nearest.type);
}

const systemProbe: FileSystemProbe = {
  platform: process.platform,
  typeOf: (directory) => fs.statfsSync(directory).type,
  mounts: () => execFileSync('/sbin/mount', { encoding: 'utf8' }),
  realPath: (directory) => fs.realpathSync.native(directory),
};

/** Returns the folder itself, or the nearest existing folder above it. */
function nearest(directory: string): string {
  const parent = path.dirname(directory);
  return parent === directory || fs.existsSync(directory) ? directory : nearest(parent);
}

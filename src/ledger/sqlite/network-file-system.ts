// Refuses a ledger on a network file system: locks and commits there are promises that nobody keeps.
import fs from 'node:fs';
import path from 'node:path';
import { exitCodes, refuse } from '../../errors.ts';

/** What `statfs` gives for the folder, as Linux numbers file systems. */
export type FileSystemType = (directory: string) => number;

/** From linux/magic.h and the manual page of statfs(2). Other systems give numbers that are none of these. */
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

/** Before anything is made there. */
export function refuseNetworkFileSystem(directory: string, typeOf: FileSystemType = statType): void {
  // Some kernels give it as a signed number.
  const name = networked.get(typeOf(nearest(directory)) >>> 0);
  if (name === undefined) return;
  throw refuse(
    exitCodes.blocked,
    'PP415',
    `The ledger's folder ${directory} is on a network file system (${name}), where two machines may both hold the lock.`,
    'Keep the ledger on a disk of this machine, or name a shared PostgreSQL in ledger_env.',
  );
}

function statType(directory: string): number {
  return fs.statfsSync(directory).type;
}

/** The folder itself, or the one that it would be made in. */
function nearest(directory: string): string {
  const parent = path.dirname(directory);
  return parent === directory || fs.existsSync(directory) ? directory : nearest(parent);
}

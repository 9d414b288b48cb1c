// Tells by a file system's magic number whether it lives on another machine. Linux only; other systems number differently.

// From linux/magic.h and the sources of the file systems named.
const names: Record<number, string> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xff534d42: 'CIFS',
  0xfe534d42: 'SMB2',
  0x01021997: '9P',
  0x00c36400: 'Ceph',
  0x5346414f: 'AFS',
  0x73757245: 'Coda',
  0x0bd00bd0: 'Lustre',
  0x47504653: 'GPFS',
  0x19830326: 'BeeGFS',
  0x786f4256: 'VirtualBox shared folder',
  0x65735546: 'FUSE (sshfs and its like)',
};

export type StatFs = (path: string) => Promise<{ type: number; bsize: number; bavail: number }>;

/** Of the file system that a folder lies on. @throws where the folder cannot be asked */
export async function networkFileSystemOf(folder: string, statfs: StatFs): Promise<string | null> {
  return process.platform === 'linux' ? networkFileSystem((await statfs(folder)).type) : null;
}

/** The name of the network file system, or null for a local one. `type` as `fs.statfs` gives it. */
export function networkFileSystem(type: number | bigint): string | null {
  // Some kernels hand the 32-bit number over with its sign.
  return names[Number(BigInt.asUintN(32, BigInt(type)))] ?? null;
}

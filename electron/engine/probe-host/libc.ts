// The few functions of the GNU C library that starting a process without a fork takes, called through koffi.
// Linux on the two architectures whose constants these are; elsewhere, and without koffi, there is none.
import type { LibraryHandle } from 'koffi';

/** Functions give 0 or an error number, unless said otherwise. Opaque structures are buffers of at least their size. */
export interface Libc {
  /** -1 for an error, which `errno` then has. */
  pipe2: (ends: Int32Array, flags: number) => number;
  posixSpawn: (
    pid: Int32Array,
    path: string,
    actions: Buffer,
    attributes: Buffer,
    argv: readonly (string | null)[],
    env: readonly (string | null)[],
  ) => number;
  actionsInit: (actions: Buffer) => number;
  actionsDestroy: (actions: Buffer) => number;
  addOpen: (actions: Buffer, fd: number, path: string, flags: number, mode: number) => number;
  addDup2: (actions: Buffer, fd: number, as: number) => number;
  addChdir: (actions: Buffer, path: string) => number;
  addCloseFrom: (actions: Buffer, lowestFd: number) => number;
  attributesInit: (attributes: Buffer) => number;
  setFlags: (attributes: Buffer, flags: number) => number;
  setSignalDefault: (attributes: Buffer, signals: Buffer) => number;
  setSignalMask: (attributes: Buffer, signals: Buffer) => number;
  /** The process that ended, 0 for none, -1 for an error, which `errno` then has. */
  waitpid: (pid: number, status: Int32Array, options: number) => number;
  /** -1 for an error. A limit is two numbers of 64 bits: what it is, and to what its process may raise it. */
  prlimit: (pid: number, resource: number, wanted: BigUint64Array | null, before: BigUint64Array | null) => number;
  /** The error of the call just made. */
  errno: () => number;
}

export const flags = { closeOnExec: 0x80000, readOnly: 0, noHang: 1 };
export const spawnFlags = { setSignalDefault: 0x04, setSignalMask: 0x08, setSession: 0x80 };
export const resources = { cpuSeconds: 0 };
/** More than any of the opaque structures takes; the largest has 336 bytes. */
export const structBytes = 512;

/** null where it cannot be used; Node's own spawn does the same then, only slower. */
export async function loadLibc(): Promise<Libc | null> {
  if (process.platform !== 'linux' || (process.arch !== 'x64' && process.arch !== 'arm64')) return null;
  try {
    const { default: koffi } = await import('koffi');
    return bind(koffi.load(null), () => koffi.errno());
  } catch {
    // koffi is not installed or does not load here, another C library, or one from before 2.34.
    return null;
  }
}

function bind(library: LibraryHandle, errno: () => number): Libc {
  // Other C libraries have other constants.
  library.symbol('gnu_get_libc_version');
  return {
    pipe2: library.func('int pipe2(int *ends, int flags)'),
    posixSpawn: library.func(
      'int posix_spawn(int *pid, const char *path, void *actions, void *attr, const char **argv, const char **envp)',
    ),
    actionsInit: library.func('int posix_spawn_file_actions_init(void *actions)'),
    actionsDestroy: library.func('int posix_spawn_file_actions_destroy(void *actions)'),
    addOpen: library.func(
      'int posix_spawn_file_actions_addopen(void *actions, int fd, const char *path, int flags, unsigned int mode)',
    ),
    addDup2: library.func('int posix_spawn_file_actions_adddup2(void *actions, int fd, int as)'),
    addChdir: library.func('int posix_spawn_file_actions_addchdir_np(void *actions, const char *path)'),
    addCloseFrom: library.func('int posix_spawn_file_actions_addclosefrom_np(void *actions, int from)'),
    attributesInit: library.func('int posix_spawnattr_init(void *attr)'),
    setFlags: library.func('int posix_spawnattr_setflags(void *attr, short flags)'),
    setSignalDefault: library.func('int posix_spawnattr_setsigdefault(void *attr, void *signals)'),
    setSignalMask: library.func('int posix_spawnattr_setsigmask(void *attr, void *signals)'),
    waitpid: library.func('int waitpid(int pid, int *status, int options)'),
    prlimit: library.func('int prlimit(int pid, int resource, uint64_t *wanted, uint64_t *before)'),
    errno,
  };
}

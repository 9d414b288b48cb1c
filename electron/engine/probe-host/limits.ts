// What a command may take of this machine. The process that runs commands starts with these limits, and whatever it starts
// inherits them from its first instruction; only the limit of CPU time is set for each command, as it adds up over a life.
import { totalmem } from 'node:os';

/** For each process that a command consists of, not for all of them together. */
export interface CommandLimits {
  /** CPU time. A process is told at the end of it (SIGXCPU), and killed five seconds later. */
  cpuSeconds: number;
  /** Memory of its own that it may write to. Address space that is only reserved does not count: Go, Node and Java take much. */
  memoryMiB: number;
  openFiles: number;
  /** The size to which it may write a file. It is told by SIGXFSZ. */
  fileMiB: number;
}

/** Generous to any check: they are there for what runs away. Half of the memory, as a Java may take a quarter for its heap. */
export function defaultLimits(): CommandLimits {
  const halfMiB = Math.floor(totalmem() / 2 ** 21);
  return { cpuSeconds: 600, memoryMiB: Math.max(2048, halfMiB), openFiles: 4096, fileMiB: 1024 };
}

/** The command and arguments that start `command` under all limits but that of CPU time. Where there is no sh there are none. */
export function underLimits(limits: CommandLimits, command: string, args: readonly string[]): [string, string[]] {
  if (process.platform === 'win32') return [command, [...args]];
  const lines = [
    lowered('f', limits.fileMiB * 2048), // Blocks of 512 bytes.
    lowered('d', limits.memoryMiB * 1024),
    lowered('n', limits.openFiles),
    'exec "$0" "$@"',
  ];
  return ['/bin/sh', ['-c', lines.join('\n'), command, ...args]];
}

/** A limit that is lower already stays, and so does one that this shell does not know. */
function lowered(flag: string, most: number): string {
  return `now=$(ulimit -H -${flag} 2>/dev/null) || now=0
if [ "$now" = unlimited ] || [ "$now" -gt ${most} ]; then ulimit -${flag} ${most}; fi`;
}

// CPU time of a process, as the kernel counts it: what else the machine does is not among it.
import { readFileSync } from 'node:fs';

/** The kernel tells it in hundredths of a second. */
const tickMs = 10;

/** Milliseconds of all threads since it began. */
export function cpuMs(pid: number): number {
  // The name of the program stands before, in brackets, and may hold anything.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

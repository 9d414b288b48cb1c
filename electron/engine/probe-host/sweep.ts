// Ends what a command left behind: its process group, and processes that left the group but still carry its mark in
// their environment (Linux). A process that cleans its environment escapes; nothing short of a cgroup would hold it.
import { readFileSync, readdirSync } from 'node:fs';

export const markName = 'READYROOM_COMMAND';

/** Sends a signal to a whole process group; one that is gone already is fine. */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  send(-leader, signal);
}

/**
 * Kills every process that bears `prefix` in its mark, unless `spared` says that its command still runs.
 * Repeats while there are any, as they may be forking.
 */
export function sweepMarked(prefix: string, spared: (mark: string) => boolean): void {
  for (let round = 0; round < 5; round++) {
    const left = markedProcesses(prefix).filter(({ mark }) => !spared(mark));
    if (left.length === 0) return;
    for (const { pid } of left) send(pid, 'SIGKILL');
  }
}

function markedProcesses(prefix: string): { pid: number; mark: string }[] {
  if (process.platform !== 'linux') return [];
  const marked: { pid: number; mark: string }[] = [];
  const pattern = new RegExp(`(?:^|\\0)${markName}=(${prefix}[^\\0]*)`);
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const mark = pattern.exec(environOf(pid))?.[1];
    if (mark !== undefined) marked.push({ pid, mark });
  }
  return marked;
}

function environOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return ''; // Ended meanwhile, or another user's: not ours either way.
  }
}

function send(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

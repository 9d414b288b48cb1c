// The processes that a process has started, and those that they have. Linux only; it ends none of them.
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessEntry {
  pid: number;
  parent: number;
  command: string;
}

/** Nearest first, without `rootPid` itself; empty where it has ended. */
export function descendantsOf(rootPid: number): ProcessEntry[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess);
  const found: ProcessEntry[] = [];
  let parents = new Set([rootPid]);
  while (parents.size > 0) {
    const children = all.filter(({ parent }) => parents.has(parent));
    found.push(...children);
    parents = new Set(children.map(({ pid }) => pid));
  }
  return found;
}

function readProcess(name: string): ProcessEntry[] {
  try {
    const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
    const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return [{ pid: Number(name), parent, command }];
  } catch {
    // It has ended since the listing.
    return [];
  }
}

/** Whether `pid` still runs. One that has ended and that nobody has waited for yet (a zombie) does not. */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s*[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** The demo's own Prometheus under `rootPid`, found by the address it listens on. */
export function prometheusPid(rootPid: number, url: string): number {
  const address = `--web.listen-address=${new URL(url).host}`;
  const found = descendantsOf(rootPid).find(({ command }) => {
    return command.includes(address) && !command.includes('keeper');
  });
  if (found === undefined) throw new Error(`Process ${rootPid} has no Prometheus at ${url}`);
  return found.pid;
}

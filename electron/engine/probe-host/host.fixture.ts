// For tests of the probe-host: hosts that start commands in either way, folders, and what the kernel says of a process.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startProbeHost, type ProbeHost, type ProbeHostOptions } from './client.ts';

/** Makes koffi unknown to the process, as where it is not installed. */
const hide = `import { registerHooks } from 'node:module';
registerHooks({
  resolve(name, context, next) {
    if (name === 'koffi') throw new Error('not installed');
    return next(name, context);
  },
});`;
const withoutKoffi = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hide)}` };

/** The two ways in which a host starts commands, and what a command's output is in each. */
export const ways: { way: string; outputIs: string; options: ProbeHostOptions }[] = [
  { way: 'posix_spawn', outputIs: 'pipe:', options: {} },
  { way: "Node's own spawn", outputIs: 'socket:', options: { env: withoutKoffi } },
];

export function newHost(options: ProbeHostOptions): ProbeHost {
  const host = startProbeHost(options);
  onTestFinished(() => host.close());
  return host;
}

const never = new AbortController().signal;

export const run = (host: ProbeHost, argv: [string, ...string[]], more: object = {}) =>
  host.run({ argv, deadlineMs: 100_000, signal: never, ...more });

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'probe-host-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const isAlive = (pid: number): boolean => {
  try {
    // A zombie waits for its parent only; it runs no more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** Zombies count. */
export function childrenOf(host: ProbeHost): string[] {
  const parent = String(host.pid());
  return readdirSync('/proc').filter((pid) => {
    try {
      return (
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/.*\) . /, '')
          .split(' ')[0] === parent
      );
    } catch {
      return false; // No process, or one that ended meanwhile.
    }
  });
}

export const openFilesOf = (host: ProbeHost): number => readdirSync(`/proc/${host.pid()}/fd`).length;

// Suites against real systems: skipped by name and with the reason where a program is missing, failed instead when CI=true.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export function findProgram(name: string): string | null {
  // Debian keeps daemons where a user's PATH may not lead.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  for (const folder of folders) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      continue;
    }
  }
  return null;
}

/**
 * Whether a suite is to be skipped, and why: `describe.skipIf(suite.skip)(`a Docker engine${suite.why}`, …)`.
 * @throws instead where CI=true: there a suite that cannot run is a failure.
 */
export function realSuite(name: string, programs: string[], needsRoot = false): { skip: boolean; why: string } {
  const reason = missing(programs, needsRoot);
  if (reason === null) return { skip: false, why: '' };
  if (process.env['CI'] === 'true') throw new Error(`${name} cannot be tested here: ${reason}`);
  return { skip: true, why: ` (skipped: ${reason})` };
}

function missing(programs: string[], needsRoot: boolean): string | null {
  const absent = programs.filter((program) => findProgram(program) === null);
  if (absent.length > 0) return `not installed: ${absent.join(', ')}`;
  return needsRoot && process.getuid?.() !== 0 ? 'needs root' : null;
}

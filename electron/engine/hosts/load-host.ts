// Loads the engine's host, for the two files that a process of the engine begins with, which have to stay small: what they
// import themselves is compiled anew at every start.
import { join } from 'node:path';
import module from 'node:module';
import type { FromHost } from '#shared/shell/host-messages.ts';
import type { Host, startHost } from './host.ts';
import { loadScript } from './kept-code.ts';

/** Modules of Node that the engine uses when somebody asks it for something, and not to be ready for that. */
const late = new Set(['worker_threads', 'tls', 'dns', 'dns/promises', 'readline', 'timers/promises'].map((name) => `node:${name}`)); // prettier-ignore

type HostModule = { startHost: typeof startHost };

/**
 * Starts the host. In a build it is one script, whose compiled code is kept beside the build when the engine is ready for
 * the first time, as is that of the modules loaded later: a third of the time until the engine is ready.
 * A folder that cannot be written is no fault. Sources are run by tests alone, which name a folder of their own.
 */
export async function launchHost(tell: (message: FromHost) => void): Promise<Host> {
  if (import.meta.filename.endsWith('.ts')) {
    // Not by its name, which would take it into the build once more.
    const source: HostModule = await import(new URL('./host.ts', import.meta.url).href);
    return source.startHost(tell);
  }
  const compiled = join(import.meta.dirname, '..', 'compiled');
  module.enableCompileCache?.(compiled);
  const { exports, keep } = loadScript(join(import.meta.dirname, '..', 'chunks', 'host.cjs'), compiled, late);
  return (exports as HostModule).startHost(tell, keep);
}

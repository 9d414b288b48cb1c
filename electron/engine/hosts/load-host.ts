// Loads the engine's host, for the two files that a process of the engine begins with, which have to stay small: what they
// import themselves is compiled anew at every start.
import { join } from 'node:path';
import module from 'node:module';
import type { startHost } from './host.ts';

/**
 * V8 keeps what it compiled beside the build, which the next start takes: a fifth of the time until the engine is ready.
 * A folder that cannot be written is no fault. Sources are run by tests alone, which name a folder of their own.
 */
export async function loadHost(): Promise<{ startHost: typeof startHost }> {
  if (import.meta.filename.endsWith('.js')) module.enableCompileCache?.(join(import.meta.dirname, '..', 'compiled'));
  return import('./host.ts');
}

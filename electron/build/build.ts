// Builds out/: the processes and the preload with rolldown, the page with vite. `--if-needed` leaves a fresh out/ alone.
// It checks no types; that is `npm run types`.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import { build as buildPage } from 'vite';
import { isFresh, markFresh, sourcesHash } from './freshness.ts';
import { shippedPackages, sourceFiles } from './licences.ts';
import { host, preload, processes } from './targets.ts';

const root = join(import.meta.dirname, '..', '..');

/** Builds everything and leaves a list of the packages that went into it in out/packages.json. */
async function buildAll(): Promise<void> {
  const hash = sourcesHash(root);
  rmSync(join(root, 'out'), { recursive: true, force: true });
  const common = { cwd: root, logLevel: 'warn' as const };
  const [bundles, page] = await Promise.all([
    build([
      { ...common, ...processes },
      { ...common, ...host },
      { ...common, ...preload },
    ]),
    buildPage({ configFile: join(root, 'renderer', 'vite.config.ts'), logLevel: 'error' }),
  ]);
  const inPage = [page].flat().flatMap((output) => ('output' in output ? output.output : []));
  const shipped = shippedPackages(root, bundles.flatMap(sourceFiles), sourceFiles({ output: inPage }));
  writeFileSync(join(root, 'out', 'packages.json'), `${JSON.stringify(shipped, null, 2)}\n`);
  markFresh(root, hash);
}

if (process.argv.includes('--if-needed') && isFresh(root)) process.exit(0);
const startedAt = performance.now();
await buildAll();
console.log(`ready room: built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);

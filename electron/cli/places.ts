// Where the parts of Ready Room lie, seen from the command line: in the sources, or in the build.
import { join } from 'node:path';

export interface Places {
  /** The project's folder, with resources/ and, once built, out/. */
  appDir: string;
  resourcesDir: string;
  playbookFile: string;
  /** Scripts of the processes started beside this one; undefined where the sources serve. */
  probeHostEntry: string | undefined;
  attestorEntry: string | undefined;
}

/** Both electron/cli/ and out/cli/ (and out/chunks/) lie two folders deep, so the way up is the same. */
export function findPlaces(modulePath: string = import.meta.filename): Places {
  const appDir = join(modulePath, '..', '..', '..');
  const built = !modulePath.endsWith('.ts');
  const inBuild = (name: string) => (built ? join(appDir, 'out', 'engine', name) : undefined);
  return {
    appDir,
    resourcesDir: join(appDir, 'resources'),
    playbookFile: join(appDir, 'resources', 'playbooks', 'phase-ix.yaml'),
    probeHostEntry: inBuild('probe-host.js'),
    attestorEntry: inBuild('attestor.js'),
  };
}

// The dashboards that belong to the program, read from resources/dashboards.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface BundledDashboard {
  fileName: string;
  text: string;
}

/** In the order of their names; none where the folder is not there. */
export function readBundled(resourcesDir: string): BundledDashboard[] {
  const folder = join(resourcesDir, 'dashboards');
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return names
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((fileName) => ({ fileName, text: readFileSync(join(folder, fileName), 'utf8') }));
}

// Where the record lives when nobody says otherwise: the folder the desktop window uses too, so both show one record.
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Surroundings {
  env: Record<string, string | undefined>;
  platform: NodeJS.Platform;
  home: string;
}

const here = (): Surroundings => ({ env: process.env, platform: process.platform, home: homedir() });

/** READYROOM_DATA, else the user's folder for application data of this platform. */
export function dataFolder({ env, platform, home }: Surroundings = here()): string {
  if (env.READYROOM_DATA) return env.READYROOM_DATA;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Ready Room');
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Ready Room');
  return join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'Ready Room');
}

// Finds programs on PATH by looking, without a shell and without running anything.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Diagnosis } from '#shared/model/system.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** The first executable file of that name on PATH, or null. Relative PATH entries are passed over: they are not ours. */
export function findOnPath(name: string, env: Env, platform: NodeJS.Platform = process.platform): string | null {
  const endings = platform === 'win32' ? (env['PATHEXT'] ?? '.EXE;.CMD;.BAT').split(';') : [''];
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/') || /^[A-Za-z]:/.test(folder)); // prettier-ignore
  for (const folder of folders) {
    for (const ending of endings) {
      const file = join(folder, `${name}${ending}`);
      if (isProgram(file)) return file;
    }
  }
  return null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Absent, or not ours to run: either way not a candidate.
    return false;
  }
}

const tools: Record<string, string> = {
  prometheus: 'the demo starts one',
  docker: 'not needed: the Docker engine is asked directly',
  kubectl: 'not needed: clusters are asked directly',
};

/** Which of the programs people expect to be used are there. None of them is needed, so absence is no error. */
export function diagnoseTools(env: Env): Diagnosis {
  const candidates = Object.entries(tools).map(([name, use]) => {
    const file = findOnPath(name, env);
    return { place: name, answer: `${file ?? 'not on PATH'} (${use})`, chosen: file !== null };
  });
  const [there, absent] = [true, false].map((found) => candidates.filter((each) => each.chosen === found).map((each) => each.place)); // prettier-ignore
  const parts = [there?.length ? `found ${there.join(', ')}` : '', absent?.length ? `not on PATH: ${absent.join(', ')}` : '']; // prettier-ignore
  return { name: 'Tools', state: 'ok', reason: parts.filter((part) => part !== '').join('; '), candidates, facts: {} };
}

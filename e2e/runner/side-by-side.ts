// Runs commands in lanes beside each other and tells of each when it ends, so that their words do not mix.
import { spawn } from 'node:child_process';

export interface Command {
  name: string;
  command: string[];
}

export interface Ended {
  name: string;
  passed: boolean;
  seconds: number;
  /** All that it wrote, both outputs in the order they came. */
  output: string;
}

/** The commands of a lane run one after the other; one that fails holds up none of the others. Resolves when all have ended. */
export async function runSideBySide(lanes: Command[][], tell: (ended: Ended) => void): Promise<Ended[]> {
  const all = await Promise.all(
    lanes.map(async (lane) => {
      const ends: Ended[] = [];
      for (const command of lane) {
        const ended = await run(command);
        ends.push(ended);
        tell(ended);
      }
      return ends;
    }),
  );
  return all.flat();
}

function run({ name, command: [program = '', ...args] }: Command): Promise<Ended> {
  const startedAt = performance.now();
  // A pipe is no terminal, and most programs write without colours to it unless they are told otherwise.
  const colours = process.stdout.isTTY && !process.env['NO_COLOR'] ? { FORCE_COLOR: '1' } : {};
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...colours } });
  const parts: Buffer[] = [];
  for (const pipe of [child.stdout, child.stderr]) pipe.on('data', (part: Buffer) => parts.push(part));
  return new Promise((resolve) => {
    const end = (passed: boolean, words = ''): void =>
      resolve({
        name,
        passed,
        seconds: (performance.now() - startedAt) / 1000,
        output: Buffer.concat(parts).toString() + words,
      });
    child.on('error', (error) => end(false, `${program} cannot be started: ${error.message}\n`));
    child.on('close', (code, signal) => end(code === 0, signal === null ? '' : `${program} was ended by ${signal}\n`));
  });
}

// Processes in the middle of writing a file, for tests: they end, go on, or are killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Arguments of Node: begins to write `target`, as SQLite would, and goes on as `then` says. */
export const beginner = (target: string, then: string): string[] => [
  '--input-type=module',
  '-e',
  `import { partFile } from ${JSON.stringify(join(import.meta.dirname, 'part-file.ts'))};
    import { writeFileSync } from 'node:fs';
    const { path } = partFile(${JSON.stringify(target)}, () => undefined);
    for (const end of ['', '-journal', '-wal']) writeFileSync(path + end, 'half');
    ${then}`,
];

/** A process in the middle of writing `target`. */
export async function writing(target: string): Promise<{ kill: () => Promise<void> }> {
  const child = spawn(process.execPath, beginner(target, `console.log('began'); setInterval(() => undefined, 1000);`), { stdio: ['ignore', 'pipe', 'inherit'] }); // prettier-ignore
  const ended = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  await once(child.stdout, 'data');
  return { kill };
}

/** What a process leaves that is killed in the middle of it. */
export async function leaveHalf(target: string): Promise<void> {
  await (await writing(target)).kill();
}

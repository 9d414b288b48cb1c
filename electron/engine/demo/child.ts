// A Node child of the demo: started from a script of ours, spoken to in lines, ended by closing its standard input.
// Spawning from a large process blocks it for tens of milliseconds; that is accepted here, where a person has just
// pressed a button and twice per demo. Probes never come this way.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Child {
  send: (line: string) => void;
  onLine: (listener: (line: string) => void) => void;
  /** Resolves, never rejects, when the process is gone: in words why, its last words on standard error included. */
  exited: Promise<string>;
  /** Closes its standard input; kills it when it has not gone after 8 s. Resolves when it is gone. */
  stop: () => Promise<void>;
}

export interface ChildOptions {
  /** A Node program, or the Electron binary acting as one. */
  execPath: string;
  script: string;
  args: string[];
  /** Called with each line on standard error. */
  log: (line: string) => void;
}

export function startChild({ execPath, script, args, log }: ChildOptions): Child {
  // Nothing of our environment that it does not need: tokens and passwords live there.
  const kept = ['PATH', 'Path', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot'];
  const env: Record<string, string> = { ELECTRON_RUN_AS_NODE: '1' };
  for (const name of kept) if (process.env[name] !== undefined) env[name] = process.env[name];
  const child = spawn(execPath, [script, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const lines = createInterface({ input: child.stdout });
  let lastWords = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.trim() !== '') lastWords = line.trim();
    log(line);
  });
  // A write to a process that has just gone is answered by `exited`, not by this.
  child.stdin.on('error', () => undefined);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('close', (code, signal) => {
      const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
      resolve(lastWords === '' ? how : `${how}: ${lastWords}`);
    });
  });
  return {
    send: (line) => child.stdin.write(`${line}\n`),
    onLine: (listener) => lines.on('line', listener),
    exited,
    async stop() {
      child.stdin.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), 8000);
      await exited;
      clearTimeout(timer);
    },
  };
}

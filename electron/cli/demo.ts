// `readyroom demo`: the demo's processes and plan without the console, until Ctrl-C or, with --check, until it is judged.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDemo, type Demo } from '#engine/demo/demo.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { demoFaultSchema, type DemoFault } from '#shared/model/system.ts';
import { notAllowed } from './closest-word.ts';
import type { CommandLine } from './command-line.ts';
import { findPlaces } from './places.ts';
import { interrupted, type Terminal } from './terminal.ts';

/**
 * Its files are in a temporary folder and its plan is opened by nobody: so it holds no record that a `check` in
 * another terminal would then find taken.
 */
export async function demo(line: CommandLine, terminal: Terminal): Promise<number> {
  const faults = line.values('break').map(readFault);
  const dir = mkdtempSync(join(tmpdir(), 'readyroom-demo-'));
  const { playbookFile, attestorEntry } = findPlaces();
  const gone: { tell: (reason: string) => void } = { tell: () => undefined };
  const running = createDemo({
    dir,
    playbookFile,
    ...(attestorEntry !== undefined && { attestorEntry }),
    env: terminal.env,
    log: (words) => void terminal.stderr.write(`${words}\n`),
    onState: (state) => {
      if (state.state === 'failed') gone.tell(state.reason);
    },
  });
  try {
    const stop = interrupted(terminal);
    const screen = line.flag('check') ? terminal.stderr : terminal.stdout;
    const rows = await start(running, faults, terminal);
    screen.write(rows.map(([name, value]) => `${name.padEnd(10)}  ${value}\n`).join(''));
    if (line.flag('check')) return await judge(running, terminal);
    const failed = new Promise<never>((_resolve, reject) => {
      gone.tell = (reason) => reject(new OpsError('unavailable', reason));
    });
    await Promise.race([stop, failed]);
    return 0;
  } finally {
    await running.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

function readFault(text: string): DemoFault {
  const fault = demoFaultSchema.safeParse(text);
  if (fault.success) return fault.data;
  throw new OpsError('bad_input', notAllowed('the demo has no fault', text, demoFaultSchema.options));
}

async function start(running: Demo, faults: DemoFault[], terminal: Terminal): Promise<[string, string][]> {
  terminal.stderr.write('starting the demo...\n');
  const state = await running.start();
  if (state.state !== 'running') throw new OpsError('unavailable', state.reason || 'the demo was stopped');
  for (const fault of faults) await running.setFault(fault, true);
  return [
    ['attestor', `${state.attestorUrl}/health`],
    ['prometheus', state.prometheusUrl ?? `none: ${state.prometheusReason}`],
    ['plan', running.planFile],
    ['broken', faults.join(', ') || 'nothing'],
    ['try', `readyroom check ${running.planFile}`],
  ];
}

async function judge(running: Demo, terminal: Terminal): Promise<number> {
  const { check } = await import('./check.ts');
  return check(
    {
      planFile: running.planFile,
      phaseIds: [],
      variables: [],
      json: false,
      junitFile: undefined,
      markdownFile: undefined,
      timeoutMs: undefined,
      trust: false,
      dataDir: '',
      keep: false,
    },
    terminal,
  );
}

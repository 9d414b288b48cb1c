// `readyroom demo`: the demo's processes and plan without the console, until Ctrl-C or, with --check, until it is judged.
import { createDemo, type Demo } from '#engine/demo/demo.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { demoFaultSchema, type DemoFault } from '#shared/model/system.ts';
import { dataFolder } from '../server/data-folder.ts';
import { notAllowed } from './not-allowed.ts';
import type { CommandLine } from './command-line.ts';
import { findPlaces } from './places.ts';
import { interrupted, type Terminal } from './terminal.ts';
import { makeThrowawayFolder } from './throwaway-folder.ts';

/**
 * Its files are in a temporary folder and its plan is opened by nobody: so it holds no record that a `check` in
 * another terminal would then find taken.
 */
export async function demo(line: CommandLine, terminal: Terminal): Promise<number> {
  if (line.flag('drill')) return (await import('./drill/drill.ts')).drill(terminal);
  const faults = line.values('break').map(readFault);
  const folder = makeThrowawayFolder('demo');
  const { playbookFile, attestorEntry } = findPlaces();
  let tellFailed: (reason: string) => void = () => undefined;
  const failed = new Promise<string>((resolve) => (tellFailed = resolve));
  const running = createDemo({
    dir: folder.path,
    playbookFile,
    ...(attestorEntry !== undefined && { attestorEntry }),
    env: terminal.env,
    log: (words) => void terminal.stderr.write(`${words}\n`),
    onState: (state) => {
      if (state.state === 'failed') tellFailed(state.reason);
    },
  });
  try {
    const stopped = interrupted(terminal).then(() => null);
    void stopped.then(() => (running.state().state === 'starting' ? running.stop() : undefined));
    const screen = line.flag('check') ? terminal.stderr : terminal.stdout;
    const rows = await start(running, faults, terminal);
    screen.write(rows.map(([name, value]) => `${name.padEnd(10)}  ${value}\n`).join(''));
    if (line.flag('check')) return await judge(running, terminal);
    const reason = await Promise.race([stopped, failed]);
    if (reason !== null) throw new OpsError('unavailable', reason);
    return 0;
  } finally {
    await running.close();
    folder.remove();
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
      kubeContext: undefined,
      dataDir: dataFolder(),
      keep: false,
    },
    terminal,
  );
}

// Commands that do not end, looked at with the exec probe as a run does: how long after its deadline each is answered, and how
// long it is there.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { attempt } from '#engine/monitor/attempt.ts';
import { startProbeHost } from '#engine/probe-host/client.ts';
import { execProbe } from '#engine/probes/exec.ts';
import type { Probe } from '#engine/probes/probe.ts';
import { isRunning } from '../../e2e/support/process-tree.ts';
import { spreadOf } from '../rounds.ts';
import type { Row } from '../run.ts';

const timeoutMs = 300;
/** Each leaves its number in a file, and says something before it does not end. */
const scripts: Record<string, string> = {
  'that hangs': 'exec sleep 60',
  'that ignores SIGTERM': `trap '' TERM; while :; do sleep 0.05; done`,
  'that puts out without end': 'exec yes',
};

export async function deadlineRows(times: number): Promise<Row[]> {
  const cwd = mkdtempSync(join(tmpdir(), 'readyroom-deadlines-'));
  const host = startProbeHost({ entry: join(import.meta.dirname, '..', '..', 'out', 'engine', 'probe-host.js') });
  const http = new Agent();
  const context = { now: Date.now, elapsedMs: () => performance.now(), baseDir: cwd, http, permit: () => undefined, command: host.run }; // prettier-ignore
  const signal = new AbortController().signal;
  const onDefect = (error: unknown): string => String(error);

  const look = async (script: string): Promise<Look> => {
    const params = { argv: ['sh', '-c', `echo $$ > pid; echo begun; ${script}`], cwd };
    const item = { expectations: [], timeoutMs };
    const began = performance.now();
    const sinceDeadline = (): number => performance.now() - began - timeoutMs;
    const heard = await attempt({ probe: execProbe as Probe, params, item, signal, context, onDefect });
    const answeredMs = sinceDeadline();
    const { facts } = heard.answer();
    const pid = Number(readFileSync(join(cwd, 'pid'), 'utf8'));
    while (isRunning(pid)) await sleep(2);
    const { stdout } = facts;
    return { answeredMs, goneMs: sinceDeadline(), heard: typeof stdout === 'string' && stdout.startsWith('begun\n') };
  };
  try {
    // The host is started by the first.
    await host.run({ argv: ['true'], deadlineMs: 60_000, signal });
    const rows: Row[] = [];
    let unheard = 0;
    for (const [kind, script] of Object.entries(scripts)) {
      const looks: Look[] = [];
      for (let run = 0; run < times; run++) looks.push(await look(script));
      const answered = looks.map(({ answeredMs }) => answeredMs);
      const gone = looks.map(({ goneMs }) => goneMs);
      unheard += looks.filter(({ heard }) => !heard).length;
      rows.push(
        { name: `command ${kind}, answered after its deadline, median`, value: spreadOf(answered).median, unit: 'ms' },
        { name: `command ${kind}, answered after its deadline, worst`, value: Math.max(...answered), unit: 'ms', atMost: 300 }, // prettier-ignore
        { name: `command ${kind}, gone after its deadline, worst`, value: Math.max(...gone), unit: 'ms', atMost: 1000 },
      );
    }
    return [...rows, { name: 'answers without what the command had said by then', value: unheard, unit: '', atMost: 0 }]; // prettier-ignore
  } finally {
    await http.destroy();
    await host.close();
    rmSync(cwd, { recursive: true });
  }
}

/** Times from the deadline on. */
interface Look {
  answeredMs: number;
  /** Until nothing of it runs. */
  goneMs: number;
  /** The answer has what it said before. */
  heard: boolean;
}

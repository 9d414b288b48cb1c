// Run in a silent network: one session of Ready Room without targets, as its argument says, and what left the machine by then.
// Writes one line of JSON.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startConsole } from './console-server.ts';
import { openDesktop } from './desktop.ts';
import { startEngineProcess } from './engine-process.ts';
import { httpItem, makePlanFolder, planText } from './plan-files.ts';
import { packetsSent } from './silent-network.ts';

/** Longer than what is done some seconds after a start: warming, connecting to what is there, the first looks. */
const sessionMs = 8_000;

/** Each way to leave, taken on purpose: what a counter that counts has to show. */
async function canary(): Promise<object> {
  const sent = [packetsSent()];
  for (const [family, address] of [
    ['udp4', '203.0.113.9'],
    ['udp6', '2001:db8:1::1'],
  ] as const) {
    const socket = createSocket(family);
    await new Promise<void>((resolve) => socket.send('x', 9, address, () => resolve()));
    socket.close();
    sent.push(packetsSent());
  }
  await Promise.race([lookup('canary.example').catch(() => undefined), wait(2_000)]);
  sent.push(packetsSent());
  return { sent };
}

/** The console as it serves a browser, and an engine that runs a plan against this machine. */
async function server(): Promise<object> {
  const ends = Date.now() + sessionMs;
  const served = await startConsole();
  const opened = await fetch(served.url, { redirect: 'manual' });
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const page = await fetch(new URL('/', served.url), { headers: { cookie } });
  const { verdict, counts, diagnosed } = await engine();
  await wait(ends - Date.now());
  const sent = packetsSent();
  return {
    page: (await page.text()).includes('<div id="root">'),
    verdict,
    counts,
    diagnosed,
    sent,
    code: await served.close(),
  };
}

async function engine() {
  const target = createServer((_, response) => void response.end('{}'));
  target.listen(0, '127.0.0.1');
  await once(target, 'listening');
  const { port } = target.address() as AddressInfo;
  const plans = makePlanFolder();
  const process = await startEngineProcess(join(tmpdir(), 'engine'));
  try {
    const { client } = process;
    const tcp = `      - { id: tcp, title: Tcp, probe: { tcp: { host: localhost, port: ${port} } }, expect: [ 'connected == true' ] }\n`;
    const path = plans.write('plan.yaml', planText('silent', 'Silent', httpItem('Health', `http://127.0.0.1:${port}/`) + tcp)); // prettier-ignore
    const opened = await client.plans.open({ path });
    if (!opened.ok) throw new Error(opened.problems[0]?.message);
    const { planId } = opened;
    const { summary } = await client.plans.get({ planId });
    const { runId } = await client.runs.start({ planId, hash: summary.hash, selection: { phaseIds: [], itemIds: [] } });
    const diagnosed = (await client.system.diagnose()).length;
    for (;;) {
      const { run } = await client.runs.get({ runId });
      if (run.finishedAt !== null) return { verdict: run.verdict, counts: run.counts, diagnosed };
      await wait(50);
    }
  } finally {
    await process.end();
    plans.remove();
    target.close();
  }
}

/** The window, drawn on a display without a screen. */
async function desktop(): Promise<object> {
  const display = spawn('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = (await once(display.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer];
  process.env['DISPLAY'] = `:${number.toString().trim()}`;
  const opened = await openDesktop();
  await wait(sessionMs);
  const words = await opened.page.locator('#root').innerText();
  const sent = packetsSent();
  await opened.close();
  display.kill();
  return { drawn: words.length > 0, sent };
}

const sessions: Record<string, () => Promise<object>> = { canary, server, desktop };
const session = sessions[process.argv[2] ?? ''];
if (session === undefined) throw new Error(`Which session? One of: ${Object.keys(sessions).join(', ')}`);
const result = await session();
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));

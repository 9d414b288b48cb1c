// Made-up logs for looking at their screen: several containers in one, gaps, ends, refusals, very many and very long lines.
import type { Json } from '#shared/model/facts.ts';
import { containerMakers } from './scenario-containers.ts';
import type { FakeStream, LogScenario } from './fake-logs.ts';
import type { Scenario } from './scenario.ts';

export const noLogs: LogScenario = { streams: [], reason: '' };

const web = (at: number): string =>
  `{"level":"${at % 17 === 3 ? 'error' : at % 11 === 5 ? 'warn' : 'info'}","msg":"${at % 17 === 3 ? 'upstream refused: connection reset by peer' : 'request finished'}","method":"GET","path":"/api/orders/${4000 + at}","status":${at % 17 === 3 ? 502 : 200},"duration_ms":${(at * 37) % 900},"trace":"4bf92f3577b34da6a3ce929d0e0e${4700 + at}"}`; // prettier-ignore
const worker = (at: number): string =>
  `time=2026-11-20T14:02:0${at % 10}Z level=${at % 9 === 4 ? 'warning' : 'debug'} msg="${at % 9 === 4 ? 'queue is filling: 8,211 of 10,000' : `job ${at} done`}" queue=settlement worker=${at % 4} token=ghp_abcdefghijklmnopqrstuvwxyz0123456789`; // prettier-ignore
const db = (at: number): string =>
  at % 13 === 6
    ? `2026-11-20 14:02:07.123 UTC [4711] ERROR:  deadlock detected at character ${at}`
    : `2026-11-20 14:02:07.123 UTC [4711] LOG:  checkpoint complete: wrote ${at * 7} buffers (0.${at % 10}%)`;

const linesOf = (count: number, everyMs: number, text: (at: number) => string, err = false): FakeStream['lines'] =>
  Array.from({ length: count }, (_, at) => ({ agoMs: (count - at) * everyMs, text: text(at), err }));

const project = (): FakeStream[] => [
  { name: 'web-1', lines: linesOf(400, 700, web), more: { everyMs: 400, text: web } },
  { name: 'web-2', lines: linesOf(400, 730, (at) => web(at + 7)), more: { everyMs: 700, text: web } },
  { name: 'worker-1', lines: linesOf(300, 900, worker, true), more: { everyMs: 900, text: worker } },
  { name: 'db-1', lines: linesOf(120, 2300, db) },
];

const stack = [
  'panic: runtime error: invalid memory address or nil pointer dereference',
  '[signal SIGSEGV: segmentation violation code=0x1 addr=0x18 pc=0x6f2c41]',
  '',
  'goroutine 1 [running]:',
  '\tmain.(*Ledger).Commit(0x0, {0xc0001a2000, 0x21, 0x40})',
  '\t\t/src/ledger/commit.go:211 +0x1a1',
  'main.main()',
];

const withLogs =
  (streams: () => FakeStream[], reason = '') =>
  (scenario: Scenario, now: number): Scenario => ({
    ...(containerMakers['boxes']?.(scenario, now) ?? scenario),
    logs: { streams: streams(), reason },
  });

const secondMs = 1_000;
/** What was kept of containers that died a good two hours ago. */
function kept(now: number): Scenario['journal'] {
  const died = (sequence: number, minutesAgo: number, source: string, subject: string, data: Record<string, Json>): Scenario['journal'][number] => {
    const time = now - minutesAgo * 60 * secondMs;
    return { sequence, id: `kept-${sequence}`, type: 'log.excerpt', source, subject, time, recordedTime: time + 400, data };
  };
  const before = (minutesAgo: number, texts: string[]): Json =>
    texts.map((text, at) => ({ at: now - minutesAgo * 60 * secondMs - (texts.length - at) * 310, text }));
  const long = Array.from({ length: 40 }, (_, at) => stack[at - 33] ?? web(at));
  return [
    died(3, 130, 'docker', 'shop-worker-1', { exitCode: 137, lines: before(130, long), left: 1960, passedOver: 1 }),
    died(2, 135, 'kubernetes', 'payments/settlement-reconciliation-gateway-with-a-name-that-nobody-shortened-6c9f7b8d5-zz81m/gateway', { exitCode: 1, lines: before(135, stack), passedOver: 0 }),
    died(1, 150, 'docker', 'shop-migrate-1', { exitCode: null, lines: [], words: 'its last lines could not be fetched: HTTP 501: configured logging driver does not support reading' }),
  ];
} // prettier-ignore

export const logMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {
  logs: withLogs(project),
  'logs-kept': (scenario, now) => ({ ...withLogs(project)(scenario, now), journal: kept(now) }),
  'logs-one': withLogs(() => [{ name: 'shop-web-1', lines: linesOf(600, 500, (at) => stack[at % 40] ?? web(at)), more: { everyMs: 600, text: web } }]), // prettier-ignore
  'logs-gap': withLogs(() => [
    { name: 'web-1', lines: linesOf(60, 700, web), more: { everyMs: 500, text: web }, floodAfterMs: 900 },
    { name: 'worker-1', lines: linesOf(60, 900, worker), more: { everyMs: 800, text: worker } },
  ]),
  'logs-fast': withLogs(() =>
    [0, 1].map((at) => ({
      name: `web-${at}`,
      lines: [],
      perSecond: 2500,
      more: { everyMs: 1, text: (n) => web(n + at) },
    })),
  ),
  'logs-ended': withLogs(() => [{ name: 'migrate-1', lines: linesOf(40, 900, (at) => stack[at - 33] ?? `INFO migration ${at} of 33 applied`), end: 'ended' }]), // prettier-ignore
  'logs-denied': withLogs(() => [{ name: 'shop-web-1', lines: [], end: 'denied' }]),
  'logs-stale': withLogs(
    () => project().map((stream, at) => (at < 2 ? { ...stream, end: 'stale' as const } : stream)),
    'Docker is not live: connection refused',
  ),
  'logs-none': withLogs(() => [], 'no container belongs to the project shop'),
  'logs-many': withLogs(() => [
    ...project(),
    ...Array.from({ length: 9 }, (_, at) => ({ name: `settlement-reconciliation-gateway-with-a-long-name-${at}`, lines: linesOf(200, 800 + at * 40, (n) => `${'a very long line that goes on and on '.repeat(1 + (n % 30))} end ${n}`) })), // prettier-ignore
  ]),
};

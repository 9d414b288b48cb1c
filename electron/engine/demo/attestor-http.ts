// The reference attestor as a service: attests at an interval, answers /health and /metrics, and can be broken on purpose.
// It knows nothing of the process it lives in; that is attestor.ts.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DemoFault, DemoVersion } from '#shared/model/system.ts';
import { attest, createAttestorKeys } from './attestation.ts';
import { createAttestorLog } from './attestor-log.ts';
import { createAttestorMetrics } from './attestor-metrics.ts';
import { noPrometheusPath, prometheusHelp } from './prometheus-help.ts';

export interface AttestorService {
  port: number;
  /** Takes effect before it returns. */
  setFault: (fault: DemoFault, on: boolean) => void;
  /** As if it had been replaced by that version. */
  deploy: (version: DemoVersion) => void;
  close: () => Promise<void>;
}

export interface AttestorOptions {
  logFile: string;
  /** 0 takes a free one. */
  port: number;
  intervalMs: number;
  version: DemoVersion;
  now: () => number;
}

/** The one with the defect. */
const badVersion: DemoVersion = '1.1.0';

/** How many sequence numbers one gap swallows. */
const gapLength = 3;

/** Listens on 127.0.0.1 only; resolves when the port is open and the first attestation is made. */
export async function startAttestorService(options: AttestorOptions): Promise<AttestorService> {
  const { now } = options;
  const faults = new Set<DemoFault>();
  let { version } = options;
  const log = createAttestorLog(options.logFile, now);
  const metrics = createAttestorMetrics(() => version);
  const keys = createAttestorKeys();
  const startedAt = now();
  let round = 0;

  const attestOnce = (): void => {
    const begun = performance.now();
    const { ok, root } = attest(keys, ++round);
    metrics.observe(ok ? 'success' : 'failure', (performance.now() - begun) / 1000);
    log.write(ok ? 'info' : 'error', ok ? 'attested' : 'verification failed', { round, root: root.slice(0, 16) });
  };

  const answers: Record<string, (response: ServerResponse) => void> = {
    '/health': (response) => {
      const broken = faults.has('health') || version === badVersion;
      const body = {
        status: broken ? 'unhealthy' : 'healthy',
        version,
        rounds: round,
        uptimeSeconds: (now() - startedAt) / 1000,
      };
      send(response, broken ? 503 : 200, 'application/json', JSON.stringify(body));
    },
    '/metrics': (response) => {
      if (faults.has('target')) send(response, 503, 'text/plain; charset=utf-8', 'metrics are switched off\n');
      else send(response, 200, 'text/plain; version=0.0.4; charset=utf-8', metrics.text());
    },
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const answer = answers[path];
    if (answer) answer(response);
    else if (path.startsWith(noPrometheusPath)) sendNoPrometheus(response);
    else
      send(response, 404, 'text/plain; charset=utf-8', `no such page; there are ${Object.keys(answers).join(', ')}\n`);
  });
  await listen(server, options.port);
  log.write('info', 'started', { version });
  attestOnce();
  const timer = setInterval(attestOnce, options.intervalMs);

  return {
    port: (server.address() as AddressInfo).port,
    setFault(fault, on) {
      if (faults.has(fault) === on) return;
      if (on) faults.add(fault);
      else faults.delete(fault);
      if (fault !== 'log_gap') return;
      if (on) log.skip(gapLength);
      // The hole would stay in the file for ever; a mended log is a new one.
      else log.restart();
      log.write('info', on ? 'resumed after a gap' : 'log begun anew');
    },
    deploy(next) {
      version = next;
      log.write('info', 'started', { version });
    },
    close() {
      clearInterval(timer);
      return shut(server);
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function shut(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}

function sendNoPrometheus(response: ServerResponse): void {
  const body = { status: 'error', errorType: 'unavailable', error: prometheusHelp };
  send(response, 503, 'application/json', JSON.stringify(body));
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

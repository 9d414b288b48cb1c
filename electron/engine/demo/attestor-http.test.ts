import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askHttp } from '../diagnosis/ask-http.ts';
import { startAttestorService, type AttestorService } from './attestor-http.ts';

let dir: string;
let logFile: string;
let service: AttestorService;
const ask = (path: string) => askHttp(`http://127.0.0.1:${service.port}${path}`, 60_000);
const seqs = () =>
  readFileSync(logFile, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { seq: number }).seq);

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'attestor-'));
  logFile = join(dir, 'attestor.jsonl');
  // A long interval: only the first attestation happens, so nothing depends on timing.
  service = await startAttestorService({ logFile, port: 0, intervalMs: 3_600_000, version: '1.0.0', now: () => 1000 });
});
afterEach(async () => {
  await service.close();
  rmSync(dir, { recursive: true });
});

test('says it is healthy until its health is broken, and again once mended', async () => {
  expect(await ask('/health')).toMatchObject({ status: 200, body: expect.stringContaining('"healthy"') });
  service.setFault('health', true);
  expect(await ask('/health')).toMatchObject({ status: 503, body: expect.stringContaining('"unhealthy"') });
  service.setFault('health', false);
  expect(await ask('/health')).toMatchObject({ status: 200 });
});

test('has attested once before it counts as started', async () => {
  const { body } = await ask('/metrics');
  expect(body).toContain('attestation_success_rate 1\n');
  expect(body).toContain('attestations_total{result="success"} 1\n');
});

test('refuses scrapes, and only those, while the target fault is on', async () => {
  service.setFault('target', true);
  expect(await ask('/metrics')).toMatchObject({ status: 503 });
  expect(await ask('/health')).toMatchObject({ status: 200 });
});

test('a log gap shows at once and is gone with the new log that mending begins', () => {
  expect(seqs()).toEqual([1, 2]);
  service.setFault('log_gap', true);
  expect(seqs()).toEqual([1, 2, 6]);
  service.setFault('log_gap', true);
  expect(seqs(), 'the same fault twice is one gap').toEqual([1, 2, 6]);
  service.setFault('log_gap', false);
  expect(seqs()).toEqual([7]);
});

test('stands in for an absent Prometheus with an API error that says how to get one', async () => {
  const { status, body } = await ask('/no-prometheus/api/v1/query?query=up');
  expect(status).toBe(503);
  expect(JSON.parse(body)).toMatchObject({ status: 'error', error: expect.stringContaining('apt install prometheus') });
});

// What an engine tells again after a start, and what it does not tell any more.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { appendOnce } from '../recorder/source-identity.ts';
import { testRecord, type TestRecord } from '../recorder/recorder.fixture.ts';
import { createRedactor } from '../redact/redact.ts';
import { askVersion } from '../sources/docker/ask-version.ts';
import { fakeContainer, startFakeDaemon } from '../sources/docker/fake-daemon.fixture.ts';
import { hasSourceEvent } from '../store/object-rows.ts';
import { createDockerWatch } from './docker-watch.ts';
import { createResumption } from './docker-resumption.ts';

async function watched(record: TestRecord, endpoint: string, until: number | null) {
  let live = false;
  const told: string[] = [];
  const watch = createDockerWatch({
    findEndpoints: async () => [{ name: 'DOCKER_HOST', endpoint, answer: await askVersion(endpoint), chosen: true }],
    now: () => Date.now(),
    elapsedMs: () => performance.now(),
    redactor: createRedactor(),
    onStatus: ({ state }) => (live = state === 'live'),
    onNews: (news) => void (news.kind === 'event' && told.push(news.action)),
    earlier: { until: () => until, has: (identity) => hasSourceEvent(record.read, identity) },
    record: ({ identity = null, ...event }) => record.writer.add({ durability: 'telemetry', task: (db) => appendOnce(db, record.journal, [{ event: { ...event, source: 'docker' }, identity }]), onCommitted: () => undefined, onFailed: record.onDefect }), // prettier-ignore
    timing: { settleMs: 10, backOffMs: { first: 20, longest: 40 } },
  });
  onTestFinished(watch.close);
  watch.retry();
  await vi.waitFor(() => expect(live).toBe(true));
  const actions = (): unknown[] => {
    record.writer.flush();
    return record.events('docker.changed').map(({ data }) => (data as { action: string }).action);
  };
  return { watch, told, actions };
}

test('events of the time in which the console was closed are told after its start, and those told before are told once', async () => {
  const daemon = await startFakeDaemon(join(mkdtempSync(join(tmpdir(), 'fake-docker-')), 'docker.sock'));
  onTestFinished(() => daemon.stop().catch(() => undefined));
  const record = testRecord();
  const since = Date.now() - 1000;
  const first = await watched(record, daemon.endpoint, null);
  daemon.emit('start', fakeContainer('web'));
  await vi.waitFor(() => expect(first.actions()).toEqual(['start']));
  first.watch.close();
  daemon.emit('die', fakeContainer('web', { state: 'exited', exitCode: 1 }), { exitCode: '1' });
  const second = await watched(record, daemon.endpoint, since);
  await vi.waitFor(() => expect(second.actions()).toEqual(['start', 'die']));
  expect(second.told).toEqual(['die']);
  expect(record.defects).toEqual([]);
});

test('an engine that does not tell the last event again has lost some, and that is a gap', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const records: unknown[] = [];
  const resumption = createResumption({ now: () => 9000, record: (event) => records.push(event) });
  resumption.begin(1000);
  resumption.live();
  resumption.goesOn();
  vi.advanceTimersByTime(5000);
  expect(records).toEqual([]);
  resumption.begin(1000);
  resumption.live();
  resumption.live();
  vi.advanceTimersByTime(5000);
  expect(records).toMatchObject([{ type: 'source.gap', time: 9000, data: { source: 'docker', from: 1000, to: 9000 } }]);
});

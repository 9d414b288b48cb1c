// The wall as it is wired: looked at through the engine, and remembering over starts what was recorded.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createEngine } from '../engine.ts';
import { until } from '../engine.fixture.ts';
import { fakeContainer, idOf, startFakeDaemon } from '../sources/docker/fake-daemon.fixture.ts';
import { event, rowOf } from '../sources/kubernetes/project/objects.fixture.ts';
import { testFolder } from '../store/store.fixture.ts';
import { openRecording } from './recording.ts';
import { createWatchWall } from './wall.ts';

const resourcesDir = join(import.meta.dirname, '..', '..', '..', 'resources');

test('looking at the wall begins the watch on Docker, and what happens there comes to it', async () => {
  const home = mkdtempSync(join(tmpdir(), 'fake-docker-'));
  const daemon = await startFakeDaemon(join(home, 'docker.sock'));
  onTestFinished(() => daemon.stop().catch(() => undefined));
  daemon.containers.set(idOf('web'), fakeContainer('web', { health: 'unhealthy' }));
  const engine = await createEngine({
    dataDir: testFolder(),
    resourcesDir,
    env: { DOCKER_HOST: daemon.endpoint, HOME: home },
  });
  onTestFinished(engine.close);
  const { watch } = engine.client;
  const troubles = await until(await watch.troubles(), (entries) => entries.size > 0);
  expect([...troubles.values()]).toMatchObject([{ kind: 'unhealthy', object: { source: 'docker', key: idOf('web') } }]);
  const workloads = await until(await watch.workloads(), (entries) => entries.size > 0);
  expect(workloads.get('docker/shop/web')).toMatchObject({ desired: 1, ready: 0, troubled: 1 });
  const changes = until(await watch.changes(), (entries) => entries.size > 0);
  daemon.emit('health_status: healthy', fakeContainer('web', { health: 'healthy' }));
  expect([...(await changes).values()]).toMatchObject([{ kind: 'health', words: 'its health check says healthy' }]);
  await until(await watch.troubles(), (entries) => entries.size === 0);
});

test('an event of the cluster that was recorded before this start is not recorded again', async () => {
  const recording = openRecording({ dataDir: testFolder(), now: Date.now, onGap: () => undefined });
  onTestFinished(recording.close);
  const recorded = () => recording.journal.page({ before: null, limit: 10, type: 'kubernetes.changed' });
  const see = (count: number): void => {
    const board = createWatchWall(recording);
    board.onRows('events', [{ before: undefined, after: rowOf('events', event({ count })) }], true);
    board.close();
  };
  see(4);
  await vi.waitFor(() => expect(recorded()).toHaveLength(1));
  see(4);
  see(5);
  await vi.waitFor(() => expect(recorded()).toHaveLength(2));
  expect(recorded().map(({ data }) => (data as { count: number }).count)).toEqual([5, 4]);
});

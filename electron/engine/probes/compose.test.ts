import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fakeContainer, startFakeDaemon, type FakeContainer } from '#engine/sources/docker/fake-daemon.fixture.ts';
import { composeProbe } from './compose.ts';
import { cutoffAfter, look } from './context.fixture.ts';

async function engineWith(...containers: FakeContainer[]) {
  const daemon = await startFakeDaemon(join(mkdtempSync(join(tmpdir(), 'fake-docker-')), 'docker.sock'));
  onTestFinished(() => daemon.stop().catch(() => undefined));
  for (const container of containers) daemon.containers.set(container.id, container);
  return daemon;
}

describe('a compose project', () => {
  test('all of whose services run and are healthy', async () => {
    const { endpoint } = await engineWith(fakeContainer('web', { health: 'healthy' }), fakeContainer('db'));
    const { facts } = await look(composeProbe, { project: 'shop', endpoint });
    expect(facts).toEqual({ exists: true, services: 2, running: 2, healthy: 2, allRunning: true, allHealthy: true, missing: [], stopped: [], unhealthy: [], restarts: 0, endpoint }); // prettier-ignore
  });

  test('tells which services are missing, stopped and unhealthy, and why', async () => {
    const { endpoint } = await engineWith(
      fakeContainer('web', { health: 'unhealthy', restartCount: 2 }),
      fakeContainer('db', { state: 'exited', exitCode: 1 }),
      fakeContainer('mail', { health: 'starting' }),
    );
    const services = ['web', 'db', 'mail', 'queue'];
    const { facts, evidence } = await look(composeProbe, { project: 'shop', services, endpoint });
    expect(facts).toMatchObject({
      services: 4,
      running: 2,
      healthy: 0,
      allRunning: false,
      allHealthy: false,
      missing: ['queue'],
      stopped: ['db'],
      unhealthy: ['web'],
      restarts: 2,
      details: {
        web: 'web: its health check fails',
        db: 'db: ended with exit code 1',
        mail: 'mail: its health is starting',
        queue: 'there is no container of it',
      },
    });
    expect(evidence?.text).not.toContain('hunter2');
  });

  test('of which there is nothing is never all right', async () => {
    const { endpoint } = await engineWith(fakeContainer('web'));
    const { facts } = await look(composeProbe, { project: 'other', endpoint });
    expect(facts).toMatchObject({
      exists: false,
      services: 0,
      allRunning: false,
      allHealthy: false,
      failure: 'the Docker engine has no container of the project "other"',
    });
  });

  test('cannot be looked at where no engine answers or the time is over', async () => {
    const gone = 'unix:///nowhere/docker.sock';
    await expect(look(composeProbe, { project: 'shop', endpoint: gone })).rejects.toMatchObject({
      code: 'unavailable',
    });
    const daemon = await engineWith();
    daemon.trouble.set('/containers', 'hang');
    const cutoff = cutoffAfter('timed_out', 50);
    await expect(look(composeProbe, { project: 'shop', endpoint: daemon.endpoint }, { cutoff })).rejects.toMatchObject({ code: 'timed_out' }); // prettier-ignore
  });

  test('is asked only with permission', async () => {
    const permit = (): never => {
      throw new Error('not permitted');
    };
    await expect(look(composeProbe, { project: 'shop' }, { permit })).rejects.toThrow('not permitted');
  });
});

// The docker probe against a Docker engine that this file starts for itself.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importBusybox, runContainer, startDockerd, type RealDocker } from './support/dockerd.ts';
import { realSuite } from './support/real-suite.ts';
import { look } from '#engine/probes/context.fixture.ts';
import { dockerProbe } from '#engine/probes/docker.ts';

const suite = realSuite('a Docker engine', ['dockerd', 'containerd', 'busybox', 'tar'], true);

describe.skipIf(suite.skip)(`a Docker engine${suite.why}`, () => {
  let docker: RealDocker;
  const at = (container: string) =>
    look(dockerProbe, { container, endpoint: docker.endpoint }, { now: () => Date.now() });
  const until = async (state: object, container: string): Promise<void> => {
    await expect.poll(async () => (await at(container)).facts, { interval: 100 }).toMatchObject(state);
  };

  beforeAll(async () => {
    docker = await startDockerd();
    await importBusybox(docker, 'ready-room-test');
  });
  afterAll(() => docker?.stop());

  test('a running container with a health check is seen healthy, then unhealthy with the reason', async () => {
    const check = {
      Test: ['CMD', '/bin/busybox', 'test', '-e', '/ok'],
      Interval: 500_000_000,
      Timeout: 2_000_000_000,
      Retries: 1,
    };
    const script = 'touch /ok; busybox sleep 600';
    await runContainer(docker, 'healthy', { Image: 'ready-room-test', Cmd: ['/bin/busybox', 'sh', '-c', `busybox ${script}`], Healthcheck: check, Env: ['DB_PASSWORD=hunter2'] }); // prettier-ignore
    await until(
      { exists: true, running: true, state: 'running', health: 'healthy', restartCount: 0, image: 'ready-room-test' },
      'healthy',
    );
    const { facts, evidence } = await at('healthy');
    expect(facts['uptimeSeconds']).toBeGreaterThan(0);
    expect(facts).not.toHaveProperty('exitCode');
    expect(evidence?.text).not.toContain('hunter2');
    const exec = JSON.parse(
      await docker.api('POST', '/containers/healthy/exec', { Cmd: ['/bin/busybox', 'rm', '/ok'] }),
    ) as { Id: string };
    await docker.api('POST', `/exec/${exec.Id}/start`, { Detach: false });
    await until({ health: 'unhealthy', details: { health: expect.stringContaining('exit code 1') } }, 'healthy');
  });

  test('an ended container tells its exit code, one that is not there that it is not', async () => {
    await runContainer(docker, 'ended', { Image: 'ready-room-test', Cmd: ['/bin/busybox', 'sh', '-c', 'exit 3'] });
    await until({ running: false, state: 'exited', exitCode: 3, health: 'none' }, 'ended');
    expect((await at('nobody')).facts).toMatchObject({
      exists: false,
      failure: 'the Docker engine has no container "nobody"',
    });
  });

  test('an engine that does not answer is an error', async () => {
    const away = look(dockerProbe, { container: 'x', endpoint: 'unix:///no/such.sock' });
    await expect(away).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('there is no such socket'),
    });
  });
});

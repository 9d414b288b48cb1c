// What the wall shows of Docker, by rows and by what the engine told.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { containerTroubles } from '#shared/model/container.ts';
import type { DockerNews } from '../../sources/docker/docker-news.ts';
import { assessContainer } from './assess-container.ts';
import { shopContainer as container, start, testWall } from './wall.fixture.ts';

type Told = Extract<DockerNews, { kind: 'event' }>;
const told = (action: string, id: string, more: Partial<Told> = {}): DockerNews => ({ kind: 'event', at: start, id, name: `shop-web-${id}`, image: 'web:1', action, detail: null, exitCode: null, ...more }); // prettier-ignore

describe('what is unhealthy', () => {
  test('is gathered by service, and goes with the container', async () => {
    const { wall, troubles, workloads } = testWall();
    const ill = { health: 'unhealthy' as const };
    wall.docker.rows([container('a', ill), container('b', ill), container('c')], []);
    expect(await troubles()).toEqual([{ kind: 'unhealthy', object: 'container web', words: 'its health check fails', count: 2, since: start }]); // prettier-ignore
    expect(await workloads()).toEqual(['docker/shop/web 1/3 2']);
    wall.docker.rows([container('a')], ['b']);
    expect(await troubles()).toEqual([]);
    expect(await workloads()).toEqual(['docker/shop/web 2/2 0']);
  });

  test('of a container that stands alone is news for a day, that of a service stays', async () => {
    const { wall, pass, troubles } = testWall();
    const failed = { state: 'exited' as const, exitCode: 1, finishedAt: start };
    wall.docker.rows([container('a', failed), container('b', { ...failed, project: null, service: null })], []);
    expect(await troubles()).toHaveLength(2);
    pass(24 * 3600_000);
    expect(await troubles()).toMatchObject([{ object: 'container shop-web-a', words: 'ended with exit code 1' }]);
  });

  test('work that was done and ended is not missed', async () => {
    const { wall, workloads } = testWall();
    wall.docker.rows([container('a', { state: 'exited', exitCode: 0 }), container('b')], []);
    expect(await workloads()).toEqual(['docker/shop/web 1/1 0']);
  });

  test('has a kind whatever the trouble is', () => {
    const states = fc.constantFrom('running', 'exited', 'dead', 'restarting', 'paused') as fc.Arbitrary<'running'>;
    const health = fc.constantFrom('none', 'unhealthy') as fc.Arbitrary<'none'>;
    fc.assert(
      fc.property(states, health, fc.boolean(), fc.nat(3), (state, healthIs, oomKilled, exitCode) => {
        const one = container('a', { state, health: healthIs, oomKilled, exitCode });
        const { found } = assessContainer(one, () => start, start);
        expect(found.map(({ words }) => words)).toEqual(containerTroubles(one).slice(0, 1));
      }),
    );
  });
});

describe('what changed', () => {
  test('an end and the start after it are one restart; further ones are the same line', async () => {
    const { wall, changes } = testWall();
    wall.docker.rows([container('a')], []);
    wall.docker.news(told('die', 'a', { exitCode: 1 }));
    expect(await changes()).toEqual(['health! shop-web-a ended with exit code 1']);
    wall.docker.news(told('start', 'a', { at: start + 100 }));
    expect(await changes()).toEqual(['restart! shop-web-a restarted: it had ended with exit code 1']);
    wall.docker.rows([container('a', { restartCount: 1 })], []);
    wall.docker.news(told('die', 'a', { exitCode: 1, at: start + 5000 }));
    wall.docker.news(told('start', 'a', { at: start + 5100 }));
    expect(await changes()).toEqual(['restart! shop-web-a restarted, 2 times so far: it had ended with exit code 1']);
  });

  test('a start long after the end is a start', async () => {
    const { wall, changes } = testWall();
    wall.docker.rows([container('a')], []);
    wall.docker.news(told('die', 'a', { exitCode: 0 }));
    wall.docker.news(told('start', 'a', { at: start + 100_000 }));
    expect(await changes()).toEqual(['health shop-web-a ended with exit code 0', 'health shop-web-a was started']);
  });

  test('a service made anew with another image is a change of its image, the new one first or the old one gone first', async () => {
    for (const newFirst of [true, false]) {
      const { wall, changes } = testWall();
      wall.docker.rows([container('a')], []);
      const come = (): void => {
        wall.docker.news(told('create', 'b', { image: 'web:2' }));
        wall.docker.rows([container('b', { image: 'web:2', state: 'created' })], []);
      };
      const go = (): void => {
        wall.docker.news(told('die', 'a', { exitCode: 0 }));
        wall.docker.rows([], ['a']);
        wall.docker.news(told('destroy', 'a', { at: start + 1000 }));
      };
      if (newFirst) come();
      go();
      if (!newFirst) come();
      wall.docker.news(told('start', 'b', { at: start + 1100 }));
      expect((await changes()).filter((line) => !line.includes('ended'))).toEqual([
        'image shop-web-b image web:1 → web:2',
      ]);
    }
  });

  test('what comes and what goes by itself is told', async () => {
    const { wall, changes } = testWall();
    wall.docker.rows([container('a')], []);
    wall.docker.news(told('create', 'b'));
    wall.docker.rows([container('b', { service: 'db' })], []);
    wall.docker.news(told('start', 'b'));
    wall.docker.news(told('destroy', 'a'));
    expect(await changes()).toEqual(['went shop-web-a was removed', 'came shop-web-b was made of image web:1']);
  });

  test('health checks that turn, and what was found after nobody looked', async () => {
    const { wall, changes } = testWall();
    wall.docker.rows([container('a')], []);
    wall.docker.news(told('health_status', 'a', { detail: 'unhealthy' }));
    wall.docker.news({
      kind: 'found',
      at: start + 1,
      change: 'changed',
      container: container('a', { state: 'paused' }),
    });
    wall.docker.news({ kind: 'gap', at: start + 2, reason: 'the engine forgot' });
    expect(await changes()).toEqual([
      'health! shop-web-a its health check says unhealthy',
      'health shop-web-a changed while nobody looked: paused',
      'gap Docker: the engine forgot',
    ]);
  });
});

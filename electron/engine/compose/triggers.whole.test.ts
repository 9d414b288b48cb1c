// Triggers as they are wired, on a Docker engine made of memory: restarts are counted from its events, over starts of the
// console too, and the desktop is told.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ShellNotice } from '#shared/shell/host-messages.ts';
import { createEngine } from '../engine.ts';
import { openPlan, planText, run, serve, startEngine, until } from '../engine.fixture.ts';
import { fakeContainer, idOf, startFakeDaemon } from '../sources/docker/fake-daemon.fixture.ts';
import { testFolder } from '../store/store.fixture.ts';
import { promqlTrigger } from '../triggers/triggers.fixture.ts';

const resourcesDir = join(import.meta.dirname, '..', '..', '..', 'resources');

test('a container that restarts more often than allowed fires; before enough was watched nobody says that it is quiet', async () => {
  const home = mkdtempSync(join(tmpdir(), 'fake-docker-'));
  const daemon = await startFakeDaemon(join(home, 'docker.sock'));
  onTestFinished(() => daemon.stop().catch(() => undefined));
  daemon.containers.set(idOf('attestor'), fakeContainer('attestor'));
  const options = { dataDir: testFolder(), resourcesDir, env: { DOCKER_HOST: daemon.endpoint, HOME: home } };
  const engine = await createEngine(options);
  const notices: ShellNotice[] = [];
  engine.onNotice((notice) => notices.push(notice));
  const { triggers } = engine.client;
  const condition = { kind: 'restarts' as const, over: 'docker' as const, selector: { name: '*attestor*' }, moreThan: 2, windowMs: 900_000 }; // prettier-ignore
  const { key } = await triggers.save({ key: null, by: 'On-call', trigger: { ...promqlTrigger({ name: 'Restarts', forMs: 0, intervalMs: 1000 }), condition } }); // prettier-ignore
  await until(
    await triggers.feed(),
    (all) => all.get(key)?.trouble?.reason.endsWith('15 min of 15 min not observed') === true,
  );
  for (let time = 0; time < 3; time++) {
    daemon.emit('die', fakeContainer('attestor', { state: 'exited' }), { exitCode: '1' });
    daemon.emit('start', fakeContainer('attestor', { restartCount: time + 1 }));
  }
  const firing = await until(await triggers.feed(), (all) => all.get(key)?.state === 'firing');
  expect(firing.get(key)).toMatchObject({ watchedBy: 'local', place: 'Docker', instances: [{ labels: { container: 'attestor', alertname: 'Restarts' }, value: '3' }] }); // prettier-ignore
  await vi.waitFor(() => expect(notices).toMatchObject([{ key, title: 'Restarts (action)' }]));
  await engine.close();

  const next = await createEngine(options);
  onTestFinished(next.close);
  const again = await until(await next.client.triggers.feed(), (all) => (all.get(key)?.looks?.done ?? 0) > 0);
  expect(again.get(key)).toMatchObject({ state: 'firing', firing: 1, instances: [{ value: '3' }] });
  await next.client.triggers.mute({ muted: true, by: 'On-call' });
  expect((await until(await next.client.triggers.notices(), (all) => all.get('notices')?.muted === true)).size).toBe(1);
});

test('an item of a plan that was never looked at is not known; one that fails fires, and ceases to when it passes', async () => {
  let status = 503;
  const url = await serve((_, response) => response.writeHead(status).end('{}'));
  const { client, dataDir } = await startEngine();
  const planId = await openPlan(client, dataDir, planText(url));
  const { triggers } = client;
  const save = async (name: string, itemId: string): Promise<string> => {
    const condition = { kind: 'probe' as const, planId, itemId, outcome: 'failed' as const };
    return (await triggers.save({ key: null, by: 'On-call', trigger: { ...promqlTrigger({ name, forMs: 0, intervalMs: 1000 }), condition } })).key; // prettier-ignore
  };
  const health = await save('HealthFails', 'health');
  const none = await save('NoItem', 'nothing');
  const before = await until(await triggers.feed(), (all) => [health, none].every((key) => all.get(key)?.trouble !== null)); // prettier-ignore
  expect(before.get(health)?.trouble?.reason).toBe('it was never looked at as it is now');
  expect(before.get(none)?.trouble?.reason).toBe('the plan Small has no item nothing any more');
  await run(client, planId);
  const firing = await until(await triggers.feed(), (all) => all.get(health)?.state === 'firing');
  expect(firing.get(health)?.instances).toMatchObject([{ labels: { item: 'Health', plan: 'Small' } }]);
  status = 200;
  await run(client, planId);
  await until(await triggers.feed(), (all) => all.get(health)?.state === 'inactive');
});

// Triggers in an engine process that is killed while one is pending: it fires within an interval of its twin that went on,
// and the shell is told of it through the pipe.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fakeContainer, idOf, startFakeDaemon } from '#engine/sources/docker/fake-daemon.fixture.ts';
import type { FromHost, ShellNotice } from '#shared/shell/host-messages.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { startEngineProcess, type EngineProcess } from './support/engine-process.ts';
import { nextEntries } from './support/feeds.ts';

function heard(process: EngineProcess): ShellNotice[] {
  const notices: ShellNotice[] = [];
  process.child.on('message', (message: FromHost) => message.kind === 'notice' && notices.push(message.notice));
  return notices;
}

async function standing({ client }: EngineProcess, isMeant: (one: WatchedTrigger) => boolean): Promise<WatchedTrigger> {
  const all = await nextEntries(await client.triggers.feed(), (entries) => [...entries.values()].some(isMeant));
  return [...all.values()].find(isMeant) as WatchedTrigger;
}

test('killed at a random instant while it is pending, a trigger fires within an interval of its twin, and the shell is told', async () => {
  const home = mkdtempSync(join(tmpdir(), 'triggers-crash-'));
  const daemon = await startFakeDaemon(join(home, 'docker.sock'));
  onTestFinished(async () => {
    await daemon.stop();
    rmSync(home, { recursive: true, force: true });
  });
  daemon.containers.set(idOf('web'), fakeContainer('web', { health: 'unhealthy' }));
  const env = { DOCKER_HOST: daemon.endpoint, HOME: home, KUBECONFIG: join(home, 'none') };
  const begin = async (name: string): Promise<EngineProcess> => {
    const process = await startEngineProcess(join(home, name), env);
    onTestFinished(() => process.kill());
    return process;
  };
  const beganAt = Date.now();
  const twin = await begin('twin');
  // However slow this machine is, the outage has to stay under two intervals.
  const intervalMs = Math.max(4000, Math.ceil((4 * (Date.now() - beganAt)) / 1000) * 1000);
  const forMs = 2 * intervalMs;
  const other = await begin('other');
  const trigger = { name: 'Unhealthy', originalWords: '', condition: { kind: 'container_unhealthy' as const, selector: { name: 'web' } }, forMs, keepFiringForMs: 0, intervalMs, severity: 'urgent' as const, labels: {}, annotations: {}, rollbackPlanId: null, enabled: true }; // prettier-ignore
  const both = [twin, other];
  await Promise.all(both.map(({ client }) => client.triggers.save({ key: null, trigger, by: 'Lead' })));
  const pending = await Promise.all(both.map((one) => standing(one, ({ state }) => state === 'pending')));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * intervalMs));
  await other.kill();
  const again = await begin('other');
  const notices = heard(again);
  const fired = await Promise.all([twin, again].map((one) => standing(one, ({ state }) => state === 'firing')));
  const took = fired.map(({ instances }, at) => (instances[0]?.firedAtMs ?? Infinity) - (pending[at]?.sinceMs ?? 0));
  const [twinTook = 0, otherTook = 0] = took;
  expect(twinTook).toBeGreaterThanOrEqual(forMs);
  expect(Math.abs(otherTook - twinTook)).toBeLessThanOrEqual(intervalMs);
  // What was pending before the kill is the same that fired after it.
  expect(fired.map(({ instances }) => instances[0]?.activeAtMs)).toEqual(pending.map(({ sinceMs }) => sinceMs));
  await expect.poll(() => notices.map(({ title }) => title)).toEqual(['Unhealthy (urgent)']);
});

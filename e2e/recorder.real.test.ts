// What the recorder keeps of containers of a Docker engine that this file starts for itself: how one died, its last lines, and
// what happened while the console was closed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { JournalEvent } from '#shared/model/system.ts';
import { importBusybox, runContainer, startDockerd, type RealDocker } from './support/dockerd.ts';
import { startEngineProcess, type EngineProcess } from './support/engine-process.ts';
import { nextEntries } from './support/feeds.ts';
import { realSuite } from './support/real-suite.ts';

const suite = realSuite('a Docker engine', ['dockerd', 'containerd', 'busybox', 'tar'], true);
const busybox = (...words: string[]): object => ({ Image: 'ready-room-test', Cmd: ['/bin/busybox', ...words] });

describe.skipIf(suite.skip)(`the recorder over a Docker engine${suite.why}`, () => {
  let docker: RealDocker;
  let engine: EngineProcess;
  const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-recorder-'));

  /** Begins the watch, and resolves when the engine is live. */
  const watch = async (): Promise<void> => {
    engine = await startEngineProcess(dataDir, { DOCKER_HOST: docker.endpoint });
    await engine.client.docker.containers();
    const sources = (await engine.client.system.sources())[Symbol.asyncIterator]();
    await nextEntries(sources, (all) => all.get('docker')?.state === 'live');
  };
  const events = async (type: string, subject: string): Promise<JournalEvent[]> =>
    (await engine.client.system.journal({ type, limit: 500 }))
      .filter((event) => event.subject === subject)
      .toReversed();
  const first = async (type: string, subject: string): Promise<JournalEvent> =>
    vi.waitFor(
      async () => {
        const [event] = await events(type, subject);
        if (event === undefined) throw new Error(`no ${type} of ${subject} yet`);
        return event;
      },
      { interval: 50 },
    );
  const actions = async (name: string): Promise<string[]> => (await events('docker.changed', name)).map(({ data }) => (data as { action: string }).action); // prettier-ignore

  beforeAll(async () => {
    docker = await startDockerd();
    await importBusybox(docker, 'ready-room-test');
    await runContainer(docker, 'steady', busybox('sleep', '600'));
    await watch();
  });
  afterAll(async () => {
    await engine?.end();
    await docker?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('a container that dies leaves the fields that changed, and its last lines without secrets', async () => {
    await runContainer(docker, 'fragile', busybox('sh', '-c', 'echo starting; sleep 1; echo password=hunter2hunter2 >&2; echo out of memory >&2; exit 3')); // prettier-ignore
    const changed = await first('object.changed', 'fragile');
    expect(changed.data).toMatchObject({ kind: 'containers', name: 'fragile' });
    const fields = (changed.data as { diff: { path: string; to?: unknown }[] }).diff.map(({ path, to }) => [path, to]);
    expect(fields).toContainEqual(['state', 'exited']);
    expect(fields).toContainEqual(['exitCode', 3]);
    const excerpt = (await first('log.excerpt', 'fragile')).data as { exitCode: number; lines: { text: string }[] };
    expect(excerpt.exitCode).toBe(3);
    expect(excerpt.lines.map(({ text }) => text)).toEqual(['starting', 'password=[redacted]', 'out of memory']);
  });

  test('what happened while the console was closed is told after its start, once, and what was seen before is not told again', async () => {
    const before = await actions('fragile');
    await engine.end();
    await docker.api('DELETE', '/containers/fragile?force=1');
    await runContainer(docker, 'brief', busybox('sh', '-c', 'echo gone by; exit 1'));
    await vi.waitFor(async () => expect(await docker.api('GET', '/containers/brief/json')).toContain('"exited"'), { interval: 100 }); // prettier-ignore
    await watch();
    await vi.waitFor(async () => expect(await actions('fragile')).toEqual([...before, 'destroy']), { interval: 50 }); // prettier-ignore
    expect(await actions('brief')).toEqual(['create', 'start', 'die']);
    const gone = await first('object.gone', 'fragile');
    const [from, to] = (gone.data as { between: [number, number] }).between;
    expect(to).toBeGreaterThan(from);
    expect((await first('object.appeared', 'brief')).data).toHaveProperty('between');
    expect(((await first('log.excerpt', 'brief')).data as { lines: { text: string }[] }).lines).toMatchObject([{ text: 'gone by' }]); // prettier-ignore
    expect(await events('object.changed', 'steady')).toEqual([]);
    expect(await events('object.appeared', 'steady')).toEqual([]);
    const gaps = (await engine.client.system.journal({ type: 'source.gap', limit: 10 })).filter(({ source }) => source === 'docker'); // prettier-ignore
    expect(gaps).toEqual([]);
  });
});

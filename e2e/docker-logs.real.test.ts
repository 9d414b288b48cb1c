// Logs of a Docker engine that this file starts for itself, through an engine in a process of its own: every line once and
// in order, through a restart, from several containers, and through the loss of the engine.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { FeedMessage } from '#shared/model/feed.ts';
import { everyLine, type LogId, type LogRow, type LogStatus, type LogTarget } from '#shared/model/log-lines.ts';
import { endsAtOnce, importBusybox, runContainer, startDockerd, type RealDocker } from './support/dockerd.ts';
import { startEngineProcess, type EngineProcess } from './support/engine-process.ts';
import { nextEntries } from './support/feeds.ts';
import { realSuite } from './support/real-suite.ts';

const suite = realSuite('a Docker engine', ['dockerd', 'containerd', 'busybox', 'tar'], true);
const shell = (script: string, more: object = {}): object => ({ ...endsAtOnce, Image: 'ready-room-test', Cmd: ['/bin/busybox', 'sh', '-c', script], ...more }); // prettier-ignore
/** Each rest is a process that has to be started. */
const restAfterTen = '[ $((i % 10)) -lt 9 ] || busybox usleep 20000';
const counting = (count: number, each: string): string =>
  `i=0; while [ $i -lt ${count} ]; do ${each}; i=$((i+1)); done; busybox sleep 600`;

describe.skipIf(suite.skip)(`logs of a Docker engine${suite.why}`, () => {
  let docker: RealDocker;
  let engine: EngineProcess;
  const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-logs-'));

  beforeAll(async () => {
    docker = await startDockerd();
    await importBusybox(docker, 'ready-room-test');
    engine = await startEngineProcess(dataDir, { DOCKER_HOST: docker.endpoint });
  });
  afterAll(async () => {
    await engine?.end();
    await docker?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const open = async (target: LogTarget, sinceMs: number | null = null) => {
    const { logId } = await engine.client.logs.open({ target, sinceMs, tailLines: null, previous: false });
    const feed = (await engine.client.logs.status({ logId }))[Symbol.asyncIterator]() as AsyncIterator<FeedMessage<LogStatus>>; // prettier-ignore
    const until = async (wanted: (status: LogStatus) => boolean): Promise<LogStatus> =>
      (await nextEntries(feed, (all) => wanted(all.get('log') as LogStatus))).get('log') as LogStatus;
    return { logId, until, close: () => feed.return?.() };
  };
  const rowsOf = async (logId: LogId): Promise<LogRow[]> => {
    const rows: LogRow[] = [];
    const { view } = await engine.client.logs.window({ logId, filter: everyLine, from: 'end', count: 0 });
    for (let from = view.first; from < view.end; from += 500) {
      rows.push(...(await engine.client.logs.window({ logId, filter: everyLine, from, count: 500 })).rows);
    }
    return rows;
  };
  const lines = (rows: LogRow[], std: string, stream = 0): string[] =>
    rows.filter((row) => row.kind === 'line' && row.std === std && row.stream === stream).map(({ text }) => text);

  test('100,000 lines on both outputs while they are written: every one once, in the order of its output', async () => {
    const script = counting(50_000, 'echo "out $i"; echo "err $i" >&2');
    const id = await runContainer(docker, 'chatty', shell(`busybox sleep 1; ${script}`));
    const began = performance.now();
    const { logId, until, close } = await open({ source: 'docker', containerIds: [id] });
    const status = await until(({ read, waiting }) => read >= 100_000 && waiting === 0);
    console.info(`100,000 lines in ${Math.round(performance.now() - began)} ms`);
    expect(status).toMatchObject({ read: 100_000, dropped: 0, firstHeld: 0 });
    const rows = await rowsOf(logId);
    for (const std of ['out', 'err']) {
      expect(lines(rows, std)).toEqual(Array.from({ length: 50_000 }, (_, at) => `${std} ${at}`));
    }
    const filter = { ...everyLine, only: true, search: { text: '^(out|err) 4999.$', regex: true, matchCase: true } };
    await vi.waitFor(async () => {
      const { view } = await engine.client.logs.window({ logId, filter, from: 'end', count: 100 });
      expect(view).toMatchObject({ matches: 20, behind: 0 });
    });
    await close?.();
  });

  test('a container that is restarted in the middle goes on in the same stream, without a line twice', async () => {
    const id = await runContainer(docker, 'again', shell(`trap 'exit 0' TERM; ${counting(2000, `echo "line $i"; ${restAfterTen}`)}`, { StopSignal: 'SIGTERM' })); // prettier-ignore
    const { logId, until, close } = await open({ source: 'docker', containerIds: [id] });
    await until(({ read }) => read > 200);
    await docker.api('POST', `/containers/${id}/restart?t=1`);
    await until(({ streams }) => streams[0]?.state === 'live' && (streams[0]?.lines ?? 0) > 600);
    await docker.api('POST', `/containers/${id}/stop?t=1`);
    await until(({ streams, waiting }) => streams[0]?.state === 'ended' && waiting === 0);
    const rows = await rowsOf(logId);
    const written = (await docker.api('GET', `/containers/${id}/logs?stdout=1`)).split('\n').flatMap((line) => /line \d+$/.exec(line)?.[0] ?? []); // prettier-ignore
    expect(lines(rows, 'out')).toEqual(written);
    expect(written.filter((line) => line === 'line 0')).toHaveLength(2);
    const marks = rows.filter(({ kind }) => kind !== 'line').map(({ kind }) => kind);
    expect(marks.filter((kind) => kind === 'restarted')).toHaveLength(1);
    expect(marks).not.toContain('missing');
    const at = rows.findIndex(({ kind }) => kind === 'restarted');
    expect(rows.slice(at).find(({ kind }) => kind === 'line')?.text).toBe('line 0');
    await close?.();
  });

  test('the three containers of a project are merged by time, and a fourth joins', async () => {
    const labels = { 'com.docker.compose.project': 'shop' };
    for (const name of ['web', 'db', 'job']) {
      await runContainer(docker, `shop-${name}-1`, shell(counting(300, `echo "${name} $i"; ${restAfterTen}`), { Labels: labels })); // prettier-ignore
    }
    const { logId, until, close } = await open({ source: 'docker', project: 'shop' });
    const full = await until(({ read, waiting }) => read >= 900 && waiting === 0);
    expect(full.streams.map(({ name }) => name).toSorted()).toEqual(['db-1', 'job-1', 'web-1']);
    const rows = await rowsOf(logId);
    for (const { number, name } of full.streams) {
      expect(lines(rows, 'out', number)).toEqual(Array.from({ length: 300 }, (_, at) => `${name.split('-')[0]} ${at}`));
    }
    const inTime = rows.filter(({ late }) => !late);
    // How many come late depends on how busy the machine is; those are marked, the rest is in order.
    expect(inTime.length).toBeGreaterThan(450);
    const stamps = inTime.map(({ at, nanos }) => at + nanos / 1_000_000);
    expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
    await runContainer(docker, 'shop-late-1', shell('echo "late 0"; busybox sleep 600', { Labels: labels }));
    const joined = await until(({ streams }) => streams[3]?.lines === 1);
    expect(joined.streams[3]).toMatchObject({ name: 'late-1', state: 'live' });
    expect((await rowsOf(logId)).filter(({ stream }) => stream === 3).map(({ kind }) => kind)).toEqual([
      'joined',
      'line',
    ]);
    await close?.();
  });

  test('a terminal, a very long line and bytes that are no text', async () => {
    const script = `echo "tty line"; busybox printf 'bad \\377 byte\\n'; busybox printf '%070000d\\n' 7; busybox sleep 600`;
    const tty = await runContainer(docker, 'tty', shell(script, { Tty: true }));
    const plain = await runContainer(docker, 'plain', shell(script));
    const read: LogRow[][] = [];
    for (const id of [tty, plain]) {
      const { logId, until, close } = await open({ source: 'docker', containerIds: [id] });
      await until(({ read: count, waiting }) => count >= 3 && waiting === 0);
      read.push(await rowsOf(logId));
      await close?.();
    }
    for (const rows of read) {
      expect(rows.slice(0, 2).map(({ text }) => text)).toEqual(['tty line', 'bad \ufffd byte']);
    }
    // With a terminal the engine's own splits of a long line cannot be told from the line.
    expect(read[1]?.[2]).toMatchObject({ chars: 65_536, cut: true });
  });

  test('when the engine is killed the stream is stale, and afterwards goes on', async () => {
    const id = await runContainer(docker, 'survivor', shell(counting(100_000, 'echo "line $i"; busybox usleep 5000'), { HostConfig: { NetworkMode: 'none', RestartPolicy: { Name: 'always' } } })); // prettier-ignore
    const { logId, until, close } = await open({ source: 'docker', containerIds: [id] });
    await until(({ read }) => read > 50);
    await docker.down('SIGKILL');
    const lost = await until(({ streams, reason }) => streams[0]?.state !== 'live' && reason !== '');
    expect(lost.reason).toContain('Docker is not live');
    const before = lost.read;
    await docker.up();
    await until(({ streams, read }) => streams[0]?.state === 'live' && read > before + 50);
    const rows = await rowsOf(logId);
    const texts = rows.filter(({ kind }) => kind === 'line').map(({ text }) => Number(text.split(' ')[1]));
    const starts = texts.flatMap((value, at) => (value === 0 ? [at] : []));
    expect(starts.length).toBeGreaterThanOrEqual(2);
    // Within each run every number follows the one before.
    expect(texts.every((value, at) => value === 0 || value === (texts[at - 1] ?? -1) + 1)).toBe(true);
    await close?.();
  });
});

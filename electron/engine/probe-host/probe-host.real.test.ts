import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { startProbeHost } from './client.ts';
import { isAlive, newFolder, newHost, run, ways } from './host.fixture.ts';

const node = process.execPath;

describe.each(ways)('a command, by $way,', ({ options }) => {
  const host = startProbeHost(options);
  afterAll(() => host.close());

  test('gives its exit code, both outputs and the executable that was found', async () => {
    const answer = await run(host, ['sh', '-c', 'echo out; echo err >&2; exit 3']);
    expect(answer).toMatchObject({ exitCode: 3, signal: null, stdout: 'out\n', stderr: 'err\n', timedOut: false });
    expect(answer.path).toMatch(/^\/.*\/sh$/);
  });

  test.each([
    '; id',
    '$(id)',
    '`id`',
    'a\nb',
    '--option=x',
    '| id',
    '&& id',
    '“quoted”',
    '\'"',
    '*',
    '~',
    '$HOME',
    '\\',
    '',
    '%PATH%',
    '\u0007',
  ])('receives the argument %j literally', async (argument) => {
    const answer = await run(host, [
      node,
      '-e',
      'process.stdout.write(JSON.stringify(process.argv.slice(1)))',
      '--',
      argument,
    ]);
    expect(JSON.parse(answer.stdout)).toEqual([argument]);
  });

  test('sees the allow-listed variables and its own, and no standard input', async () => {
    vi.stubEnv('CANARY_TOKEN', 'tweet-7421');
    onTestFinished(() => void vi.unstubAllEnvs());
    const fresh = newHost(options);
    const answer = await run(fresh, ['sh', '-c', 'env; cat'], { env: { MINE: 'yes' } });
    const names = answer.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('=')[0] ?? '');
    const allowed = [
      'PATH',
      'HOME',
      'LANG',
      'TZ',
      'TMPDIR',
      'MINE',
      'READYROOM_COMMAND',
      'PWD',
      'SHLVL',
      '_',
      'OLDPWD',
    ];
    expect(names.filter((name) => !allowed.includes(name))).toEqual([]);
    expect(names).toContain('MINE');
    expect(readFileSync(`/proc/${String(fresh.pid())}/environ`, 'utf8')).not.toContain('tweet-7421');
  });

  test('that does not exist, may not be executed, holds NUL or has no folder is refused with the reason', async () => {
    const plain = join(newFolder(), 'plain');
    writeFileSync(plain, 'echo', { mode: 0o644 });
    await expect(run(host, ['no-such-command'])).rejects.toThrow(/command not found: no-such-command \(looked in \//);
    await expect(run(host, [plain])).rejects.toMatchObject({ code: 'denied' });
    await expect(run(host, ['echo', 'a\0b'])).rejects.toMatchObject({ code: 'bad_input' });
    await expect(run(host, ['echo'], { cwd: '/no/such/folder' })).rejects.toThrow('no such folder: /no/such/folder');
    await expect(run(host, ['run.bat'])).rejects.toMatchObject({ code: 'bad_input' });
    const long = `/${'x'.repeat(5000)}`;
    await expect(run(host, [long])).rejects.toThrow(/x cannot be looked at: ENAMETOOLONG/);
    await expect(run(host, ['echo'], { cwd: long })).rejects.toMatchObject({ code: 'bad_input' });
    await expect(run(host, ['x'.repeat(300)])).rejects.toMatchObject({ code: 'not_found' });
  });

  test('that floods its output is counted whole and kept in part', async () => {
    const answer = await run(host, [node, '-e', 'process.stdout.write("x".repeat(3e6))']);
    expect(answer.stdout.length).toBe(262_144);
    expect(answer.stdoutBytes).toBe(3_000_000);
  });

  test('that puts out without end is answered at its deadline', async () => {
    const answer = await run(host, ['yes'], { deadlineMs: 200 });
    // Without its deadline there would be no answer.
    expect(answer).toMatchObject({ timedOut: true, exitCode: null });
  });
});

describe.each(ways)('nothing stays, by $way,', ({ options }) => {
  test.each([
    ['of one that ignores SIGTERM', `trap '' TERM; echo $$ >> pids; while :; do sleep 0.05; done`],
    ['of one with children in the background', 'sleep 60 & echo $! >> pids; (sleep 61 & echo $! >> pids); sleep 62'],
    ['of one that leaves its group and session', 'setsid sh -c \'echo $$ >> pids; trap "" TERM; sleep 60\' & sleep 60'],
  ])('%s, after the deadline', async (_, script) => {
    const cwd = newFolder();
    const host = newHost(options);
    // A machine may be too slow to begin it before its deadline.
    for (let deadlineMs = 400; !existsSync(join(cwd, 'pids')); deadlineMs *= 2) {
      expect((await run(host, ['sh', '-c', script], { cwd, deadlineMs })).timedOut).toBe(true);
    }
    const pids = readFileSync(join(cwd, 'pids'), 'utf8').trim().split('\n').map(Number);
    expect(pids.length).toBeGreaterThan(0);
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]));
  });

  test('of what a command leaves running when it ends by itself', async () => {
    const cwd = newFolder();
    const answer = await run(
      newHost(options),
      ['sh', '-c', 'setsid sleep 60 & echo $! > pids; sleep 60 & echo $! >> pids; echo done'],
      { cwd },
    );
    expect(answer).toMatchObject({ exitCode: 0, stdout: 'done\n' });
    const pids = readFileSync(join(cwd, 'pids'), 'utf8').trim().split('\n').map(Number);
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]));
  });

  test('when the host is closed, not even the host', async () => {
    const host = startProbeHost(options);
    const cwd = newFolder();
    const running = run(host, ['sh', '-c', 'echo $$ > pids; sleep 60'], { cwd });
    const outcome = running.catch((error: unknown) => error);
    await vi.waitFor(() => expect(readFileSync(join(cwd, 'pids'), 'utf8')).toMatch(/\d\n/));
    const pids = [Number(readFileSync(join(cwd, 'pids'), 'utf8')), Number(host.pid())];
    await host.close();
    expect(await outcome).toMatchObject({ code: 'unavailable' });
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]));
  });
});

describe.each(ways)('the signal, by $way,', ({ options }) => {
  const cancelled = (): AbortSignal => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new OpsError('cancelled', 'cancelled')), 300);
    return controller.signal;
  };

  test('at a deadline gives what was put out so far, without waiting for the end of who does not want to', async () => {
    const host = newHost(options);
    const cwd = newFolder();
    const late = new AbortController();
    const running = run(host, ['sh', '-c', 'echo begun; trap "" TERM; echo $$ > pid; sleep 60'], { cwd, signal: late.signal }); // prettier-ignore
    await vi.waitFor(() => expect(readFileSync(join(cwd, 'pid'), 'utf8')).toMatch(/\d\n/));
    late.abort(new OpsError('timed_out', 'timed_out'));
    expect(await running).toMatchObject({ timedOut: true, exitCode: null, signal: null, stdout: 'begun\n' });
  });

  test('of a cancelled look throws its reason', async () => {
    await expect(run(newHost(options), ['sleep', '60'], { signal: cancelled() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

test.each(ways)(
  'a host by $way that dies fails what is pending, is started anew, and the new one ends what it left',
  async ({ options }) => {
    const host = newHost(options);
    const cwd = newFolder();
    expect(host.pid()).toBeNull();
    const running = run(host, ['sh', '-c', 'echo $$ > pids; sleep 60'], { cwd });
    const outcome = running.catch(messageOf);
    await vi.waitFor(() => expect(readFileSync(join(cwd, 'pids'), 'utf8')).toMatch(/\d\n/));
    process.kill(Number(host.pid()), 'SIGKILL');
    expect(await outcome).toMatch(/the process that runs commands ended \(SIGKILL\)/);
    expect((await run(host, ['echo', 'again'])).stdout).toBe('again\n');
    const left = Number(readFileSync(join(cwd, 'pids'), 'utf8'));
    await vi.waitFor(() => expect(isAlive(left)).toBe(false));
  },
);

test('a host that dies in the middle of an answer fails that command only', async () => {
  const entry = join(newFolder(), 'half.mjs');
  writeFileSync(
    entry,
    `process.stdin.once('data', () => process.stdout.write('{"type":"answered","id":1,"stdo', () => process.exit(9)));`,
  );
  const host = startProbeHost({ entry });
  onTestFinished(() => host.close());
  await expect(run(host, ['echo'])).rejects.toMatchObject({ code: 'unavailable' });
});

test('a host that does not end when it is closed is killed, and so is what its commands left', async () => {
  const folder = newFolder();
  const entry = join(folder, 'deaf.mjs');
  const pids = join(folder, 'pids');
  writeFileSync(
    entry,
    `import { spawn } from 'node:child_process';
    import { writeFileSync } from 'node:fs';
    process.stdin.on('end', () => undefined).resume();
    const env = { ...process.env, READYROOM_COMMAND: process.argv[2] + ':1' };
    const { pid } = spawn('sleep', ['60'], { env, detached: true, stdio: 'ignore' });
    writeFileSync(${JSON.stringify(pids)}, process.pid + '\\n' + pid + '\\n');
    setInterval(() => undefined, 60_000);`,
  );
  const host = startProbeHost({ entry, closeWithinMs: 100 });
  onTestFinished(() => host.close());
  host.warm();
  await vi.waitFor(() => expect(readFileSync(pids, 'utf8')).toMatch(/\d\n\d+\n/));
  const started = readFileSync(pids, 'utf8').trim().split('\n').map(Number);
  expect(started.filter(isAlive)).toHaveLength(2);
  await host.close();
  await vi.waitFor(() => expect(started.filter(isAlive)).toEqual([]));
});

test('a host that could not be started can be closed all the same', async () => {
  const host = startProbeHost({ execPath: '/no/such/node' });
  host.warm();
  await host.close();
  expect(host.pid()).toBeNull();
});

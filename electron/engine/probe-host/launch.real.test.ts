import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { messageOf } from '#shared/model/ops-error.ts';
import type { ProbeHost } from './client.ts';
import { childrenOf, newFolder, newHost, openFilesOf, run, ways } from './host.fixture.ts';

function script(text: string): string {
  const file = join(newFolder(), 'script');
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

/** A Node that is started after a line of shell. */
const nodeAfter = (line: string): string => script(`#!/bin/sh\n${line}\nexec '${process.execPath}' "$@"\n`);

const runForty = (host: ProbeHost): Promise<string[]> =>
  Promise.all(Array.from({ length: 40 }, () => run(host, ['sleep', '0.6']).then(() => 'done', messageOf)));

describe.each(ways)('started by $way, a command', ({ outputIs, options }) => {
  test('is started that way', async () => {
    const answer = await run(newHost(options), ['readlink', '/proc/self/fd/1']);
    expect(answer.stdout).toMatch(new RegExp(`^${outputIs}`));
  });

  test('leads its own session and group, and sees itself by the name that was found', async () => {
    const host = newHost(options);
    const [pid, , , , group, session] = (await run(host, ['cat', '/proc/self/stat'])).stdout.split(' ');
    expect([group, session]).toEqual([pid, pid]);
    const answer = await run(host, ['sh', '-c', 'tr "\\0" " " < /proc/$$/cmdline']);
    expect(answer.stdout).toMatch(/^\/.*\/sh -c /);
  });

  test('gets no file of the host, nor of other commands', async () => {
    const host = newHost(options);
    const others = Array.from({ length: 5 }, () => run(host, ['sleep', '0.3']));
    // What this process was given without the mark to be closed goes through Node's own spawn, and is not the host's.
    const given = await run(host, ['ls', '/proc/self/fd']);
    const allowed =
      outputIs === 'pipe:' ? '0\n1\n2\n3\n' : spawnSync('ls', ['/proc/self/fd'], { encoding: 'utf8' }).stdout;
    expect(given.stdout).toBe(allowed);
    expect((await run(host, ['readlink', '/proc/self/fd/0'])).stdout).toBe('/dev/null\n');
    await Promise.all(others);
  });

  test('has no signal blocked or ignored', async () => {
    const { stdout } = await run(newHost(options), ['grep', '-E', '^Sig(Blk|Ign):', '/proc/self/status']);
    expect(stdout).toBe('SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n');
  });

  test('that a signal ends is told by the name of the signal', async () => {
    const host = newHost(options);
    expect(await run(host, ['sh', '-c', 'kill -ABRT $$'])).toMatchObject({ exitCode: null, signal: 'SIGABRT' });
    expect(await run(host, ['sh', '-c', 'exit 255'])).toMatchObject({ exitCode: 255, signal: null });
  });

  test('that is a script runs by the shell it names, or else by sh; one that names no program is refused', async () => {
    const host = newHost(options);
    expect((await run(host, [script('#!/bin/cat\n')])).stdout).toBe('#!/bin/cat\n');
    expect((await run(host, [script('echo "by $0 with $1"\n'), 'it'])).stdout).toMatch(/^by \/.*\/script with it\n$/);
    const refused = run(host, [script('#!/no/such/program\n')]);
    await expect(refused).rejects.toThrow(/\/script could not be started: spawn \/.*\/script ENOENT/);
  });

  test('may have arguments of a megabyte; those that the kernel refuses are refused with its reason', async () => {
    const host = newHost(options);
    const many = Array.from({ length: 12 }, () => 'ü'.repeat(50_000));
    expect((await run(host, ['sh', '-c', 'printf %s "$@" | wc -c', 'sh', ...many])).stdout.trim()).toBe('1200000');
    await expect(run(host, ['echo', 'x'.repeat(200_000)])).rejects.toThrow(/echo could not be started: spawn .*E2BIG/);
    expect((await run(host, ['echo', 'on'])).stdout).toBe('on\n');
  });
});

describe.each(ways)('a host that starts commands by $way', ({ options }) => {
  test('sees the end of each of 100 that end at once, while an older one goes on', async () => {
    const host = newHost(options);
    const older = run(host, ['sleep', '60']).catch(messageOf);
    const all = await Promise.all(Array.from({ length: 100 }, () => run(host, ['/bin/true'])));
    expect(all.filter(({ exitCode }) => exitCode === 0)).toHaveLength(100);
    await host.close();
    expect(await older).toMatch(/the command's end was not seen/);
  });

  test('keeps no zombie and no open file of 200 commands, of which some could not be started', async () => {
    const host = newHost(options);
    await run(host, ['true']);
    const before = openFilesOf(host);
    const broken = script('#!/no/such/program\n');
    for (let round = 0; round < 20; round++) {
      const some = Array.from({ length: 10 }, (_, index) => run(host, [index === 0 ? broken : '/bin/true']));
      const settled = await Promise.allSettled(some);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(9);
    }
    expect(childrenOf(host)).toEqual([]);
    expect(openFilesOf(host)).toBe(before);
  });

  test('refuses what it has no files left for, and goes on when there are some again', async () => {
    const host = newHost({ ...options, execPath: nodeAfter('ulimit -n 64') });
    const outcomes = await runForty(host);
    const refused = outcomes.filter((outcome) => outcome !== 'done');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(40);
    for (const reason of refused) expect(reason).toMatch(/sleep could not be started: .*EMFILE/);
    expect((await run(host, ['echo', 'on'])).stdout).toBe('on\n');
    expect(childrenOf(host)).toEqual([]);
  });
});

describe('posix_spawn, unlike the other,', () => {
  test('closes even what the host itself was given', async () => {
    const host = newHost({ execPath: nodeAfter('exec 9</dev/null') });
    expect((await run(host, ['ls', '/proc/self/fd'])).stdout).toBe('0\n1\n2\n3\n');
  });

  test('leaves nothing open in a host that ran out of files', async () => {
    const host = newHost({ execPath: nodeAfter('ulimit -n 64') });
    await run(host, ['true']);
    const before = openFilesOf(host);
    expect(await runForty(host)).toContainEqual(expect.stringMatching(/sleep could not be started: pipe2 EMFILE/));
    await vi.waitFor(() => expect(openFilesOf(host)).toBe(before));
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newFolder, newHost, run, ways } from './host.fixture.ts';
import { defaultLimits, underLimits } from './limits.ts';

const node = process.execPath;
const limits = { cpuSeconds: 1, memoryMiB: 1024, openFiles: 256, fileMiB: 1 };

describe.each(ways)('by $way, a command', ({ options }) => {
  test('that takes memory without end gets none beyond its limit, and ends in its own words', async () => {
    const eat = 'const all = []; for (;;) { all.push(Buffer.alloc(2 ** 26, 1)); process.stdout.write("x"); }';
    // A gigabyte is more than a second's work on a slow machine.
    const answer = await run(newHost({ ...options, limits: { ...limits, cpuSeconds: 30 } }), [node, '-e', eat], { deadlineMs: 150_000 }); // prettier-ignore
    expect(answer).toMatchObject({
      timedOut: false,
      exitCode: 1,
      stderr: expect.stringMatching(/allocate memory|allocation failed/i),
    });
    expect(answer.stdoutBytes).toBeGreaterThan(0);
    expect(answer.stdoutBytes).toBeLessThan(16);
  });

  test('that opens files without end is told at its limit, though its runtime raises what it may raise', async () => {
    const count = `let left = 300; const fs = require('node:fs');
      try { while (left-- > 0) fs.openSync('/dev/null'); } catch (error) { console.log(error.code, 300 - left); }`;
    const { stdout } = await run(newHost({ ...options, limits }), [node, '-e', count]);
    expect(stdout).toMatch(/^EMFILE 2[0-9]{2}\n$/);
  });

  test('that writes a huge file is ended at its limit, by the signal for it', async () => {
    const cwd = newFolder();
    const writing = ['dd', 'if=/dev/zero', 'of=huge', 'bs=65536', 'count=100'] as const;
    const answer = await run(newHost({ ...options, limits }), [...writing], { cwd });
    expect(answer).toMatchObject({ signal: 'SIGXFSZ', exitCode: null, timedOut: false });
    expect(statSync(join(cwd, 'huge')).size).toBe(2 ** 20);
  });

  test('has them, and so has all that it starts, with nothing left to raise; the host itself has them', async () => {
    const host = newHost({ ...options, limits });
    const answer = await run(host, ['sh', '-c', 'sh -c "ulimit -f; ulimit -d; ulimit -n"']);
    expect(answer.stdout).toBe('2048\n1048576\n256\n');
    const own = readFileSync(`/proc/${host.pid()}/limits`, 'utf8');
    expect(own).toMatch(/^Max file size +1048576 +1048576 /m);
    expect(own).toMatch(/^Max data size +1073741824 +1073741824 /m);
    expect(own).toMatch(/^Max open files +256 +256 /m);
    expect(own).toMatch(/^Max cpu time +unlimited/m);
  });

  test('under the default limits runs what reserves much: Node, and Go and Java where they are', async () => {
    const host = newHost(options);
    const tools: [string, ...string[]][] = [
      [node, '-e', 'new WebAssembly.Memory({ initial: 1 })'],
      ['docker', '--version'],
      ['kubectl', 'version', '--client'],
      ['java', '-version'],
    ];
    const present = tools.filter(([name]) => spawnSync('which', [name]).status === 0);
    expect(present.length).toBeGreaterThan(0);
    for (const argv of present) expect(await run(host, argv), argv[0]).toMatchObject({ exitCode: 0, signal: null });
  });
});

describe('CPU time, where the C library can be called,', () => {
  const spin = 'while :; do :; done';

  test('ends a command by the signal for it, and what it started too', async () => {
    const host = newHost({ limits });
    const [alone, child] = await Promise.all([
      run(host, ['sh', '-c', spin]),
      run(host, ['sh', '-c', `sleep 0.05; sh -c '${spin}'; echo $?`]),
    ]);
    expect(alone).toMatchObject({ signal: 'SIGXCPU', exitCode: null, timedOut: false });
    // 128 and the number of the signal.
    expect(child).toMatchObject({ exitCode: 0, stdout: '152\n' });
  });

  test('ends a script that names no shell, which is started in another way', async () => {
    const file = join(newFolder(), 'script');
    writeFileSync(file, spin);
    chmodSync(file, 0o755);
    expect(await run(newHost({ limits }), [file])).toMatchObject({ signal: 'SIGXCPU' });
  });

  test('of a command that does not heed the signal ends five seconds later', async () => {
    const { stdout } = await run(newHost({ limits }), ['sh', '-c', 'sleep 0.2; ulimit -S -t; ulimit -H -t']);
    expect(stdout).toBe('1\n6\n');
  });
});

test('a limit that is lower already stays', () => {
  const asked = underLimits(defaultLimits(), 'sh', ['-c', 'ulimit -n; ulimit -f']);
  const below = ['-c', 'ulimit -n 300; ulimit -f 5; exec "$@"', 'sh', asked[0], ...asked[1]];
  expect(execFileSync('sh', below, { encoding: 'utf8' })).toBe('300\n5\n');
});

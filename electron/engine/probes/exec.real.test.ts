import { describe, expect, onTestFinished, test } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import { startProbeHost } from '../probe-host/client.ts';
import { cutoffAfter, look } from './context.fixture.ts';
import { commandInWords, execProbe } from './exec.ts';

function command() {
  const host = startProbeHost();
  onTestFinished(() => host.close());
  return host.run;
}

describe('running a command', () => {
  test('gives its exit code, outputs and JSON as facts', async () => {
    const { facts, evidence } = await look(
      execProbe,
      { argv: ['echo', '{"ready":true}'], cwd: '/' },
      { command: command() },
    );
    expect(facts).toMatchObject({ exitCode: 0, timedOut: false, json: { ready: true }, stdoutBytes: 15 });
    expect(facts).not.toHaveProperty('failure');
    expect(evidence?.text).toBe('{"ready":true}\n');
  });

  test('an exit code other than 0, a signal and a missed deadline are facts', async () => {
    const run = command();
    expect((await look(execProbe, { argv: ['sh', '-c', 'exit 7'] }, { command: run })).facts).toMatchObject({
      exitCode: 7,
    });
    const killed = await look(execProbe, { argv: ['sh', '-c', 'kill -KILL $$'] }, { command: run });
    expect(killed.facts).toMatchObject({ signal: 'SIGKILL', failure: 'ended by SIGKILL' });
    expect(killed.facts).not.toHaveProperty('exitCode');
    const late = await look(
      execProbe,
      { argv: ['sleep', '60'] },
      { command: run, cutoff: cutoffAfter('timed_out', 100) },
    );
    expect(late.facts).toMatchObject({ timedOut: true, failure: expect.stringMatching(/^did not end within \d+ ms$/) });
  });

  test('of a command that reached a limit the failure names the limit, and where it is set', async () => {
    const ending = (signal: string) => async () => ({ exitCode: null, signal, stdout: '', stderr: '', stdoutBytes: 0, stderrBytes: 0, timedOut: false, durationMs: 1 }); // prettier-ignore
    const failureOf = async (signal: string) =>
      (await look(execProbe, { argv: ['x'] }, { command: ending(signal) })).facts['failure'];
    expect(await failureOf('SIGXCPU')).toBe('ended by SIGXCPU: it reached its limit of CPU time (cpuSeconds in commands.yaml)'); // prettier-ignore
    expect(await failureOf('SIGXFSZ')).toMatch(/reached the limit of the size of a file \(fileMiB/);
    expect(await failureOf('SIGKILL')).toBe('ended by SIGKILL');
  });

  test('a command that is not there is an error', async () => {
    await expect(look(execProbe, { argv: ['no-such-command'] }, { command: command() })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('a command that is not permitted is not run', async () => {
    let runs = 0;
    const permit = (): void => {
      throw new OpsError('denied', 'not trusted');
    };
    const counting = (): never => {
      runs++;
      throw new Error('it was run');
    };
    await expect(look(execProbe, { argv: ['id'] }, { permit, command: counting })).rejects.toMatchObject({
      code: 'denied',
    });
    expect(runs).toBe(0);
  });

  test('consent is asked for all that decides what runs, so that no two commands read alike', () => {
    const words = [
      commandInWords({ argv: ['a', 'b c'] }),
      commandInWords({ argv: ['a', 'b', 'c'] }),
      commandInWords({ argv: ['a', 'b', 'c'], env: { LD_PRELOAD: '/x y' } }),
      commandInWords({ argv: ['a', 'b', 'c'], cwd: '/tmp' }),
    ];
    expect(words).toEqual(['a "b c"', 'a b c', 'LD_PRELOAD="/x y" a b c', 'a b c (in /tmp)']);
  });
});
